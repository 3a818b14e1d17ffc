package ai.valeo.erp.tributary.edge.core;

/**
 * A mutation that somebody should look at.
 *
 * @param mutation the mutation
 * @param sequence its publish number; 0 if it was never sent
 * @param verdict FAILED or CONFLICT with reason and words
 * @param answeredAtMs when the node learned of it, milliseconds since 1970 UTC
 */
public record Attention(
    CapturedMutation mutation, long sequence, Answer.Verdict verdict, long answeredAtMs) {

  public Attention {
    if (verdict.state() == MutationState.APPLIED) {
      throw new IllegalArgumentException("state: APPLIED (expected: FAILED or CONFLICT)");
    }
  }
}
