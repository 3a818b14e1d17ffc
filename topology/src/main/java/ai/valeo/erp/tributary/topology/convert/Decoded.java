package ai.valeo.erp.tributary.topology.convert;

import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.ruling.RulingFacts;
import org.jspecify.annotations.Nullable;

/** What became of the attempt to decode a record. */
public sealed interface Decoded {

  /** A mutation; whether it is sound is for the core to say. */
  record Legible(MutationFacts mutation) implements Decoded {}

  /**
   * A mutation whose changes are none, e.g. an ADD of nothing; it deserves an outcome.
   *
   * @param mutation the mutation, without its changes
   * @param reason why it is refused
   * @param message the reason in words
   */
  record Unsound(MutationFacts mutation, Reason reason, String message) implements Decoded {}

  /** A ruling on a conflict; whether it is sound is for the core to say. */
  record OnConflict(RulingFacts ruling) implements Decoded {}

  /**
   * A ruling whose changes are none; it deserves an answer.
   *
   * @param ruling the ruling, without its changes
   * @param reason why it is refused
   * @param message the reason in words
   */
  record UnsoundRuling(RulingFacts ruling, Reason reason, String message) implements Decoded {}

  /**
   * A ruling on a quarantined record.
   *
   * @param ruling the ruling
   * @param origin where the record came from
   * @param value its bytes, if they are given
   * @param content what they are by now; garbage if they are not given
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on and never compared
  record OnRecord(RulingFacts ruling, Origin origin, byte @Nullable [] value, Decoded content)
      implements Decoded {}

  /** A ruling that is only proposed: nothing is decided by it. */
  record Proposal() implements Decoded {}

  /** Where a quarantined record came from. */
  record Origin(String topic, int partition, long offset) {}

  /** Nothing that belongs there at all. */
  record Garbage(String message) implements Decoded {}

  /** Nobody knows yet: no schema registry answers. The same record may be decoded later. */
  record Unavailable(int schemaId, String message) implements Decoded {}
}
