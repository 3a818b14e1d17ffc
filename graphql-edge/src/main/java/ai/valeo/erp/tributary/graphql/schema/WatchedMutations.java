package ai.valeo.erp.tributary.graphql.schema;

import graphql.ExecutionResult;
import graphql.execution.AsyncSerialExecutionStrategy;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.ExecutionContext;
import graphql.execution.ExecutionStrategyParameters;
import java.util.concurrent.CompletableFuture;

/** Runs mutations as usual, one after the other, with a watch around. */
final class WatchedMutations extends AsyncSerialExecutionStrategy {

  private final OperationWatch watch;

  WatchedMutations(DataFetcherExceptionHandler failures, OperationWatch watch) {
    super(failures);
    this.watch = watch;
  }

  @Override
  public CompletableFuture<ExecutionResult> execute(
      ExecutionContext execution, ExecutionStrategyParameters parameters) {
    return watch.around(Operation.of(execution), () -> super.execute(execution, parameters));
  }
}
