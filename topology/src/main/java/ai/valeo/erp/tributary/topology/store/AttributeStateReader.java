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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link AttributeStateWriter} wrote.
 *
 * @param row where from
 * @param stamps the row's stamps
 * @param full whether the row has the bases of deletes and the nodes that have built on places
 */
record AttributeStateReader(RowReader row, StampTable stamps, boolean full) {

  @Nullable AttributeState attribute() {
    int tag = row.octet();
    return switch (tag) {
      case AttributeStateWriter.ABSENT -> null;
      case AttributeStateWriter.REGISTER ->
          new Register(ValueCodec.readOptional(row), certainPlace());
      case AttributeStateWriter.LEDGER -> ledger();
      case AttributeStateWriter.ELEMENTS -> elements();
      default -> throw new IllegalStateException("attribute: tag " + tag + " unknown");
    };
  }

  private Ledger ledger() {
    var base = ValueCodec.readOptional(row);
    var basePlace = place();
    var folded = ValueCodec.readOptional(row);
    var foldedUpTo = place();
    int size = row.whole();
    List<Delta> deltas = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      deltas.add(new Delta(ValueCodec.read(row), certainPlace()));
    }
    var value = ValueCodec.readOptional(row);
    return new Ledger(base, basePlace, folded, foldedUpTo, deltas, value, stamp());
  }

  private ElementSet elements() {
    int size = row.whole();
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      elements.add(new Element(ValueCodec.read(row), marks()));
    }
    return new ElementSet(elements, stamp());
  }

  private List<Element.Mark> marks() {
    int size = row.whole();
    List<Element.Mark> marks = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      marks.add(new Element.Mark(stamp(), row.octet() == 1));
    }
    return marks;
  }

  Life life() {
    int number = row.whole();
    boolean deleted = row.octet() == 1;
    List<Deletion> deletions = deletions();
    List<Deletion> former = deletions();
    Stamp birth = stamp();
    int size = row.whole();
    List<Stamp> joined = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      joined.add(stamp());
    }
    return new Life(number, deleted, deletions, former, birth, joined);
  }

  private List<Deletion> deletions() {
    int size = row.whole();
    List<Deletion> deletions = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int life = row.whole();
      Stamp stamp = stamp();
      boolean effective = row.octet() == 1;
      long overruledAt = row.number();
      deletions.add(
          full
              ? new Deletion(life, stamp, effective, overruledAt, row.number())
              : Deletion.ofAllSeen(life, stamp, effective, overruledAt));
    }
    return deletions;
  }

  private Place certainPlace() {
    Place place = place();
    if (place == null) {
      throw new IllegalStateException("place: none (expected: one)");
    }
    return place;
  }

  private @Nullable Place place() {
    int depth = row.whole();
    var fromTop = new Place[depth];
    for (int i = 0; i < depth; i++) {
      fromTop[i] = new Place(stamp(), null, full ? nodes() : List.of());
    }
    Place place = null;
    for (int i = depth - 1; i >= 0; i--) {
      place = new Place(fromTop[i].stamp(), place, fromTop[i].builtOnBy());
    }
    return place;
  }

  private List<EdgeNodeId> nodes() {
    int size = row.whole();
    List<EdgeNodeId> nodes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      nodes.add(stamps.node(row.whole()));
    }
    return nodes;
  }

  private Stamp stamp() {
    return stamps.stamp(row.whole());
  }
}
