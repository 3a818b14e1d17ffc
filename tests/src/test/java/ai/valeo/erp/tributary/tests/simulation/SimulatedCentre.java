package ai.valeo.erp.tributary.tests.simulation;

import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.tests.model.CoreState;
import ai.valeo.erp.tributary.topology.core.MergeContext;
import ai.valeo.erp.tributary.topology.core.Ruled;
import ai.valeo.erp.tributary.topology.core.batch.BatchPlan;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import ai.valeo.erp.tributary.topology.core.intake.TypeLookup;
import ai.valeo.erp.tributary.topology.core.intake.Verdict;
import ai.valeo.erp.tributary.topology.core.ordering.WindowOrder;
import ai.valeo.erp.tributary.topology.core.ruling.ReceivedRuling;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task of the aggregator: takes windows from the log, decides them with the merge core, and
 * commits state, outcomes, offset and the window's border at once. A crash before the commit
 * forgets the window.
 */
final class SimulatedCentre {

  /** An outcome, or the refusal of an unsound mutation. */
  record Committed(String mutationId, @Nullable OutcomeFacts outcome, @Nullable Reason refused) {}

  /** How much of the log a window took. */
  record Border(int mutations, int rulings) {}

  private static final BatchPlan.Bounds BOUNDS = new BatchPlan.Bounds(7, Long.MAX_VALUE);
  private static final long MAX_WAIT_MS = 60_000;

  private final SimulatedLog log;
  private final TypeLookup types;
  private final boolean exactlyOnce;
  private final List<Committed> outcomes = new ArrayList<>();
  private final List<Border> borders = new ArrayList<>();
  private CoreState state = new CoreState();
  private int offset;
  private int ruled;

  SimulatedCentre(SimulatedLog log, TypeLookup types, boolean exactlyOnce) {
    this.log = log;
    this.types = types;
    this.exactlyOnce = exactlyOnce;
  }

  /** Decides the next window of at most so many mutations and all rulings, or crashes before. */
  void window(int records, boolean crash) {
    window(new Border(records, log.rulings() - ruled), crash);
  }

  /** Decides the next window, and commits it or crashes before. */
  void window(Border border, boolean crash) {
    List<Received> window = log.read(offset, offset + border.mutations());
    List<ReceivedRuling> asked = log.rulings(ruled, ruled + border.rulings());
    if (window.isEmpty() && asked.isEmpty()) {
      return;
    }
    CoreState next = state.copy();
    var decided = new ArrayList<Committed>();
    asked.forEach(ruling -> rule(next, ruling, decided));
    if (!window.isEmpty()) {
      decided.addAll(decide(next, window));
    }
    if (!crash || !exactlyOnce) {
      outcomes.addAll(decided);
    }
    if (!crash) {
      state = next;
      offset += window.size();
      ruled += asked.size();
      borders.add(new Border(window.size(), asked.size()));
    }
  }

  private void rule(CoreState next, ReceivedRuling ruling, List<Committed> decided) {
    if (!next.isNew(ruling.ruling().id())) {
      return;
    }
    var context = MergeContext.of(types, 1, offset + ".r" + ruling.offset());
    Ruled given = next.rule(ruling, context);
    decided.add(new Committed(given.outcome().mutationId(), given.outcome(), null));
    given.ended().forEach(ended -> decided.add(new Committed(ended.mutationId(), ended, null)));
  }

  private List<Committed> decide(CoreState next, List<Received> window) {
    var decided = new ArrayList<Committed>();
    var admitted = new ArrayList<Received>();
    var intake = MergeContext.of(types, 1, "");
    for (Received received : window) {
      String id = received.mutation().id();
      switch (next.admit(received, intake)) {
        case null -> {}
        case Verdict.Refused refused -> decided.add(new Committed(id, null, refused.reason()));
        case Verdict.Accepted accepted ->
            admitted.add(
                new Received(
                    accepted.mutation(),
                    received.recordTimeMs(),
                    received.partition(),
                    received.offset()));
      }
    }
    var patience = new WindowOrder.Patience(window.getLast().recordTimeMs(), MAX_WAIT_MS);
    List<Received> ordered = WindowOrder.sort(admitted, types, patience);
    int number = 0;
    for (List<Received> batch : BatchPlan.cut(ordered, received -> 1, BOUNDS)) {
      var context = MergeContext.of(types, 1, window.getFirst().offset() + "." + number++);
      for (Received received : batch) {
        OutcomeFacts outcome = next.merge(received, context).merged().outcome();
        decided.add(new Committed(outcome.mutationId(), outcome, null));
      }
    }
    return decided;
  }

  boolean isBehind() {
    return offset < log.size() || ruled < log.rulings();
  }

  List<Committed> outcomes() {
    return outcomes;
  }

  List<Border> borders() {
    return List.copyOf(borders);
  }

  CoreState state() {
    return state;
  }
}
