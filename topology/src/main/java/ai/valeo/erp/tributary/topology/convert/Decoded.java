package ai.valeo.erp.tributary.topology.convert;

import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;

/** What became of the attempt to decode a record of the mutations topic. */
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

  /** No mutation at all. */
  record Garbage(String message) implements Decoded {}

  /** Nobody knows yet: no schema registry answers. The same record may be decoded later. */
  record Unavailable(int schemaId, String message) implements Decoded {}
}
