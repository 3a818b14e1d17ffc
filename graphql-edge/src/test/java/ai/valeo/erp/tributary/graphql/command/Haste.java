package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.graphql.fetch.Lags;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads whose time passes as fast as they have something to do: whoever waits for a result lets
 * what is due next happen now, once all that is under way is over.
 */
final class Haste implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  private final AtomicInteger underway = new AtomicInteger();

  /** What commands use. */
  CommandFields.Times times(InstantSource clock, Lags lags) {
    return new CommandFields.Times(clock, System::nanoTime, lags, timer, this::answer);
  }

  private void answer(Runnable work) {
    underway.incrementAndGet();
    pool.execute(() -> {
      try {
        work.run();
      } finally {
        underway.decrementAndGet();
      }
    });
  }

  /** The result, whenever it would have come. */
  <T> T result(CompletableFuture<T> asked) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!asked.isDone()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no result: " + timer.getQueue());
      }
      if (underway.get() > 0 || !isNextDone()) {
        Thread.yield();
      }
    }
    return asked.join();
  }

  private boolean isNextDone() {
    Runnable next = timer.getQueue().peek();
    if (next == null || !timer.remove(next)) {
      return false;
    }
    next.run();
    return true;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    pool.shutdownNow();
  }
}
