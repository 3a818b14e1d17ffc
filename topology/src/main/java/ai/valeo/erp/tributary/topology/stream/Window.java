package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.topology.convert.Decoded;
import ai.valeo.erp.tributary.topology.store.Arrival;
import java.util.List;

/**
 * The records of one closed window, in order of arrival. Offsets of successive windows ascend.
 *
 * @param partition partition of the mutations topic
 * @param records one or more
 */
record Window(int partition, List<Opened> records) {

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

  /** Offset of the first record: identifies the window within its partition. */
  long firstOffset() {
    return records.get(0).arrival().offset();
  }
}
