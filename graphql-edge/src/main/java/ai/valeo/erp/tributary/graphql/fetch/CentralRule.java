package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.schema.DataRule;
import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.graphql.view.AuditView;
import ai.valeo.erp.tributary.graphql.view.ChangedView;
import ai.valeo.erp.tributary.graphql.view.ConflictView;
import ai.valeo.erp.tributary.graphql.view.ContenderView;
import ai.valeo.erp.tributary.graphql.view.DecisionView;
import ai.valeo.erp.tributary.graphql.view.OutcomeView;
import ai.valeo.erp.tributary.graphql.view.QuarantinedView;
import ai.valeo.erp.tributary.graphql.view.Views;
import ai.valeo.erp.tributary.graphql.view.WhyView;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import graphql.schema.FieldCoordinates;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of the centre's data is whose: an entity belongs to the warehouse its attribute {@code
 * warehouseId} names, and what became of its changes belongs to the same.
 */
final class CentralRule implements DataRule {

  private static final Set<FieldCoordinates> VALUES =
      Set.of(
          FieldCoordinates.coordinates("Entity", "attributes"),
          FieldCoordinates.coordinates("Decision", "lost"),
          FieldCoordinates.coordinates("Contender", "present"),
          FieldCoordinates.coordinates("Contender", "offered"),
          FieldCoordinates.coordinates("Contender", "result"),
          FieldCoordinates.coordinates("AuditedChange", "before"),
          FieldCoordinates.coordinates("AuditedChange", "after"),
          FieldCoordinates.coordinates("Why", "value"),
          FieldCoordinates.coordinates("Loser", "value"),
          FieldCoordinates.coordinates("OfferedChange", "value"));

  private final Views views;

  CentralRule(Views views) {
    this.views = views;
  }

  @Override
  public boolean hides(Identity caller, String type, Object source) {
    return switch (source) {
      case EntityRow row -> WarehouseRule.hides(caller, views.types().type(type), row.attributes());
      case EntityFields.Typed entity ->
          WarehouseRule.hides(caller, entity.type(), entity.row().attributes());
      case ConflictView conflict -> hides(caller, conflict.entityType(), conflict.entityId());
      case OutcomeView outcome -> hides(caller, outcome.entityType(), outcome.entityId());
      case AuditView entry -> hides(caller, entry.entityType(), entry.entityId());
      case AuditFields.Chain chain ->
          hides(caller, chain.entity().entityType(), chain.entity().entityId());
      case WhyView why -> hides(caller, why.entityType(), why.entityId());
      case QuarantinedView record -> !caller.seesAllWarehouses();
      default -> false;
    };
  }

  /** What is not there any more is hidden: nobody can tell whose it was. */
  private boolean hides(Identity caller, String typeName, String id) {
    EntityType type = views.types().type(typeName);
    if (type == null) {
      return true;
    }
    if (!WarehouseRule.isBound(type)) {
      return false;
    }
    EntityRow row = views.entities().entity(type, id);
    return row == null || WarehouseRule.hides(caller, type, row.attributes());
  }

  @Override
  public boolean mayChange(Identity caller, String field, Map<String, Object> arguments) {
    return WarehouseRule.mayChange(
        field, arguments, (type, id) -> !hides(caller, type, id), this::entityOfConflict);
  }

  private WarehouseRule.@Nullable Named entityOfConflict(String conflictId) {
    ConflictView conflict = views.conflicts().conflict(conflictId);
    return conflict == null
        ? null
        : new WarehouseRule.Named(conflict.entityType(), conflict.entityId());
  }

  @Override
  public boolean mayBePersonal(FieldCoordinates field) {
    return VALUES.contains(field) || isPersonal(field.getTypeName(), field.getFieldName());
  }

  @Override
  public @Nullable PersonalRead personal(FieldCoordinates field, Object source) {
    return switch (source) {
      case EntityRow row -> {
        String name = field.getFieldName();
        yield row.attributes().containsKey(name) && isPersonal(field.getTypeName(), name)
            ? WarehouseRule.read(field.getTypeName(), row.id(), List.of(name))
            : null;
      }
      case EntityFields.Typed entity -> {
        List<String> names =
            entity.row().attributes().keySet().stream()
                .filter(name -> isPersonal(entity.type().name(), name))
                .toList();
        yield names.isEmpty()
            ? null
            : WarehouseRule.read(entity.type().name(), entity.row().id(), names).masked();
      }
      case DecisionView one -> ofValue(one.entityType(), one.entityId(), one.attribute());
      case ContenderView one -> ofValue(one.entityType(), one.entityId(), one.attribute());
      case ChangedView one -> ofValue(one.entityType(), one.entityId(), one.attribute());
      case WhyView one -> ofValue(one.entityType(), one.entityId(), one.attribute());
      case WhyView.Loser one -> ofValue(one.entityType(), one.entityId(), one.attribute());
      case QuarantinedView.Offered one ->
          ofValue(one.entityType(), one.entityId(), one.attribute());
      default -> null;
    };
  }

  private @Nullable PersonalRead ofValue(String type, String id, String attribute) {
    return isPersonal(type, attribute) ? WarehouseRule.read(type, id, List.of(attribute)) : null;
  }

  private boolean isPersonal(@Nullable String typeName, String attributeName) {
    EntityType type = typeName == null ? null : views.types().type(typeName);
    Attribute attribute = type == null ? null : type.attribute(attributeName);
    return attribute != null && attribute.personal();
  }
}
