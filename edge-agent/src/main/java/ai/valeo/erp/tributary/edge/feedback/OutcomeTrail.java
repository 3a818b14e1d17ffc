package ai.valeo.erp.tributary.edge.feedback;

import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.FeedItem;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import ai.valeo.erp.tributary.schemas.tracing.Span;
import ai.valeo.erp.tributary.schemas.tracing.Stage;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log and the trace tell of answers that come to this node. Nothing is kept where neither
 * is asked for. One thread.
 */
final class OutcomeTrail {

  private static final Logger log = LoggerFactory.getLogger(OutcomeTrail.class);

  private final Tracing tracing;
  private final List<Seen> seen = new ArrayList<>();

  OutcomeTrail(Tracing tracing) {
    this.tracing = tracing;
  }

  private record Seen(Answer answer, @Nullable String correlationId, Span span) {}

  /** A record has come. */
  void came(FeedItem item, ConsumerRecord<byte[], byte[]> record) {
    if (item instanceof FeedItem.Answered answered && (tracing.isOn() || log.isDebugEnabled())) {
      Answer answer = answered.answer();
      String correlationId = Headers.text(record.headers(), Headers.CORRELATION_ID);
      Span span =
          tracing
              .begin(Stage.OUTCOME, Headers.text(record.headers(), Headers.TRACEPARENT))
              .with(Tracing.MUTATION, answer.mutationId().value())
              .with(Tracing.CORRELATION, correlationId)
              .with(Tracing.STATE, answer.verdict().state().name())
              .with(Tracing.REASON, answer.verdict().code());
      seen.add(new Seen(answer, correlationId, span));
    }
  }

  /** What has come is in the store. */
  void settled() {
    for (Seen one : seen) {
      one.span.end();
      log.atDebug()
          .addKeyValue("mutationId", one.answer.mutationId().value())
          .addKeyValue("correlationId", one.correlationId)
          .addKeyValue("state", one.answer.verdict().state())
          .addKeyValue("reason", one.answer.verdict().code())
          .log("Outcome settled");
    }
    seen.clear();
  }
}
