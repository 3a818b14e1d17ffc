package ai.valeo.erp.tributary.schemas.serde;

import ai.valeo.erp.tributary.schemas.avro.AttributeChange;
import ai.valeo.erp.tributary.schemas.avro.ChangeOperator;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.Operator;
import java.util.ArrayList;
import java.util.List;

/** Changes to and from their Avro form. */
public final class ChangeConversion {

  private ChangeConversion() {}

  /** The Avro form of one change. */
  public static AttributeChange toAvro(Change change) {
    return new AttributeChange(
        change.attribute(),
        toAvro(change.operator()),
        ValueConversion.toUnion(change.operand()),
        change.expected());
  }

  /** The Avro forms of changes, in order. */
  public static List<AttributeChange> toAvro(List<Change> changes) {
    var raw = new ArrayList<AttributeChange>(changes.size());
    for (Change change : changes) {
      raw.add(toAvro(change));
    }
    return raw;
  }

  /**
   * The change of an Avro form.
   *
   * @throws IllegalArgumentException if it is no change: no operand, or an operand that is no value
   */
  public static Change fromAvro(AttributeChange raw) {
    return new Change(
        raw.getAttribute(),
        fromAvro(raw.getOperator()),
        ValueConversion.fromUnion(raw.getValue()),
        raw.getExpected());
  }

  /**
   * The changes of their Avro forms, in order.
   *
   * @throws IllegalArgumentException if one of them is no change
   */
  public static List<Change> fromAvro(List<AttributeChange> raw) {
    var changes = new ArrayList<Change>(raw.size());
    for (AttributeChange change : raw) {
      changes.add(fromAvro(change));
    }
    return changes;
  }

  /** The Avro form of an operator. */
  public static ChangeOperator toAvro(Operator operator) {
    return switch (operator) {
      case SET -> ChangeOperator.SET;
      case ADD -> ChangeOperator.ADD;
      case INSERT -> ChangeOperator.INSERT;
      case REMOVE -> ChangeOperator.REMOVE;
    };
  }

  /** The operator of its Avro form. */
  public static Operator fromAvro(ChangeOperator raw) {
    return switch (raw) {
      case SET -> Operator.SET;
      case ADD -> Operator.ADD;
      case INSERT -> Operator.INSERT;
      case REMOVE -> Operator.REMOVE;
    };
  }
}
