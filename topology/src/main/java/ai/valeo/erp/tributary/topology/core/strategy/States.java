package ai.valeo.erp.tributary.topology.core.strategy;

import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.entity.AttributeState;
import ai.valeo.erp.tributary.topology.core.entity.Element;
import ai.valeo.erp.tributary.topology.core.entity.ElementSet;
import ai.valeo.erp.tributary.topology.core.entity.Ledger;
import ai.valeo.erp.tributary.topology.core.entity.Place;
import ai.valeo.erp.tributary.topology.core.entity.Register;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Takes over the state of an attribute whose strategy has been replaced by another. */
final class States {

  private States() {}

  static @Nullable Register register(@Nullable AttributeState state) {
    if (state == null || state instanceof Register) {
      return (Register) state;
    }
    return new Register(state.value(), Place.of(state.stamp()));
  }

  static @Nullable Ledger ledger(@Nullable AttributeState state) {
    if (state == null || state instanceof Ledger) {
      return (Ledger) state;
    }
    Stamp stamp = state.stamp();
    Value value = state.value();
    return new Ledger(value, Place.of(stamp), null, null, List.of(), value, stamp);
  }

  static @Nullable ElementSet elements(@Nullable AttributeState state) {
    if (state == null || state instanceof ElementSet) {
      return (ElementSet) state;
    }
    var elements = new ArrayList<Element>();
    if (state.value() instanceof Value.Many(List<Value> values)) {
      var mark = List.of(new Element.Mark(state.stamp(), true));
      new TreeSet<>(values).forEach(value -> elements.add(new Element(value, mark)));
    }
    return new ElementSet(elements, state.stamp());
  }
}
