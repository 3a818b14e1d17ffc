package ai.valeo.erp.tributary.edge.core;

import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;

/**
 * A mutation as it was captured; it never changes afterwards.
 *
 * @param id its identity
 * @param draft what was wanted, operands brought to the attributes' types
 * @param baseVersion version of the entity the node had received from the centre; 0 = none
 * @param hlc the node's clock at capture
 * @param capturedAtMs the wall clock at capture, milliseconds since 1970 UTC
 */
public record CapturedMutation(
    MutationId id, Draft draft, long baseVersion, Hlc hlc, long capturedAtMs) {

  public CapturedMutation {
    if (baseVersion < 0) {
      throw new IllegalArgumentException("baseVersion: " + baseVersion + " (expected: 0 or more)");
    }
  }
}
