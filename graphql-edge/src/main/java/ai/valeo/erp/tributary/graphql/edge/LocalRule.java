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
import graphql.schema.FieldCoordinates;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of an edge node's data is whose. What the centre has answered is not looked at: the centre
 * has seen the same token.
 */
final class LocalRule implements DataRule {

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
    return WarehouseRule.mayChange(
        field, arguments, (type, id) -> isSeen(caller, type, id), conflict -> null);
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

  /** The edge's schema has none: what an edge node must not know is not in it. */
  @Override
  public boolean mayBePersonal(FieldCoordinates field) {
    EntityType type = field.getTypeName() == null ? null : types.type(field.getTypeName());
    var attribute = type == null ? null : type.attribute(field.getFieldName());
    return attribute != null && attribute.personal();
  }

  @Override
  public @Nullable PersonalRead personal(FieldCoordinates field, Object source) {
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
