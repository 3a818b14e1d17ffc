package ai.valeo.erp.tributary.tests.model;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.AttributeType;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.ChangeRules;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Operator;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** R3: collects every reason to refuse a mutation and gives the one that stands first. */
record NaiveRules(Map<String, EntityType> types) {

  /** The mutation with operands of the exact types, and the reason to refuse it, if any. */
  record Sound(Event event, @Nullable Reason reason) {}

  Sound check(Event event) {
    var reasons = new TreeSet<Reason>();
    checkHead(event, reasons);
    EntityType type = types.get(event.key().entityType());
    var exact = new ArrayList<Change>();
    if (type == null) {
      reasons.add(Reason.UNKNOWN_TYPE);
    } else {
      checkShape(event, reasons);
      for (Change change : event.changes()) {
        exact.add(checkChange(type, change, reasons));
      }
      checkRequired(type, event, reasons);
    }
    return new Sound(with(event, exact), reasons.isEmpty() ? null : reasons.first());
  }

  private static void checkHead(Event event, TreeSet<Reason> reasons) {
    String id = event.key().entityId();
    if (event.id().value().length() > 100
        || event.node().value().length() > 100
        || id.isEmpty()
        || id.length() > 200
        || id.chars().anyMatch(Character::isISOControl)) {
      reasons.add(Reason.INVALID_ID);
    }
    if (event.priority() < 1 || event.priority() > 10) {
      reasons.add(Reason.INVALID_PRIORITY);
    }
    if (event.base() < 0
        || event.sequence() < 0
        || event.floor() < 0
        || event.floor() > event.sequence()) {
      reasons.add(Reason.INVALID_NUMBER);
    }
    if (event.dependencies() > 0) {
      reasons.add(Reason.DEPENDENCIES_UNSUPPORTED);
    }
    if (event.grouped()) {
      reasons.add(Reason.GROUP_UNSUPPORTED);
    }
  }

  private static void checkShape(Event event, TreeSet<Reason> reasons) {
    List<Change> changes = event.changes();
    boolean delete = event.operation() == OperationType.DELETE;
    if (!delete && changes.isEmpty()) {
      reasons.add(Reason.NO_CHANGES);
    }
    if ((delete && !changes.isEmpty()) || changes.size() > 200) {
      reasons.add(Reason.INVALID_CHANGES);
    }
    for (Change change : changes) {
      List<Change> same =
          changes.stream().filter(other -> change.attribute().equals(other.attribute())).toList();
      boolean elements =
          same.stream()
              .allMatch(other ->
                  other.operator() == Operator.INSERT || other.operator() == Operator.REMOVE);
      if (same.size() > 1 && !elements) {
        reasons.add(Reason.INVALID_CHANGES);
      }
    }
  }

  private static Change checkChange(EntityType type, Change change, TreeSet<Reason> reasons) {
    Attribute attribute = type.attribute(change.attribute());
    if (attribute == null) {
      reasons.add(Reason.UNKNOWN_ATTRIBUTE);
      return change;
    }
    String strategy = attribute.merge().strategy();
    boolean allowed =
        switch (change.operator()) {
          case SET -> true;
          case ADD -> strategy.equals(MergePolicy.COUNTER);
          case INSERT, REMOVE -> strategy.equals(MergePolicy.SET);
        };
    if (!allowed) {
      reasons.add(Reason.INVALID_OPERATOR);
      return change;
    }
    Value operand = change.operand();
    if (operand == null) {
      if (attribute.required() || !attribute.clearable()) {
        reasons.add(Reason.MISSING_ATTRIBUTE);
      }
      return change;
    }
    Value exact = ChangeRules.coerce(operandType(attribute, change.operator()), operand);
    if (exact == null) {
      reasons.add(Reason.INVALID_VALUE);
      return change;
    }
    return new Change(change.attribute(), change.operator(), exact, change.expected());
  }

  private static AttributeType operandType(Attribute attribute, Operator operator) {
    return switch (operator) {
      case SET -> attribute.type();
      case ADD ->
          attribute.type() instanceof AttributeType.Whole
              ? new AttributeType.Whole(-Long.MAX_VALUE, Long.MAX_VALUE)
              : attribute.type();
      case INSERT, REMOVE ->
          attribute.type() instanceof AttributeType.Many(AttributeType element)
              ? element
              : attribute.type();
    };
  }

  private static void checkRequired(EntityType type, Event event, TreeSet<Reason> reasons) {
    for (Attribute attribute : type.attributes()) {
      boolean absent =
          event.changes().stream().noneMatch(change -> change.attribute().equals(attribute.name()));
      if (event.operation() == OperationType.CREATE && attribute.required() && absent) {
        reasons.add(Reason.MISSING_ATTRIBUTE);
      }
    }
  }

  private static Event with(Event event, List<Change> changes) {
    return new Event(
        event.id(),
        event.node(),
        event.sequence(),
        event.floor(),
        event.key(),
        event.operation(),
        changes,
        event.base(),
        event.hlc(),
        event.priority(),
        event.dependencies(),
        event.grouped(),
        event.recordTimeMs());
  }
}
