package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.topic.Headers;
import ai.valeo.erp.tributary.schemas.tracing.Span;
import ai.valeo.erp.tributary.schemas.tracing.Stage;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log and the trace tell of entities that a view takes in. Any thread.
 *
 * @param tracing where it is recorded
 */
record ViewTrail(Tracing tracing) {

  private static final Logger log = LoggerFactory.getLogger(ViewTrail.class);

  /** An entity is about to be taken in. */
  Span begin(Record<String, byte[]> record, String type) {
    return tracing.isOn()
        ? tracing
            .begin(Stage.VIEW, Headers.text(record.headers(), Headers.TRACEPARENT))
            .with(Tracing.CORRELATION, Headers.text(record.headers(), Headers.CORRELATION_ID))
            .with(Tracing.ENTITY_TYPE, type)
        : Span.NONE;
  }

  /** It is in the view. */
  static void end(Record<String, byte[]> record, String type, Span span) {
    span.end();
    if (log.isDebugEnabled()) {
      log.atDebug()
          .addKeyValue("correlationId", Headers.text(record.headers(), Headers.CORRELATION_ID))
          .addKeyValue("entityType", type)
          .log("View updated");
    }
  }
}
