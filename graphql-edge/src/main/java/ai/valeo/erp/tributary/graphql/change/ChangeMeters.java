package ai.valeo.erp.tributary.graphql.change;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what the change feed does. Any thread. */
final class ChangeMeters {

  private final Counter records;
  private final Counter failures;
  private final Counter told;
  private final Counter conflated;
  private final Counter behind;
  private final Counter recent;
  private final Counter log;
  private final Counter expired;
  private final AtomicInteger subscribers = new AtomicInteger();

  ChangeMeters(MeterRegistry registry) {
    records = ChangeMeter.RECORDS.counter(registry);
    failures = ChangeMeter.FAILURES.counter(registry);
    told = ChangeMeter.TOLD.counter(registry);
    conflated = ChangeMeter.CONFLATED.counter(registry);
    behind = ChangeMeter.BEHIND.counter(registry);
    recent = ChangeMeter.RESUMED.counter(registry, "from", "memory");
    log = ChangeMeter.RESUMED.counter(registry, "from", "log");
    expired = ChangeMeter.EXPIRED.counter(registry);
    ChangeMeter.SUBSCRIBERS.gauge(registry, subscribers::get);
  }

  void read(int count) {
    records.increment(count);
  }

  void failed() {
    failures.increment();
  }

  void told() {
    told.increment();
  }

  void conflated() {
    conflated.increment();
  }

  void behind() {
    behind.increment();
  }

  void resumedFromMemory() {
    recent.increment();
  }

  void resumedFromLog() {
    log.increment();
  }

  void expired() {
    expired.increment();
  }

  void came() {
    subscribers.incrementAndGet();
  }

  void left() {
    subscribers.decrementAndGet();
  }
}
