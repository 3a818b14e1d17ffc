package ai.valeo.erp.tributary.edge.outbox;

import ai.valeo.erp.tributary.edge.store.EdgeStore;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives numbers, e.g. to orders: each at most once under this node's identity, whatever happens.
 * They are taken from the store by the dozen, so a restart leaves a gap.
 *
 * <p>Threading: any thread.
 */
public final class NumberSeries {

  private static final int TAKEN_AT_ONCE = 24;

  private final EdgeStore store;
  private final Map<String, Taken> taken = new HashMap<>();

  private record Taken(long next, long end) {}

  public NumberSeries(EdgeStore store) {
    this.store = store;
  }

  /** The next number of a series, 1 or more. */
  public synchronized long next(String series) {
    Taken rest = taken.get(series);
    if (rest == null || rest.next == rest.end) {
      long first = store.write(transaction -> transaction.series().take(series, TAKEN_AT_ONCE));
      rest = new Taken(first, first + TAKEN_AT_ONCE);
    }
    taken.put(series, new Taken(rest.next + 1, rest.end));
    return rest.next;
  }
}
