package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.core.Attention;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetrics;
import ai.valeo.erp.tributary.edge.outbox.BatchResult;
import ai.valeo.erp.tributary.edge.outbox.Capture;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult;
import ai.valeo.erp.tributary.edge.publish.WakeSignal;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.util.List;
import java.util.Set;

/** The node's own mutations: made, waiting, and in need of attention. Any thread. */
public final class EdgeOutbox {

  private final EdgeStore store;
  private final Capture capture;
  private final EdgeMetrics metrics;
  private final WakeSignal work;
  private final News news;

  EdgeOutbox(EdgeStore store, Capture capture, EdgeMetrics metrics, WakeSignal work, News news) {
    this.store = store;
    this.capture = capture;
    this.metrics = metrics;
    this.work = work;
    this.news = news;
  }

  /** Captures a change; when this returns, it is on the disk and in every view of this node. */
  public CaptureResult capture(Draft draft) {
    long begin = System.nanoTime();
    CaptureResult result = capture.capture(draft);
    metrics.captureTook(System.nanoTime() - begin);
    switch (result) {
      case CaptureResult.Captured captured -> noteCaptured(captured, draft);
      case CaptureResult.Refused refused -> metrics.refused(refused.reason());
    }
    return result;
  }

  /** Captures all changes in one local transaction, or none of them. */
  public BatchResult captureAll(List<Draft> drafts) {
    long begin = System.nanoTime();
    BatchResult result = capture.captureAll(drafts);
    metrics.captureTook(System.nanoTime() - begin);
    switch (result) {
      case BatchResult.AllCaptured all -> {
        for (int i = 0; i < drafts.size(); i++) {
          noteCaptured(all.captured().get(i), drafts.get(i));
        }
      }
      case BatchResult.NoneCaptured none -> metrics.refused(none.refused().reason());
    }
    return result;
  }

  /** Mutations without an answer, oldest first. */
  public List<OutboxEntry> pending(int limit) {
    return store.read(tables -> tables.outbox().open(limit));
  }

  /** FAILED and CONFLICT mutations that nobody has acknowledged, oldest first. */
  public List<Attention> attention(int limit) {
    return store.read(tables -> tables.attention().open(limit));
  }

  /**
   * Takes a FAILED or CONFLICT mutation out of sight.
   *
   * @return whether it was in sight
   */
  public boolean acknowledge(MutationId id) {
    return store.write(transaction -> transaction.attention().acknowledge(id));
  }

  private void noteCaptured(CaptureResult.Captured captured, Draft draft) {
    if (!captured.repeated()) {
      metrics.captured(draft.operation());
      work.give();
      news.changed(Set.of(captured.key()));
    }
  }
}
