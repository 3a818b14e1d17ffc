package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import graphql.schema.DataFetchingEnvironment;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as JSON for who asks: those that the entity type marks as personal data are null for
 * everybody without the right to see them. Any thread.
 */
public final class PersonalData {

  /** The right to see personal data. */
  public static final String SCOPE = "customers:pii";

  private static final String WHOLE = "*";

  private final EntityTypes types;
  private final JsonValues json;

  /** With the types that tell personal data. */
  public PersonalData(EntityTypes types) {
    this.types = types;
    this.json = new JsonValues(types);
  }

  /** A value of an attribute, which the type may not have any more. */
  public @Nullable Object value(
      DataFetchingEnvironment field, String entityType, String attribute, @Nullable Value value) {
    return value == null || isHidden(Caller.of(field).identity(), entityType, attribute)
        ? null
        : json.attribute(entityType, attribute, value);
  }

  /** Values by attribute name; hidden ones are there, as null. */
  Map<String, ?> values(DataFetchingEnvironment field, EntityType type, Map<String, Object> all) {
    Identity identity = Caller.of(field).identity();
    if (identity.has(SCOPE)) {
      return all;
    }
    Map<String, @Nullable Object> shown = new LinkedHashMap<>(all);
    shown.replaceAll((name, value) -> isHidden(identity, type.name(), name) ? null : value);
    return shown;
  }

  /** What the type does not tell to be harmless is hidden. */
  private boolean isHidden(Identity identity, String entityType, String attribute) {
    if (identity.has(SCOPE) || attribute.equals(WHOLE)) {
      return false;
    }
    EntityType type = types.type(entityType);
    Attribute known = type == null ? null : type.attribute(attribute);
    return known == null || known.personal();
  }
}
