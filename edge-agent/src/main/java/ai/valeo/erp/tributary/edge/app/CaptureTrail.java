package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.Trace;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult;
import ai.valeo.erp.tributary.schemas.tracing.Span;
import ai.valeo.erp.tributary.schemas.tracing.Stage;
import ai.valeo.erp.tributary.schemas.tracing.Traceparent;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What the log and the trace tell of a change that is captured. The place in the trace is stored
 * with the mutation, so that the trace goes on after days without a network. Any thread.
 *
 * @param tracing where it is recorded
 */
record CaptureTrail(Tracing tracing) {

  private static final Logger log = LoggerFactory.getLogger(CaptureTrail.class);
  private static final String REQUEST = "correlationId";

  /** It is about to be captured. */
  Span begin(Draft draft) {
    if (!tracing.isOn()) {
      return Span.NONE;
    }
    Trace given = draft.note().trace();
    return tracing
        .begin(Stage.CAPTURE, given == null ? null : given.traceparent())
        .with(Tracing.ENTITY_TYPE, draft.key().entityType());
  }

  /** The draft as it is captured: in its place in the trace, if that is recorded. */
  static Draft traced(Draft draft, Span span) {
    String own = span.traceparent();
    if (own == null) {
      return draft;
    }
    Trace given = draft.note().trace();
    String request = given == null ? traceId(own) : given.correlationId();
    span.with(Tracing.CORRELATION, request);
    return draft.withTrace(new Trace(request, own));
  }

  /** What no request has caused is found by its trace. */
  private static String traceId(String own) {
    Traceparent place = Traceparent.of(own);
    return place == null ? own : place.traceId();
  }

  /** It is on the disk, or was before. */
  static void captured(CaptureResult.Captured result, Draft traced, Span span) {
    span.with(Tracing.MUTATION, result.id().value()).end();
    Trace trace = traced.note().trace();
    LoggingEventBuilder line =
        log.atDebug()
            .addKeyValue("mutationId", result.id().value())
            .addKeyValue("repeated", result.repeated());
    if (MDC.get(REQUEST) == null) { // a server's thread says it by itself, and once is enough
      line = line.addKeyValue(REQUEST, trace == null ? result.id().value() : trace.correlationId());
    }
    line.log("Mutation captured");
  }

  /** It was refused. */
  static void refused(CaptureResult.Refused result, Span span) {
    span.with(Tracing.REASON, result.reason().name()).end();
  }
}
