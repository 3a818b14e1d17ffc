package ai.valeo.erp.tributary.tests.simulation;

import ai.valeo.erp.tributary.tests.model.CoreCentre;
import ai.valeo.erp.tributary.tests.model.Event;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import ai.valeo.erp.tributary.topology.core.ruling.ReceivedRuling;
import ai.valeo.erp.tributary.topology.core.ruling.RulingFacts;
import java.util.ArrayList;
import java.util.List;

/**
 * One partition of the topics of mutations and of rulings: each in the order of arrival, with the
 * broker's time.
 */
final class SimulatedLog {

  private final List<Received> records = new ArrayList<>();
  private final List<ReceivedRuling> rulings = new ArrayList<>();

  void append(Event event, long brokerMs) {
    records.add(new Received(CoreCentre.facts(event), brokerMs, 0, records.size()));
  }

  void append(RulingFacts ruling, long brokerMs) {
    rulings.add(new ReceivedRuling(ruling, brokerMs, 0, rulings.size()));
  }

  List<ReceivedRuling> rulings(int from, int to) {
    return List.copyOf(rulings.subList(from, Math.min(to, rulings.size())));
  }

  int rulings() {
    return rulings.size();
  }

  int size() {
    return records.size();
  }

  List<Received> read(int from, int to) {
    return List.copyOf(records.subList(from, Math.min(to, records.size())));
  }
}
