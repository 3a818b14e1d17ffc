package ai.valeo.erp.tributary.tests.simulation;

import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.tests.model.CoreState;
import ai.valeo.erp.tributary.topology.core.MergeContext;
import ai.valeo.erp.tributary.topology.core.batch.BatchPlan;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import ai.valeo.erp.tributary.topology.core.intake.TypeLookup;
import ai.valeo.erp.tributary.topology.core.intake.Verdict;
import ai.valeo.erp.tributary.topology.core.ordering.WindowOrder;
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

  private static final BatchPlan.Bounds BOUNDS = new BatchPlan.Bounds(7, Long.MAX_VALUE);
  private static final long MAX_WAIT_MS = 60_000;

  private final SimulatedLog log;
  private final TypeLookup types;
  private final boolean exactlyOnce;
  private final List<Committed> outcomes = new ArrayList<>();
  private final List<Integer> borders = new ArrayList<>();
  private CoreState state = new CoreState();
  private int offset;

  SimulatedCentre(SimulatedLog log, TypeLookup types, boolean exactlyOnce) {
    this.log = log;
    this.types = types;
    this.exactlyOnce = exactlyOnce;
  }

  /** Decides the next window of at most so many records, and commits it or crashes before. */
  void window(int records, boolean crash) {
    List<Received> window = log.read(offset, offset + records);
    if (window.isEmpty()) {
      return;
    }
    CoreState next = state.copy();
    List<Committed> decided = decide(next, window);
    if (!crash || !exactlyOnce) {
      outcomes.addAll(decided);
    }
    if (!crash) {
      state = next;
      offset += window.size();
      borders.add(window.size());
    }
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
    return offset < log.size();
  }

  List<Committed> outcomes() {
    return outcomes;
  }

  List<Integer> borders() {
    return List.copyOf(borders);
  }

  CoreState state() {
    return state;
  }
}
