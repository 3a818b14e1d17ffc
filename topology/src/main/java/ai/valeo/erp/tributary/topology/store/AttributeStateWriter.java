package ai.valeo.erp.tributary.topology.store;

import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.topology.core.entity.AttributeState;
import ai.valeo.erp.tributary.topology.core.entity.Deletion;
import ai.valeo.erp.tributary.topology.core.entity.Delta;
import ai.valeo.erp.tributary.topology.core.entity.Element;
import ai.valeo.erp.tributary.topology.core.entity.ElementSet;
import ai.valeo.erp.tributary.topology.core.entity.Ledger;
import ai.valeo.erp.tributary.topology.core.entity.Life;
import ai.valeo.erp.tributary.topology.core.entity.Place;
import ai.valeo.erp.tributary.topology.core.entity.Register;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an entity's attributes and life remember. Tags are part of the stored format.
 *
 * @param row where to
 * @param stamps numbers of the stamps
 * @param full whether the bases of deletes and the nodes that have built on places are written
 */
record AttributeStateWriter(RowWriter row, StampTable stamps, boolean full) {

  static final int ABSENT = 0;
  static final int REGISTER = 1;
  static final int LEDGER = 2;
  static final int ELEMENTS = 3;

  void attribute(@Nullable AttributeState state) {
    switch (state) {
      case null -> row.octet(ABSENT);
      case Register register -> {
        row.octet(REGISTER);
        ValueCodec.write(register.value(), row);
        place(register.place());
      }
      case Ledger ledger -> ledger(ledger);
      case ElementSet set -> elements(set);
    }
  }

  private void ledger(Ledger ledger) {
    row.octet(LEDGER);
    ValueCodec.write(ledger.base(), row);
    place(ledger.basePlace());
    ValueCodec.write(ledger.folded(), row);
    place(ledger.foldedUpTo());
    row.number(ledger.deltas().size());
    for (Delta delta : ledger.deltas()) {
      ValueCodec.write(delta.amount(), row);
      place(delta.place());
    }
    ValueCodec.write(ledger.value(), row);
    row.number(stamps.numberOf(ledger.stamp()));
  }

  private void elements(ElementSet set) {
    row.octet(ELEMENTS);
    row.number(set.elements().size());
    for (Element element : set.elements()) {
      ValueCodec.write(element.value(), row);
      row.number(element.marks().size());
      for (Element.Mark mark : element.marks()) {
        row.number(stamps.numberOf(mark.stamp()));
        row.octet(mark.insertion() ? 1 : 0);
      }
    }
    row.number(stamps.numberOf(set.stamp()));
  }

  void life(Life life) {
    row.number(life.number());
    row.octet(life.deleted() ? 1 : 0);
    deletions(life.deletions());
    deletions(life.former());
    row.number(stamps.numberOf(life.birth()));
    row.number(life.joined().size());
    for (Stamp create : life.joined()) {
      row.number(stamps.numberOf(create));
    }
  }

  private void deletions(List<Deletion> deletions) {
    row.number(deletions.size());
    for (Deletion deletion : deletions) {
      row.number(deletion.life());
      row.number(stamps.numberOf(deletion.stamp()));
      row.octet(deletion.effective() ? 1 : 0);
      row.number(deletion.overruledAt());
      if (full) {
        row.number(deletion.baseVersion());
      }
    }
  }

  /** Its depth, then its stamps from the top, each with its nodes; depth 0 = none. */
  private void place(@Nullable Place top) {
    row.number(top == null ? 0 : top.depth());
    for (Place place = top; place != null; place = place.below()) {
      row.number(stamps.numberOf(place.stamp()));
      if (full) {
        row.number(place.builtOnBy().size());
        for (EdgeNodeId node : place.builtOnBy()) {
          row.number(stamps.numberOf(node));
        }
      }
    }
  }
}
