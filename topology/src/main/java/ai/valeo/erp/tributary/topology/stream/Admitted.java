package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import ai.valeo.erp.tributary.topology.store.Arrival;
import java.util.List;

/**
 * The mutations of one window that are sound and have not come before, in order of arrival.
 *
 * @param partition partition of the mutations topic
 * @param firstOffset offset of the window's first record
 * @param extent how much of the log the window covers
 * @param entrants the mutations; may be empty
 */
record Admitted(int partition, long firstOffset, Extent extent, List<Entrant> entrants) {

  /**
   * How much of the log a window covers, whatever its records are.
   *
   * @param records number of its records
   * @param sinceMs least broker time of its records
   */
  record Extent(int records, long sinceMs) {}

  /**
   * A mutation with its record.
   *
   * @param arrival the record as it came
   * @param received what the core sees of it
   */
  record Entrant(Arrival arrival, Received received) {

    static Entrant of(Arrival arrival, int partition, MutationFacts mutation) {
      return new Entrant(
          arrival, new Received(mutation, arrival.timestampMs(), partition, arrival.offset()));
    }

    MutationFacts mutation() {
      return received.mutation();
    }
  }

  Admitted {
    entrants = List.copyOf(entrants);
  }

  /**
   * Greatest broker time of the mutations. Records that were refused or had come before do not
   * count: no decision names their window, so a replay would not know it.
   */
  long nowMs() {
    return entrants.stream()
        .mapToLong(entrant -> entrant.received().recordTimeMs())
        .max()
        .orElse(0);
  }
}
