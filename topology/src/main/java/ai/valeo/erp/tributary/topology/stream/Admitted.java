package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import ai.valeo.erp.tributary.topology.core.ruling.ReceivedRuling;
import ai.valeo.erp.tributary.topology.store.Arrival;
import java.util.List;

/**
 * What is sound and has not come before in one window, in order of arrival.
 *
 * @param partition partition of the topics
 * @param position offset of the window's first mutation, or of the next one if it has none
 * @param extent how much of the log the window covers
 * @param ruled what rulings ask for, which is decided first; may be empty
 * @param entrants the mutations; may be empty
 */
record Admitted(
    int partition, long position, Extent extent, List<Asked> ruled, List<Entrant> entrants) {

  /**
   * How much of the log a window covers, whatever its records are.
   *
   * @param records number of its records
   * @param sinceMs least broker time of its mutations; 0 if it has none
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

  /** What a ruling asks for; each is a batch of its own. */
  sealed interface Asked {

    /** The record of the ruling. */
    Arrival arrival();

    /**
     * That a conflict ends.
     *
     * @param arrival the record as it came
     * @param received what the core sees of it
     */
    record OnConflict(Arrival arrival, ReceivedRuling received) implements Asked {}

    /** That the mutation of a quarantined record is decided. */
    record Release(Entrant entrant) implements Asked {
      @Override
      public Arrival arrival() {
        return entrant.arrival();
      }
    }
  }

  Admitted {
    ruled = List.copyOf(ruled);
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
