package ai.valeo.erp.tributary.compose.bench;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Asks for one stock item until it shows the quantity that was sent. One thread begins. */
final class LagProbe implements AutoCloseable {
  private static final String QUESTION =
      "{\"query\":\"{ inventory(productId: \\\"probe\\\", warehouseId: \\\"w\\\")"
          + " { nodes { quantity } } }\"}";
  private static final long MOST_NS = 10_000_000_000L;

  private final HttpLoad http;
  private final ExecutorService asking = Executors.newSingleThreadExecutor();
  private long number;
  private @Nullable Future<?> running;

  LagProbe(HttpLoad http) {
    this.http = http;
  }

  /** Whether the last quantity was shown. */
  boolean isIdle() {
    Future<?> last = running;
    return last == null || last.isDone();
  }

  /**
   * Begins to ask; the quantity that has to be sent now.
   *
   * @param histogram takes the time until it is shown, in microseconds
   */
  long begin(Histogram histogram) {
    long wanted = ++number;
    long beginNs = System.nanoTime();
    running = asking.submit(() -> ask(wanted, beginNs, histogram));
    return wanted;
  }

  private void ask(long wanted, long beginNs, Histogram histogram) {
    String shown = "\"quantity\":" + wanted + "}";
    try {
      while (!http.once(QUESTION).contains(shown) && System.nanoTime() - beginNs < MOST_NS) {
        Thread.sleep(1);
      }
      histogram.recordValue((System.nanoTime() - beginNs) / 1000);
    } catch (IOException e) {
      throw new BenchException("The centre does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    asking.close();
  }
}
