package ai.valeo.erp.tributary.tests.fault;

import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Prints what the processes printed last when a test fails. */
record TailsOnFailure(Supplier<Site> site) implements AfterTestExecutionCallback {

  @Override
  public void afterTestExecution(ExtensionContext context) {
    context
        .getExecutionException()
        .ifPresent(failure ->
            System.err.println(context.getDisplayName() + " failed; " + site.get().tails()));
  }
}
