package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.entity.Limits;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.convert.Decoded;
import ai.valeo.erp.tributary.topology.core.intake.IntakeRules;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.TypeLookup;
import ai.valeo.erp.tributary.topology.core.intake.Verdict;
import ai.valeo.erp.tributary.topology.store.Arrival;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Whether a decoded mutation may be merged (R3): what its record must be, then what the core asks.
 * The first reason in the order of {@link Reason} is given.
 *
 * @param types entity types
 * @param placement where records belong
 */
record Soundness(TypeLookup types, Placement placement) {

  /** Judges a mutation whose changes could be read. */
  Verdict check(MutationFacts mutation, Arrival arrival, int partition) {
    if (arrival.sizeBytes() > Limits.MAX_MUTATION_BYTES) {
      return new Verdict.Refused(
          Reason.TOO_LARGE,
          "record: "
              + arrival.sizeBytes()
              + " bytes (expected: at most "
              + Limits.MAX_MUTATION_BYTES
              + ")");
    }
    if (!hasOwnKey(mutation.entityType(), mutation.entityId(), arrival)) {
      return new Verdict.Refused(
          Reason.WRONG_KEY, "key: not that of the mutation's entity (expected: type:id)");
    }
    Verdict.Refused misplaced = placement.refusal(arrival, partition);
    return misplaced == null ? IntakeRules.check(mutation, types) : misplaced;
  }

  /** Judges a mutation whose changes could not be read; it is always refused. */
  Verdict.Refused check(Decoded.Unsound unsound, Arrival arrival, int partition) {
    return check(unsound.mutation(), arrival, partition) instanceof Verdict.Refused earlier
            && earlier.reason().compareTo(Reason.NO_CHANGES) < 0
        ? earlier
        : new Verdict.Refused(unsound.reason(), unsound.message());
  }

  /** Whether the record's key is that of the entity. */
  static boolean hasOwnKey(String type, String id, Arrival arrival) {
    byte[] key = arrival.key();
    if (key != null
        && key.length == type.length() + 1 + id.length()
        && isAt(0, type, key)
        && key[type.length()] == ':'
        && isAt(type.length() + 1, id, key)) {
      return true;
    }
    return Arrays.equals((type + ':' + id).getBytes(StandardCharsets.UTF_8), key);
  }

  /** Whether a plain text stands there; others are compared in full. */
  private static boolean isAt(int from, String text, byte[] key) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80 || key[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
