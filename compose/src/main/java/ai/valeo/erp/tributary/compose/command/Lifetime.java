package ai.valeo.erp.tributary.compose.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
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
    await(name, part, new CompletableFuture<>());
  }

  /**
   * The same for a part that may also end by itself.
   *
   * @throws CompletionException if it did, with the failure that ended it
   */
  static void await(String name, AutoCloseable part, CompletableFuture<?> end)
      throws InterruptedException {
    CompletableFuture<Boolean> told = new CompletableFuture<>();
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              told.complete(true);
              awaitQuietly(stopped);
            },
            "stop-" + name);
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      awaitAny(told, end);
      part.close();
      log.atInfo().addKeyValue("process", name).log("Stopped cleanly");
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      log.atError().addKeyValue("process", name).setCause(e).log("Did not stop cleanly");
    } finally {
      stopped.countDown();
    }
    if (end.isCompletedExceptionally()) {
      end.join();
    }
  }

  private static void awaitAny(CompletableFuture<?>... ends) throws InterruptedException {
    try {
      CompletableFuture.anyOf(ends).get();
    } catch (ExecutionException e) {
      log.atDebug().setCause(e).log("Ends by itself");
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
