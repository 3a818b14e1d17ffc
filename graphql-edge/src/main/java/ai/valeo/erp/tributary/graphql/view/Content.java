package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import org.jspecify.annotations.Nullable;

/** What one record of a topic of the read side says. */
public sealed interface Content {

  /**
   * An entity is as it is now.
   *
   * @param type its type
   * @param id its identity
   * @param row its state; null = it was deleted
   * @param version its version; of a deleted one too; 0 = not told
   */
  record Entity(EntityType type, String id, @Nullable EntityRow row, long version)
      implements Content {}

  /**
   * A mutation was answered.
   *
   * @param outcome the answer
   */
  record Answer(OutcomeView outcome) implements Content {}

  /**
   * A conflict was found, or is over.
   *
   * @param conflict the conflict
   */
  record Dispute(ConflictView conflict) implements Content {}

  /**
   * An edge node gave a sign of life.
   *
   * @param node its heartbeat
   */
  record Heartbeat(EdgeNodeView node) implements Content {}

  /** It can never be read. */
  record Unreadable() implements Content {}
}
