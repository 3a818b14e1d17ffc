package ai.valeo.erp.tributary.graphql.publish;

import ai.valeo.erp.tributary.edge.core.Trace;
import ai.valeo.erp.tributary.schemas.tracing.Span;
import ai.valeo.erp.tributary.schemas.tracing.Stage;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log and the trace tell of what the centre writes. Any thread.
 *
 * @param tracing where it is recorded
 */
record CentralTrail(Tracing tracing) {

  private static final Logger log = LoggerFactory.getLogger(CentralTrail.class);

  /** It is about to be sent. */
  Span begin(String id, @Nullable Trace trace) {
    return trace == null || !tracing.isOn()
        ? Span.NONE
        : tracing
            .begin(Stage.CAPTURE, trace.traceparent())
            .with(Tracing.MUTATION, id)
            .with(Tracing.CORRELATION, trace.correlationId());
  }

  /** Its place in the trace once its sending is recorded. */
  static Trace moved(Trace trace, Span span) {
    String own = span.traceparent();
    return own == null ? trace : new Trace(trace.correlationId(), own);
  }

  /** The same future; when it is done, that is told. */
  static CompletableFuture<Void> told(
      CompletableFuture<Void> sent, String id, @Nullable Trace trace, Span span) {
    if (span.traceparent() == null && !log.isDebugEnabled()) {
      return sent;
    }
    var unused =
        sent.whenComplete((done, failure) -> {
          if (failure == null) {
            span.end();
          } else {
            span.failed(failure);
          }
          log.atDebug()
              .addKeyValue("mutationId", id)
              .addKeyValue("correlationId", trace == null ? id : trace.correlationId())
              .addKeyValue("published", failure == null)
              .log("Change written");
        });
    return sent;
  }
}
