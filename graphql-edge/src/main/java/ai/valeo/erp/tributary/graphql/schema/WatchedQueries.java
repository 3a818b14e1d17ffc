package ai.valeo.erp.tributary.graphql.schema;

import graphql.ExecutionResult;
import graphql.execution.AsyncExecutionStrategy;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.ExecutionContext;
import graphql.execution.ExecutionStrategyParameters;
import java.util.concurrent.CompletableFuture;

/** Runs queries as usual, with a watch around. */
final class WatchedQueries extends AsyncExecutionStrategy {

  private final OperationWatch watch;

  WatchedQueries(DataFetcherExceptionHandler failures, OperationWatch watch) {
    super(failures);
    this.watch = watch;
  }

  @Override
  public CompletableFuture<ExecutionResult> execute(
      ExecutionContext execution, ExecutionStrategyParameters parameters) {
    return watch.around(Operation.of(execution), () -> super.execute(execution, parameters));
  }
}
