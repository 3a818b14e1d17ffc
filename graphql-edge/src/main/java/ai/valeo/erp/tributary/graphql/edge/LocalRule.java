package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.edge.core.Attention;
import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.graphql.edge.LocalNode.Fate;
import ai.valeo.erp.tributary.graphql.fetch.WarehouseRule;
import ai.valeo.erp.tributary.graphql.schema.DataRule;
import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import graphql.schema.FieldCoordinates;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of an edge node's data is whose. What the centre has answered is not looked at: the centre
 * has seen the same token.
 */
final class LocalRule implements DataRule {

  /** What is done with the node's own changes. */
  private static final Set<String> ON_CHANGES = Set.of("acknowledgeMutation", "retryMutation");

  private static final Set<FieldCoordinates> VALUES =
      Set.of(
          FieldCoordinates.coordinates("LocalChange", "wanted"),
          FieldCoordinates.coordinates("LocalChange", "present"),
          FieldCoordinates.coordinates("Overruling", "lost"),
          FieldCoordinates.coordinates("Overruling", "present"));

  private final LocalNode node;
  private final EntityTypes types;

  LocalRule(LocalNode node, EntityTypes types) {
    this.node = node;
    this.types = types;
  }

  @Override
  public boolean hides(Identity caller, String type, Object source) {
    return switch (source) {
      case LocalEntity entity -> hides(caller, type, entity);
      case OutboxEntry entry -> hides(caller, entry.mutation().draft().key());
      case Attention item -> hides(caller, item.mutation().draft().key());
      case Fate fate -> hides(caller, fate.key());
      default -> false;
    };
  }

  private boolean hides(Identity caller, EntityKey key) {
    EntityType type = types.type(key.entityType());
    boolean isBound = type == null || WarehouseRule.isBound(type);
    return isBound && !isSeen(caller, key.entityType(), key.entityId());
  }

  private boolean hides(Identity caller, String typeName, LocalEntity entity) {
    return WarehouseRule.hides(caller, types.type(typeName), entity.values());
  }

  @Override
  public boolean mayChange(Identity caller, String field, Map<String, Object> arguments) {
    return isOwnChange(caller, field, arguments)
        && WarehouseRule.mayChange(
            field, arguments, (type, id) -> isSeen(caller, type, id), conflict -> null);
  }

  /** Of a change that the node does not know, the field itself says so. */
  private boolean isOwnChange(Identity caller, String field, Map<String, Object> arguments) {
    if (!ON_CHANGES.contains(field)) {
      return true;
    }
    String id = String.valueOf(arguments.get("id"));
    return id.isEmpty()
        || node.fate(new MutationId(id)).filter(fate -> hides(caller, fate.key())).isEmpty();
  }

  private boolean isSeen(Identity caller, String typeName, String id) {
    EntityType type = types.type(typeName);
    if (type == null) {
      return false;
    }
    List<EntityView> found = node.entity(new EntityKey(typeName, id)).stream().toList();
    return new LocalReader(node)
        .of(found).stream().anyMatch(entity -> !hides(caller, typeName, entity));
  }

  /**
   * The edge's own schema has none but in the node's own changes: what an edge node must not know
   * is not in it.
   */
  @Override
  public boolean mayBePersonal(FieldCoordinates field) {
    return VALUES.contains(field) || isPersonal(field.getTypeName(), field.getFieldName());
  }

  private boolean isPersonal(@Nullable String typeName, String name) {
    EntityType type = typeName == null ? null : types.type(typeName);
    var attribute = type == null ? null : type.attribute(name);
    return attribute != null && attribute.personal();
  }

  @Override
  public @Nullable PersonalRead personal(FieldCoordinates field, Object source) {
    if (source instanceof ChangeFields.OfAttribute one) {
      EntityKey key = one.key();
      return isPersonal(key.entityType(), one.attribute())
          ? WarehouseRule.read(key.entityType(), key.entityId(), List.of(one.attribute()))
          : null;
    }
    return source instanceof Map<?, ?> answer
            && field.getTypeName() != null
            && answer.get(field.getFieldName()) != null
        ? WarehouseRule.read(
            field.getTypeName(),
            String.valueOf(answer.containsKey("id") ? answer.get("id") : ""),
            List.of(field.getFieldName()))
        : null;
  }
}
