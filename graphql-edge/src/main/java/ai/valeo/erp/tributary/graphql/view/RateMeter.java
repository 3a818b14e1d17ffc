package ai.valeo.erp.tributary.graphql.view;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Events per second over the last {@link #WINDOW_SECONDS} full seconds. Any thread; a reading is
 * exact when nobody writes, else off by the events under way.
 */
public final class RateMeter {

  /** Full seconds a reading spans. */
  static final int WINDOW_SECONDS = 10;

  private static final int SLOTS = 16;

  private final LongSupplier nowMs;
  private volatile DoubleSupplier elsewhere = () -> 0;
  private final AtomicLongArray seconds = new AtomicLongArray(SLOTS);
  private final AtomicLongArray counts = new AtomicLongArray(SLOTS);

  /** With the clock, in milliseconds. */
  public RateMeter(LongSupplier nowMs) {
    this.nowMs = nowMs;
  }

  /** The clock, in milliseconds. */
  LongSupplier clock() {
    return nowMs;
  }

  /** One event now. */
  void mark() {
    long second = nowMs.getAsLong() / 1000;
    int slot = (int) (second % SLOTS);
    long known = seconds.get(slot);
    if (known != second && seconds.compareAndSet(slot, known, second)) {
      counts.set(slot, 0);
    }
    counts.incrementAndGet(slot);
  }

  /** From now on the events that others count as well. */
  public void with(DoubleSupplier others) {
    elsewhere = others;
  }

  /** Events per second, those that others count included. */
  double perSecond() {
    return ownPerSecond() + elsewhere.getAsDouble();
  }

  /** Events per second that were counted here. */
  public double ownPerSecond() {
    long now = nowMs.getAsLong() / 1000;
    long sum = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      long age = now - seconds.get(slot);
      if (age >= 1 && age <= WINDOW_SECONDS) {
        sum += counts.get(slot);
      }
    }
    return sum / (double) WINDOW_SECONDS;
  }
}
