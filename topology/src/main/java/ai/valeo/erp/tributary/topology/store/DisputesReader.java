package ai.valeo.erp.tributary.topology.store;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.Operator;
import ai.valeo.erp.tributary.topology.core.entity.Disputes;
import ai.valeo.erp.tributary.topology.core.entity.OpenConflict;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what {@link DisputesWriter} wrote.
 *
 * @param row where from
 * @param stamps the row's stamps
 */
record DisputesReader(RowReader row, StampTable stamps) {

  Disputes read() {
    int waiting = row.whole();
    List<OpenConflict> open = new ArrayList<>();
    for (int i = 0; i < waiting; i++) {
      open.add(conflict());
    }
    int over = row.whole();
    List<String> closed = new ArrayList<>();
    for (int i = 0; i < over; i++) {
      closed.add(row.text());
    }
    return new Disputes(open, closed);
  }

  private OpenConflict conflict() {
    String id = row.text();
    boolean isWhole = row.octet() == 1;
    var operation = DisputesWriter.OPERATIONS.get(row.octet());
    long sequence = row.number();
    long baseVersion = row.number();
    Stamp stamp = stamps.stamp(row.whole());
    List<Change> changes = changes();
    return new OpenConflict(id, isWhole, operation, sequence, baseVersion, stamp, changes, found());
  }

  private List<Change> changes() {
    int count = row.whole();
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String attribute = row.text();
      Operator operator = DisputesWriter.OPERATORS.get(row.octet());
      var operand = ValueCodec.readOptional(row);
      changes.add(new Change(attribute, operator, operand, row.octet() == 1 ? row.text() : null));
    }
    return changes;
  }

  private OpenConflict.Found found() {
    long version = row.number();
    int against = row.whole();
    Stamp stamp = against == 0 ? null : stamps.stamp(against - 1);
    return new OpenConflict.Found(version, stamp, row.number(), row.text(), row.whole());
  }
}
