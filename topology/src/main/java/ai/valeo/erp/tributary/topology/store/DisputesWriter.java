package ai.valeo.erp.tributary.topology.store;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Operator;
import ai.valeo.erp.tributary.topology.core.entity.Disputes;
import ai.valeo.erp.tributary.topology.core.entity.OpenConflict;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what waits for a person. Codes are places in these lists, part of the stored format: new
 * ones go to the end.
 *
 * @param row where to
 * @param stamps numbers of the stamps
 */
record DisputesWriter(RowWriter row, StampTable stamps) {

  static final List<OperationType> OPERATIONS =
      List.of(OperationType.CREATE, OperationType.UPDATE, OperationType.DELETE);
  static final List<Operator> OPERATORS =
      List.of(Operator.SET, Operator.ADD, Operator.INSERT, Operator.REMOVE);

  void write(Disputes disputes) {
    row.number(disputes.open().size());
    disputes.open().forEach(this::conflict);
    row.number(disputes.closed().size());
    disputes.closed().forEach(row::text);
  }

  private void conflict(OpenConflict conflict) {
    row.text(conflict.id());
    row.octet(conflict.whole() ? 1 : 0);
    row.octet(OPERATIONS.indexOf(conflict.operation()));
    row.number(conflict.sequence());
    row.number(conflict.baseVersion());
    row.number(stamps.numberOf(conflict.stamp()));
    row.number(conflict.changes().size());
    conflict.changes().forEach(this::change);
    OpenConflict.Found found = conflict.found();
    row.number(found.version());
    Stamp against = found.against();
    row.number(against == null ? 0 : 1 + stamps.numberOf(against));
    row.number(found.atMs());
    row.text(found.batch());
    row.number(found.policyVersion());
  }

  private void change(Change change) {
    row.text(change.attribute());
    row.octet(OPERATORS.indexOf(change.operator()));
    ValueCodec.write(change.operand(), row);
    optional(change.expected());
  }

  private void optional(@Nullable String text) {
    row.octet(text == null ? 0 : 1);
    if (text != null) {
      row.text(text);
    }
  }
}
