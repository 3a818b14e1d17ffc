package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.topology.convert.Decoded;
import ai.valeo.erp.tributary.topology.store.Arrival;
import java.util.List;

/**
 * The records of one closed window, in order of arrival. Offsets of successive windows ascend.
 *
 * @param partition partition of the topics
 * @param position offset of the window's first mutation, or of the next one if it has none
 * @param records mutations and rulings, one or more
 */
record Window(int partition, long position, List<Opened> records) {

  /**
   * A record with what it turned out to be.
   *
   * @param arrival the record as it came
   * @param content what it holds; never {@link Decoded.Unavailable}
   */
  record Opened(Arrival arrival, Decoded content) {}

  Window {
    records = List.copyOf(records);
    if (records.isEmpty()) {
      throw new IllegalArgumentException("records: none (expected: 1 or more)");
    }
  }
}
