package ai.valeo.erp.tributary.topology.app;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/**
 * The time by which the stream closes windows and commits: the wall clock as it was at the start,
 * and what has passed since. Kafka Streams waits for a moment of its clock; were that set back by
 * an hour, no window would close for an hour. Any thread.
 */
final class SteadyTime implements Time {

  private final InstantSource wall;
  private final LongSupplier nanos;
  private final long startMs;
  private final long startNanos;

  /**
   * A time that begins now.
   *
   * @param wall the wall clock
   * @param nanos nanoseconds that never go back, from any origin
   */
  SteadyTime(InstantSource wall, LongSupplier nanos) {
    this.wall = wall;
    this.nanos = nanos;
    this.startMs = wall.millis();
    this.startNanos = nanos.getAsLong();
  }

  /** By how much it is ahead of the wall clock now; below zero where that was set forward. */
  long aheadMs() {
    return milliseconds() - wall.millis();
  }

  @Override
  public long milliseconds() {
    return startMs + TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - startNanos);
  }

  @Override
  public long nanoseconds() {
    return nanos.getAsLong();
  }

  @Override
  public void sleep(long ms) {
    SYSTEM.sleep(ms);
  }

  @Override
  public void waitObject(Object waited, Supplier<Boolean> condition, long deadlineMs)
      throws InterruptedException {
    SYSTEM.waitObject(waited, condition, deadlineMs - aheadMs());
  }
}
