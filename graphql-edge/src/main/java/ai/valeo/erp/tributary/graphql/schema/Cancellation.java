package ai.valeo.erp.tributary.graphql.schema;

import org.jspecify.annotations.Nullable;

/** Ends an execution early; what it is doing it ends first. Any thread. */
public final class Cancellation {

  private @Nullable Runnable end; // guarded by this
  private boolean isCancelled; // guarded by this

  /** Ends it, now or as soon as it begins. */
  public void cancel() {
    Runnable ending;
    synchronized (this) {
      isCancelled = true;
      ending = end;
    }
    if (ending != null) {
      ending.run();
    }
  }

  /** The execution begins, and this is how it ends. */
  void begins(Runnable how) {
    boolean isTooLate;
    synchronized (this) {
      end = how;
      isTooLate = isCancelled;
    }
    if (isTooLate) {
      how.run();
    }
  }
}
