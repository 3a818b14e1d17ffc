package ai.valeo.erp.tributary.edge.core;

import ai.valeo.erp.tributary.schemas.entity.MutationId;
import org.jspecify.annotations.Nullable;

/**
 * How the sending of a mutation has gone so far.
 *
 * @param retries how often it was sent again
 * @param lastError why it was sent again last, or none
 * @param retryOf the failed mutation it repeats, or none
 */
public record Delivery(int retries, @Nullable String lastError, @Nullable MutationId retryOf) {

  /** Nothing has gone wrong. */
  public static final Delivery NEW = new Delivery(0, null, null);
}
