package ai.valeo.erp.tributary.tests.fault;

import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Adds what the processes printed last to the message of a failed test: wherever only the message
 * is kept of a run, it tells why.
 */
record TailsOnFailure(Supplier<Site> site) implements TestExecutionExceptionHandler {

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure) {
    throw new AssertionError(failure.getMessage() + site.get().tails(), failure);
  }
}
