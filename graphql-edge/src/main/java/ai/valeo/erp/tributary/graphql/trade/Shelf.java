package ai.valeo.erp.tributary.graphql.trade;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.util.Optional;

/** What the process shows of entities. Any thread that may block. */
public interface Shelf {

  /** The entity; empty if it is not here. */
  Optional<Standing> entity(EntityKey key);

  /** Whether every entity of the type is here, so that what is not here does not exist. */
  boolean keepsAll(String entityType);

  /** Whether entities of the type are still to come, so that what is shown of it may be too old. */
  default boolean isStillToReceive(String entityType) {
    return false;
  }

  /** What is said of an entity that is not here, after its name. */
  String absent();

  /** Whether there is surely no such entity. */
  default boolean isMissing(EntityKey key) {
    return keepsAll(key.entityType()) && entity(key).isEmpty();
  }
}
