package ai.valeo.erp.tributary.graphql.schema;

import graphql.ExecutionResult;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Stands around the running of queries and mutations. Any thread. */
@FunctionalInterface
public interface OperationWatch {

  /** Does nothing. */
  OperationWatch NONE = (operation, run) -> run.get();

  /**
   * Runs an operation, or knows the result without.
   *
   * @param run runs it; called once at most, on the caller's thread
   */
  CompletableFuture<ExecutionResult> around(
      Operation operation, Supplier<CompletableFuture<ExecutionResult>> run);

  /** This one around another. */
  default OperationWatch around(OperationWatch inner) {
    return (operation, run) -> around(operation, () -> inner.around(operation, run));
  }
}
