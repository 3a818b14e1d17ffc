package ai.valeo.erp.tributary.compose.trace;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spans on their way to the collector: so many wait and no more, and what becomes of them is
 * counted. Whoever ends a span never waits. Any thread.
 */
final class SpanQueue implements SpanProcessor {

  private static final Logger log = LoggerFactory.getLogger(SpanQueue.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int BATCH = 512;

  private final int limit;
  private final SpanProcessor batches;
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder exported = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final AtomicBoolean isFailing = new AtomicBoolean();

  SpanQueue(TraceSettings settings, SpanExporter exporter) {
    this.limit = settings.queueSpans();
    this.batches =
        BatchSpanProcessor.builder(new Counting(exporter))
            .setMaxQueueSize(limit + BATCH)
            .setMaxExportBatchSize(Math.min(BATCH, limit))
            .setScheduleDelay(PAUSE)
            .setExporterTimeout(settings.timeout())
            .build();
  }

  long exported() {
    return exported.sum();
  }

  long dropped() {
    return dropped.sum();
  }

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (waiting.get() >= limit) {
      dropped.increment();
      return;
    }
    waiting.incrementAndGet();
    batches.onEnd(span);
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public CompletableResultCode shutdown() {
    return batches.shutdown();
  }

  @Override
  public CompletableResultCode forceFlush() {
    return batches.forceFlush();
  }

  private void sent(int spans, boolean isTaken) {
    waiting.addAndGet(-spans);
    (isTaken ? exported : dropped).add(spans);
    if (isFailing.compareAndSet(isTaken, !isTaken)) {
      if (isTaken) {
        log.atInfo().log("The collector takes traces again");
      } else {
        log.atWarn().addKeyValue("spans", spans).log("The collector does not take traces");
      }
    }
  }

  /** Sends, and counts what was taken. */
  private final class Counting implements SpanExporter {

    private final SpanExporter exporter;

    Counting(SpanExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      int count = spans.size();
      CompletableResultCode result = exporter.export(spans);
      return result.whenComplete(() -> sent(count, result.isSuccess()));
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }
}
