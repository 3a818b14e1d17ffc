package ai.valeo.erp.tributary.edge.core;

import ai.valeo.erp.tributary.schemas.entity.MutationId;
import org.jspecify.annotations.Nullable;

/**
 * A mutation that somebody should look at.
 *
 * @param mutation the mutation
 * @param sequence its publish number; 0 if it was never sent
 * @param verdict FAILED or CONFLICT with reason and words
 * @param answeredAtMs when the node learned of it, milliseconds since 1970 UTC
 * @param retryOf the failed mutation it repeats, or none
 */
public record Attention(
    CapturedMutation mutation,
    long sequence,
    Answer.Verdict verdict,
    long answeredAtMs,
    @Nullable MutationId retryOf) {

  public Attention {
    if (verdict.state() == MutationState.APPLIED) {
      throw new IllegalArgumentException("state: APPLIED (expected: FAILED or CONFLICT)");
    }
  }
}
