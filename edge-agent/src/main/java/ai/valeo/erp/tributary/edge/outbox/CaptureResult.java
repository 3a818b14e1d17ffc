package ai.valeo.erp.tributary.edge.outbox;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.Reason;

/** What became of a draft. */
public sealed interface CaptureResult {

  /**
   * It is a mutation now, on the disk, and in every view of this node.
   *
   * @param id the mutation
   * @param key its entity
   * @param hlc the node's clock at capture
   * @param repeated whether it had been captured before under the same idempotency key
   */
  record Captured(MutationId id, EntityKey key, Hlc hlc, boolean repeated)
      implements CaptureResult {}

  /** It can never be applied, so nothing was captured. */
  record Refused(Reason reason, String message) implements CaptureResult {}
}
