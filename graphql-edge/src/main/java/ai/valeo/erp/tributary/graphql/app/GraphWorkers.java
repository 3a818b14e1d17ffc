package ai.valeo.erp.tributary.graphql.app;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes the threads that answer GraphQL requests and may block. */
final class GraphWorkers {

  private GraphWorkers() {}

  /**
   * Threads; work is refused when too much waits.
   *
   * @param prefix of their names
   * @param threads how many there are
   * @param queue how much may wait
   */
  static ThreadPoolExecutor of(String prefix, int threads, int queue) {
    ThreadPoolExecutor workers =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(queue),
            Thread.ofPlatform().name(prefix, 1).daemon().factory());
    workers.allowCoreThreadTimeOut(true);
    return workers;
  }
}
