package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.core.Attention;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.OutboxStatistics;
import ai.valeo.erp.tributary.edge.core.Overruling;
import ai.valeo.erp.tributary.edge.core.Receipt;
import ai.valeo.erp.tributary.edge.core.SettledMutation;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetric;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetrics;
import ai.valeo.erp.tributary.edge.outbox.BatchResult;
import ai.valeo.erp.tributary.edge.outbox.Capture;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult;
import ai.valeo.erp.tributary.edge.outbox.NumberSeries;
import ai.valeo.erp.tributary.edge.outbox.RetryResult;
import ai.valeo.erp.tributary.edge.publish.WakeSignal;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.IdempotencyTable;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.tracing.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The node's own mutations: made, waiting, and in need of attention. Any thread. */
public final class EdgeOutbox {

  private final EdgeStore store;
  private final Capture capture;
  private final EdgeMetrics metrics;
  private final WakeSignal work;
  private final News news;
  private final NumberSeries numbers;
  private final CaptureTrail trail;

  /**
   * Who is told of captures.
   *
   * @param metrics where captures are counted
   * @param trail where they are told
   */
  record Watch(EdgeMetrics metrics, CaptureTrail trail) {}

  EdgeOutbox(EdgeStore store, Capture capture, Watch watch, WakeSignal work, News news) {
    this.store = store;
    this.capture = capture;
    this.metrics = watch.metrics;
    this.trail = watch.trail;
    this.work = work;
    this.news = news;
    this.numbers = new NumberSeries(store);
  }

  /** Captures a change; when this returns, it is on the disk and in every view of this node. */
  public CaptureResult capture(Draft draft) {
    return capture(draft, null);
  }

  /**
   * Captures a change.
   *
   * @param receipt what the client is told, kept under the draft's idempotency key; or none
   */
  public CaptureResult capture(Draft draft, @Nullable Receipt receipt) {
    Span span = trail.begin(draft);
    Draft traced = CaptureTrail.traced(draft, span);
    try {
      long begin = System.nanoTime();
      CaptureResult result = capture.capture(traced, receipt);
      metrics.captureTook(System.nanoTime() - begin);
      switch (result) {
        case CaptureResult.Captured captured -> {
          CaptureTrail.captured(captured, traced, span);
          noteCaptured(captured, draft);
        }
        case CaptureResult.Refused refused -> {
          CaptureTrail.refused(refused, span);
          metrics.refused(refused.reason());
        }
      }
      return result;
    } catch (RuntimeException e) {
      span.failed(e);
      throw e;
    }
  }

  /** Captures all changes in one local transaction, or none of them. */
  public BatchResult captureAll(List<Draft> drafts) {
    List<Span> spans = drafts.stream().map(trail::begin).toList();
    var traced = new ArrayList<Draft>(drafts.size());
    for (int i = 0; i < drafts.size(); i++) {
      traced.add(CaptureTrail.traced(drafts.get(i), spans.get(i)));
    }
    try {
      long begin = System.nanoTime();
      BatchResult result = capture.captureAll(traced);
      metrics.captureTook(System.nanoTime() - begin);
      switch (result) {
        case BatchResult.AllCaptured(List<CaptureResult.Captured> captured) -> {
          for (int i = 0; i < captured.size(); i++) {
            CaptureTrail.captured(captured.get(i), traced.get(i), spans.get(i));
            noteCaptured(captured.get(i), drafts.get(i));
          }
        }
        case BatchResult.NoneCaptured(int index, CaptureResult.Refused refused) -> {
          spans.forEach(span -> CaptureTrail.refused(refused, span));
          metrics.refused(refused.reason());
        }
      }
      return result;
    } catch (RuntimeException e) {
      spans.forEach(span -> span.failed(e));
      throw e;
    }
  }

  /** What was captured under a client's idempotency key, if that is still remembered. */
  public Optional<IdempotencyTable.First> first(String idempotencyKey) {
    return capture.first(idempotencyKey);
  }

  /** The next number of a series, 1 or more: each is given at most once by this node. */
  public long nextNumber(String series) {
    return numbers.next(series);
  }

  /** A mutation without an answer, or answered while its entity's record is on its way. */
  public Optional<OutboxEntry> open(MutationId id) {
    return store.read(tables -> tables.outbox().get(id));
  }

  /** A FAILED or CONFLICT mutation that nobody has acknowledged. */
  public Optional<Attention> attention(MutationId id) {
    return store.read(tables -> tables.attention().open(id));
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
    Optional<Attention> item =
        store.write(transaction -> {
          Optional<Attention> open = transaction.attention().open(id);
          if (open.isPresent() && open.get().verdict().isFinal()) {
            transaction.settled().putAttended(id, open.get().verdict(), transaction.steadyMs());
          }
          transaction.attention().acknowledge(id);
          return open;
        });
    item.ifPresent(open -> news.changed(Set.of(open.mutation().draft().key())));
    return item.isPresent();
  }

  /**
   * Tries the change of a FAILED mutation again: as a new mutation, on what the node knows of the
   * entity now. The failed one is acknowledged.
   */
  public RetryResult retry(MutationId failed) {
    RetryResult result = capture.retry(failed);
    switch (result) {
      case RetryResult.Retried(var id, var captured) -> {
        metrics.count(EdgeMetric.RETRIED, 1);
        work.give();
        news.changed(Set.of(captured.key()));
      }
      case RetryResult.Refused(var refused) -> metrics.refused(refused.reason());
      case RetryResult.NotFailed none -> {}
    }
    return result;
  }

  /** A mutation that is over, for as long as the node keeps it. */
  public Optional<SettledMutation> settled(MutationId id) {
    return store.read(tables -> tables.settled().get(id));
  }

  /** The latest mutations that are over, the last first. */
  public List<SettledMutation> settled(int limit) {
    return store.read(tables -> tables.settled().latest(limit));
  }

  /** The latest mutations that are over and were overruled somewhere, the last first. */
  public List<SettledMutation> overruled(int limit) {
    return store.read(tables -> tables.settled().overruled(limit));
  }

  /** Where a mutation's wish did not simply hold; empty if it did, or that is forgotten. */
  public List<Overruling> overrulings(MutationId id) {
    return store.read(tables -> tables.overrulings().of(id));
  }

  /** What the mutations without an answer are; reads all of them, so not for every second. */
  public OutboxStatistics statistics() {
    return store.read(tables -> tables.figures().all());
  }

  private void noteCaptured(CaptureResult.Captured captured, Draft draft) {
    if (!captured.repeated()) {
      metrics.captured(draft.operation());
      work.give();
      news.changed(Set.of(captured.key()));
    }
  }
}
