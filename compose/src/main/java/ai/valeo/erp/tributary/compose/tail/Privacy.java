package ai.valeo.erp.tributary.compose.tail;

import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.json.Hiding;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which values are personal data: those whose schema or entity type says so, and attributes that
 * nothing tells to be harmless.
 *
 * @param types the entity types
 * @param isOpen whether everything is shown all the same
 */
public record Privacy(EntityTypes types, boolean isOpen) implements Hiding {
  private static final String PERSONAL = "personal";
  private static final String WHOLE = "*";

  @Override
  public boolean hidesField(Schema entity, Schema.Field field) {
    if (isOpen) {
      return false;
    }
    EntityType type = types.type(entity.getName());
    Attribute known = type == null ? null : type.attribute(field.name());
    return Boolean.TRUE.equals(field.getObjectProp(PERSONAL))
        || (known != null && known.personal());
  }

  @Override
  public boolean hidesAttribute(@Nullable String entityType, String attribute) {
    if (isOpen || attribute.equals(WHOLE)) {
      return false;
    }
    EntityType type = entityType == null ? null : types.type(entityType);
    Attribute known = type == null ? null : type.attribute(attribute);
    return known == null || known.personal();
  }

  @Override
  public boolean hidesRaw() {
    return !isOpen;
  }
}
