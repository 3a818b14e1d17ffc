package ai.valeo.erp.tributary.compose.local;

import ai.valeo.erp.tributary.compose.local.Evidence.Row;
import ai.valeo.erp.tributary.compose.northwind.Office;
import ai.valeo.erp.tributary.compose.northwind.PlannedMutation;
import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.app.EdgeStats;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.edge.outbox.BatchResult;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult.Captured;
import ai.valeo.erp.tributary.edge.outbox.EntityQuery;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An office of the demo ERP at work on its edge node.
 *
 * <p>Threading: any thread.
 */
final class OfficeNode implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final int AT_ONCE = 25;

  private final Office office;
  private final EdgeNode node;
  private final Ledger ledger;
  private final AtomicLong refused = new AtomicLong();

  OfficeNode(Office office, EdgeNode node, Ledger ledger) {
    this.office = office;
    this.node = node;
    this.ledger = ledger;
  }

  Office office() {
    return office;
  }

  EdgeNode node() {
    return node;
  }

  Ledger ledger() {
    return ledger;
  }

  EdgeStats stats() {
    return node.stats();
  }

  /** Changes that the node would not even capture. */
  long refused() {
    return refused.get();
  }

  /** Captures the work in order; what was captured in an earlier run stays as it is. */
  void play(List<PlannedMutation> work) {
    for (int from = 0; from < work.size(); from += AT_ONCE) {
      capture(work.subList(from, Math.min(work.size(), from + AT_ONCE)));
    }
  }

  private void capture(List<PlannedMutation> work) {
    List<Draft> drafts = work.stream().map(this::draft).toList();
    switch (node.captureAll(drafts)) {
      case BatchResult.AllCaptured all ->
          ledger.add(all.captured().stream().map(captured -> captured.id().value()).toList());
      case BatchResult.NoneCaptured none -> drafts.forEach(this::captureAlone);
    }
  }

  private void captureAlone(Draft draft) {
    switch (node.capture(draft)) {
      case Captured captured -> ledger.add(List.of(captured.id().value()));
      case CaptureResult.Refused no -> refused.incrementAndGet();
    }
  }

  private Draft draft(PlannedMutation planned) {
    Draft.Note note = new Draft.Note(office.id() + "-clerk", null, planned.key(), null);
    return new Draft(
        planned.entity(), planned.operation(), planned.changes(), planned.priority(), note);
  }

  /**
   * Waits until the node sees all of these entities.
   *
   * @return whether it does, within the time
   */
  boolean awaitVisible(Set<EntityKey> keys, Duration longest) throws InterruptedException {
    long deadlineNs = System.nanoTime() + longest.toNanos();
    for (EntityKey key : keys) {
      while (node.entity(key).isEmpty()) {
        if (System.nanoTime() - deadlineNs > 0) {
          return false;
        }
        Thread.sleep(LOOK_AGAIN);
      }
    }
    return true;
  }

  /** Everything the node shows. */
  Map<EntityKey, Row> view(EntityTypes types) {
    Map<EntityKey, Row> rows = new HashMap<>();
    for (EntityType type : types.all()) {
      for (EntityView entity : node.entities(EntityQuery.all(type.name()))) {
        rows.put(entity.key(), new Row(entity.baseVersion(), entity.values()));
      }
    }
    return rows;
  }

  Optional<EntityView> entity(EntityKey key) {
    return node.entity(key);
  }

  @Override
  public void close() {
    node.close();
    ledger.close();
  }
}
