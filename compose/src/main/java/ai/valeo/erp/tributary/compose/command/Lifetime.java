package ai.valeo.erp.tributary.compose.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a process alive until it is told to stop (SIGTERM, Ctrl-C) and then stops it cleanly.
 *
 * <p>Threading: {@link #await} blocks its caller; the JVM's shutdown thread closes the part.
 */
final class Lifetime {
  private static final Logger log = LoggerFactory.getLogger(Lifetime.class);
  private static final long STOP_LIMIT_SECONDS = 30;

  private Lifetime() {}

  /** Runs until the JVM is told to stop; closes the part before it goes. */
  static void await(String name, AutoCloseable part) throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              told.countDown();
              awaitQuietly(stopped);
            },
            "stop-" + name);
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      told.await();
      part.close();
      log.atInfo().addKeyValue("process", name).log("Stopped cleanly");
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      log.atError().addKeyValue("process", name).setCause(e).log("Did not stop cleanly");
    } finally {
      stopped.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      if (!latch.await(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        log.atWarn().log("Stopping takes too long and is given up");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
