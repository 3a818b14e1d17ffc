package ai.valeo.erp.tributary.compose.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts a thread when the JVM is told to stop, and lets the JVM wait until it has tidied up.
 */
final class StopSignal {
  private static final long TIDY_LIMIT_SECONDS = 60;

  private final CountDownLatch tidy = new CountDownLatch(1);

  private StopSignal() {}

  static StopSignal interrupting(Thread worker) {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> signal.interruptAndWait(worker), "stop-signal"));
    return signal;
  }

  private void interruptAndWait(Thread worker) {
    if (tidy.getCount() == 0) {
      return; // the end of main runs the hooks as well
    }
    worker.interrupt();
    try {
      tidy.await(TIDY_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The thread has tidied up. */
  void close() {
    tidy.countDown();
  }
}
