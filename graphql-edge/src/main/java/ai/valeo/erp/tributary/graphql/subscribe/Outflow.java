package ai.valeo.erp.tributary.graphql.subscribe;

import io.vertx.core.Vertx;
import io.vertx.core.streams.WriteStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The way out to one client. Who wants to send more waits here until there is room; a client that
 * leaves its queue full for too long is given up. Runs on the client's event loop.
 */
final class Outflow {

  private static final long NONE = -1;

  private final Vertx vertx;
  private final WriteStream<?> stream;
  private final long stallMs;
  private final Runnable onStall;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private long timer = NONE;
  private boolean isClosed;

  /**
   * The way out over a stream.
   *
   * @param limits how much may wait, and how long
   * @param onStall gives the client up
   */
  Outflow(Vertx vertx, WriteStream<?> stream, SubscriptionLimits limits, Runnable onStall) {
    this.vertx = vertx;
    this.stream = stream;
    this.stallMs = limits.stallMs();
    this.onStall = onStall;
    stream.setWriteQueueMaxSize(limits.queueBytes());
    stream.drainHandler(drained -> drained());
  }

  /** Runs this as soon as there is room: now, or when the client has read. */
  void whenRoom(Runnable next) {
    if (isClosed) {
      return;
    }
    if (stream.writeQueueFull()) {
      waiting.add(next);
      written();
    } else {
      next.run();
    }
  }

  /** To be told after every write; answers whether there is no room left. */
  boolean written() {
    boolean isFull = !isClosed && stream.writeQueueFull();
    if (isFull && timer == NONE) {
      timer =
          vertx.setTimer(
              stallMs,
              expired -> {
                timer = NONE;
                onStall.run();
              });
    }
    return isFull;
  }

  /** Nobody waits any more. */
  void close() {
    isClosed = true;
    waiting.clear();
    cancelTimer();
  }

  private void drained() {
    cancelTimer();
    while (!isClosed && !waiting.isEmpty() && !stream.writeQueueFull()) {
      waiting.remove().run();
    }
    if (!waiting.isEmpty()) {
      written();
    }
  }

  private void cancelTimer() {
    if (timer != NONE) {
      vertx.cancelTimer(timer);
      timer = NONE;
    }
  }
}
