package ai.valeo.erp.tributary.schemas.entity;

import java.util.Objects;

/**
 * Identity of an entity across all types. Its text form {@code entityType:entityId} is the record
 * key of every topic that is kept by entity, so it also decides the partition.
 *
 * @param entityType name of the type; letters and digits, begins with a letter
 * @param entityId identity within the type; 1 to 200 characters, no control characters
 */
public record EntityKey(String entityType, String entityId) implements Comparable<EntityKey> {

  /** Longest entity id, in characters. */
  public static final int MAX_ID_CHARS = 200;

  public EntityKey {
    Objects.requireNonNull(entityType, "entityType");
    Objects.requireNonNull(entityId, "entityId");
    if (entityType.isEmpty() || entityType.indexOf(':') >= 0) {
      throw new IllegalArgumentException("entityType: " + entityType + " (expected: a type name)");
    }
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if there is no type in front of a colon
   */
  public static EntityKey parse(String text) {
    int colon = text.indexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("key: " + text + " (expected: entityType:entityId)");
    }
    return new EntityKey(text.substring(0, colon), text.substring(colon + 1));
  }

  @Override
  public int compareTo(EntityKey other) {
    int byType = entityType.compareTo(other.entityType);
    return byType != 0 ? byType : entityId.compareTo(other.entityId);
  }

  /** The record key. */
  @Override
  public String toString() {
    return entityType + ':' + entityId;
  }
}
