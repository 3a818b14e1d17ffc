package ai.valeo.erp.tributary.tests.simulation;

import ai.valeo.erp.tributary.tests.model.CoreCentre;
import ai.valeo.erp.tributary.tests.model.Event;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import java.util.ArrayList;
import java.util.List;

/** One partition of the mutations topic: in the order of arrival, with the broker's time. */
final class SimulatedLog {

  private final List<Received> records = new ArrayList<>();

  void append(Event event, long brokerMs) {
    records.add(new Received(CoreCentre.facts(event), brokerMs, 0, records.size()));
  }

  int size() {
    return records.size();
  }

  List<Received> read(int from, int to) {
    return List.copyOf(records.subList(from, Math.min(to, records.size())));
  }
}
