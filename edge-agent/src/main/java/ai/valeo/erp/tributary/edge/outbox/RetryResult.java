package ai.valeo.erp.tributary.edge.outbox;

import ai.valeo.erp.tributary.schemas.entity.MutationId;

/** What became of the wish to try a failed mutation again. */
public sealed interface RetryResult {

  /**
   * Its change is captured again, on what the node knows of the entity now; the failed one is
   * acknowledged.
   *
   * @param failed the mutation that had failed
   * @param captured the new one
   */
  record Retried(MutationId failed, CaptureResult.Captured captured) implements RetryResult {}

  /** There is no FAILED mutation of that identity in sight. */
  record NotFailed(MutationId id) implements RetryResult {}

  /** It cannot be tried again. */
  record Refused(CaptureResult.Refused refused) implements RetryResult {}
}
