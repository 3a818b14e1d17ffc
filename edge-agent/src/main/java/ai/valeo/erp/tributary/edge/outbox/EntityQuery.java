package ai.valeo.erp.tributary.edge.outbox;

import ai.valeo.erp.tributary.edge.core.EntityView;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A question for entities of one type, in the order of their ids.
 *
 * @param entityType name of the type
 * @param where which of them; sees the node's own pending changes too
 * @param idPrefix only ids that begin so; empty = all
 * @param afterId begins behind this id; none = at the beginning
 * @param limit the greatest number of entities, 1 or more
 */
public record EntityQuery(
    String entityType,
    Predicate<EntityView> where,
    String idPrefix,
    @Nullable String afterId,
    int limit) {

  public EntityQuery {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1 or more)");
    }
  }

  /** All entities of a type. */
  public static EntityQuery all(String entityType) {
    return new EntityQuery(entityType, view -> true, "", null, Integer.MAX_VALUE);
  }

  /** Only those that fulfil the condition too. */
  public EntityQuery where(Predicate<EntityView> condition) {
    return new EntityQuery(entityType, where.and(condition), idPrefix, afterId, limit);
  }

  /** Only those whose ids begin so. */
  public EntityQuery startingWith(String prefix) {
    return new EntityQuery(entityType, where, prefix, afterId, limit);
  }

  /** A page of them. */
  public EntityQuery page(@Nullable String behindId, int size) {
    return new EntityQuery(entityType, where, idPrefix, behindId, size);
  }
}
