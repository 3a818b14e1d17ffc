package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.topology.core.MergeContext;
import ai.valeo.erp.tributary.topology.core.batch.BatchPlan;
import ai.valeo.erp.tributary.topology.core.batch.BatchSizer;
import ai.valeo.erp.tributary.topology.core.ordering.WindowOrder;
import ai.valeo.erp.tributary.topology.core.strategy.MergeSettings;
import ai.valeo.erp.tributary.topology.store.EntityStore;
import ai.valeo.erp.tributary.topology.stream.Admitted.Asked;
import ai.valeo.erp.tributary.topology.stream.Admitted.Entrant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides a window: orders it, cuts it into batches, has the core decide each. Batches become
 * smaller when they take too long. Owned by its processor.
 */
final class WindowDecider {

  private static final Logger LOG = LoggerFactory.getLogger(WindowDecider.class);
  private static final int POLICY_VERSION = 1;

  private static final long BATCH_TARGET_MS = 20;

  private final TopologyParts parts;
  private final MergeSettings settings;
  private BatchSizer sizer = BatchSizer.within(BATCH_TARGET_MS);

  WindowDecider(TopologyParts parts) {
    this.parts = parts;
    MergeSettings usual = MergeSettings.DEFAULT;
    this.settings =
        new MergeSettings(
            parts.window().maxSkewMs(),
            usual.maxDeltas(),
            usual.maxElements(),
            usual.maxOpenConflicts(),
            usual.maxDepth());
  }

  /**
   * Decides; changes nothing outside.
   *
   * @param stored the states of entities before the window
   */
  WindowDecisions decide(Admitted admitted, EntityStore stored) {
    List<List<Entrant>> batches = batches(admitted);
    try {
      return decide(admitted, batches, new DecisionDraft(parts.wire().encoder(), stored, false));
    } catch (RuntimeException e) {
      // Some entity cannot be written. Whose fault it is shows when each is written at once.
      LOG.atWarn().setCause(e).log("Window is decided again, mutation by mutation");
      return decide(admitted, batches, new DecisionDraft(parts.wire().encoder(), stored, true));
    }
  }

  private WindowDecisions decide(
      Admitted admitted, List<List<Entrant>> batches, DecisionDraft draft) {
    admitted.ruled().forEach(ruled -> decide(ruled, admitted, draft));
    int number = 0;
    int backlog = admitted.entrants().size();
    for (List<Entrant> batch : batches) {
      long startNanos = parts.clock().nanos().getAsLong();
      MergeContext context = context(admitted, Integer.toString(number++));
      for (int place = 0; place < batch.size(); place++) {
        draft.decide(batch.get(place), place, context);
      }
      long tookNanos = parts.clock().nanos().getAsLong() - startNanos;
      backlog -= batch.size();
      sizer = sizer.after(TimeUnit.NANOSECONDS.toMillis(tookNanos), backlog);
      parts.metrics().batch(batch.size(), tookNanos);
    }
    return draft.finish();
  }

  private List<List<Entrant>> batches(Admitted admitted) {
    List<Entrant> ordered = inOrder(admitted);
    int size = Math.min(sizer.size(), parts.window().batchMutations());
    return BatchPlan.cut(
        ordered,
        entrant -> entrant.arrival().sizeBytes(),
        new BatchPlan.Bounds(size, parts.window().batchBytes()));
  }

  private List<Entrant> inOrder(Admitted admitted) {
    var patience = new WindowOrder.Patience(admitted.nowMs(), parts.window().maxWaitMs());
    return WindowOrder.sort(admitted.entrants(), Entrant::received, parts.types()::type, patience);
  }

  /** What a ruling asks for is a batch of its own, before those of the mutations. */
  private void decide(Asked ruled, Admitted admitted, DecisionDraft draft) {
    MergeContext context = context(admitted, "r" + ruled.arrival().offset());
    switch (ruled) {
      case Asked.OnConflict onConflict -> draft.rule(onConflict, context);
      case Asked.Release(Entrant entrant) -> draft.decide(entrant, 0, context);
    }
  }

  /**
   * Batches are numbered within their window, windows by the offset of their first mutation;
   * rulings bear their own offset.
   */
  private MergeContext context(Admitted admitted, String number) {
    String batch = admitted.partition() + "-" + admitted.position() + "-" + number;
    return new MergeContext(
        parts.types()::type, POLICY_VERSION, batch, settings, parts.strategies());
  }
}
