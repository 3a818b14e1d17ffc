package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.util.Set;

/**
 * Keeps something derived from the entities as the app sees them, in the transaction that changes
 * them. What is derived can be made again, so its failure never undoes the change itself.
 */
public interface Follower {

  /** Follows the entities whose view may have changed in this transaction, before it commits. */
  void follow(Transaction transaction, Set<EntityKey> touched);

  /**
   * Follows no more after it failed, but leaves a mark that it did not: called in place of {@link
   * #follow} when the transaction is done again without it.
   */
  void giveUp(Transaction transaction, RuntimeException cause);
}
