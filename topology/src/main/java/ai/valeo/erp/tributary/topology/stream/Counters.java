package ai.valeo.erp.tributary.topology.stream;

import io.micrometer.core.instrument.Counter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Counters of one metric by what tells them apart, each made once. Any thread.
 *
 * @param <K> what tells them apart
 */
final class Counters<K> {

  private final Map<K, Counter> made = new ConcurrentHashMap<>();
  private final Function<K, Counter> make;

  Counters(Function<K, Counter> make) {
    this.make = make;
  }

  void increment(K key) {
    Counter counter = made.get(key);
    (counter == null ? show(key) : counter).increment();
  }

  /** Makes it, so that it is shown before anything is counted: a rate needs a beginning. */
  Counter show(K key) {
    return made.computeIfAbsent(key, make);
  }
}
