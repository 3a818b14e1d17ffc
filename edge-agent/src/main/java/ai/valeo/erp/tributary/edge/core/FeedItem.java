package ai.valeo.erp.tributary.edge.core;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;

/** Something the centre has told the node. */
public sealed interface FeedItem {

  /** The entity it is about. */
  EntityKey key();

  /**
   * An answer to one of its mutations.
   *
   * @param answer the answer
   * @param raised whether the mutation has raised the entity's version, so that a record of that
   *     version came or comes after the mutation was sent
   */
  record Answered(Answer answer, boolean raised) implements FeedItem {
    @Override
    public EntityKey key() {
      return answer.key();
    }
  }

  /**
   * A new state of an entity.
   *
   * @param key the entity
   * @param base its state
   * @param seen the reading to which the node's clock moves: the record's own, unless that is too
   *     far ahead of the broker's time
   */
  record Received(EntityKey key, Base base, Hlc seen) implements FeedItem {}

  /**
   * A state of an entity before the place up to which its topic was already read, read again for
   * entities newly wanted.
   */
  record Replayed(EntityKey key, Base base) implements FeedItem {}
}
