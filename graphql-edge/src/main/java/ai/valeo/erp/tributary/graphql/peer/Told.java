package ai.valeo.erp.tributary.graphql.peer;

import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** What an instance says to an {@link Ask}. */
sealed interface Told {

  /**
   * A value.
   *
   * @param value the value; none = there is none
   */
  record Value(@Nullable Bytes value) implements Told {}

  /**
   * Entries of a stretch.
   *
   * @param entries the first ones, in order
   * @param hasMore whether there are others behind
   */
  record Entries(List<KeyValue<Bytes, byte[]>> entries, boolean hasMore) implements Told {

    public Entries {
      entries = List.copyOf(entries);
    }
  }

  /** Why there is no answer. */
  enum Refusal implements Told {
    /** The message is full; to be asked again. */
    DEFERRED,
    /** The partition is not here, or not ready. */
    ABSENT,
    /** The copy is too far behind, or cannot answer this. */
    BEHIND
  }
}
