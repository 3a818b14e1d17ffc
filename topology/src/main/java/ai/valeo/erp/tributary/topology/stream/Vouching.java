package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.signing.SigningKey;
import ai.valeo.erp.tributary.topology.convert.Decoded;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.Verdict;
import ai.valeo.erp.tributary.topology.store.Arrival;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody vouches for a mutation who may: its signature was good when it came, it names
 * the node that signed it, and it is not a repetition that nobody would notice.
 *
 * @param types entity types, for their horizons
 * @param placement where records belong; a signature does not say, and elsewhere nobody would
 *     notice a repetition
 * @param maxSkewMs how far a clock may be off
 */
record Vouching(EntityTypes types, Placement placement, long maxSkewMs) {

  /** Why the record counts for nothing, or none. */
  Verdict.@Nullable Refused refusal(Window.Opened opened, int partition) {
    Arrival.Proof proof = opened.arrival().proof();
    if (proof.refused() != null) {
      return new Verdict.Refused(proof.refused(), proof.message());
    }
    String signer = proof.signer();
    MutationFacts mutation = mutation(opened.content());
    if (signer == null || mutation == null) {
      return null;
    }
    Verdict.Refused misplaced = placement.refusal(opened.arrival(), partition);
    return misplaced == null ? refusal(signer, mutation, opened.arrival()) : misplaced;
  }

  private static @Nullable MutationFacts mutation(Decoded content) {
    return switch (content) {
      case Decoded.Legible(MutationFacts mutation) -> mutation;
      case Decoded.Unsound unsound -> unsound.mutation();
      case Decoded.Garbage unused -> null;
      case Decoded.Unavailable unused -> null;
      case Decoded.OnConflict unused -> null;
      case Decoded.OnRecord unused -> null;
      case Decoded.Proposal unused -> null;
      case Decoded.UnsoundRuling unused -> null;
    };
  }

  private Verdict.@Nullable Refused refusal(
      String signer, MutationFacts mutation, Arrival arrival) {
    if (!SigningKey.maySpeak(signer, mutation.edgeNode())) {
      return new Verdict.Refused(
          Reason.WRONG_SIGNER, "signature: of " + signer + " (expected: of the mutation's node)");
    }
    if (!Once.hasSoundSequence(mutation) && !isOfNow(mutation, arrival.timestampMs())) {
      return new Verdict.Refused(
          Reason.STALE_SIGNATURE,
          "mutation: without a sequence, and its clock is not within the horizon");
    }
    return null;
  }

  /**
   * Whether it was made so lately that its id is still remembered if it came before. Its clock is
   * signed, so whoever recorded it cannot make it look younger.
   */
  private boolean isOfNow(MutationFacts mutation, long recordTimeMs) {
    long ageMs = recordTimeMs - mutation.hlcMs();
    return ageMs >= -maxSkewMs && ageMs <= Once.horizon(types, mutation).toMillis() - maxSkewMs;
  }
}
