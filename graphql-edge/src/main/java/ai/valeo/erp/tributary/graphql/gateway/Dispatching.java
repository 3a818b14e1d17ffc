package ai.valeo.erp.tributary.graphql.gateway;

import graphql.ExecutionResult;
import graphql.GraphQLContext;
import graphql.execution.instrumentation.ExecutionStrategyInstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionStrategyParameters;
import org.jspecify.annotations.Nullable;

/** Sends the question to the centre when all root fields have said what they want of it. */
final class Dispatching extends SimplePerformantInstrumentation {

  @Override
  public ExecutionStrategyInstrumentationContext beginExecutionStrategy(
      InstrumentationExecutionStrategyParameters parameters, @Nullable InstrumentationState state) {
    GraphQLContext context = parameters.getExecutionContext().getGraphQLContext();
    return new ExecutionStrategyInstrumentationContext() {
      @Override
      public void onDispatched() {
        Batch batch = context.get(Batch.class);
        if (batch != null) {
          batch.dispatch();
        }
      }

      @Override
      public void onCompleted(@Nullable ExecutionResult result, @Nullable Throwable failure) {
        // nothing to end
      }
    };
  }
}
