package ai.valeo.erp.tributary.edge.publish;

import ai.valeo.erp.tributary.edge.core.CapturedMutation;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.Trace;
import ai.valeo.erp.tributary.schemas.tracing.Span;
import ai.valeo.erp.tributary.schemas.tracing.Stage;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log and the trace tell of a mutation that is sent. Any thread.
 *
 * @param tracing where it is recorded
 */
record PublishTrail(Tracing tracing) {

  private static final Logger log = LoggerFactory.getLogger(PublishTrail.class);

  /** It is about to be sent. */
  Span begin(OutboxEntry entry) {
    Trace trace = entry.mutation().draft().note().trace();
    if (trace == null || trace.traceparent() == null || !tracing.isOn()) {
      return Span.NONE;
    }
    return tracing
        .begin(Stage.PUBLISH, trace.traceparent())
        .with(Tracing.MUTATION, entry.mutation().id().value())
        .with(Tracing.CORRELATION, trace.correlationId());
  }

  /** The broker has it, or said why not. */
  static void completed(
      OutboxEntry entry, RecordMetadata metadata, @Nullable Exception failure, Span span) {
    if (failure != null) {
      span.failed(failure);
      return;
    }
    span.end();
    if (!log.isDebugEnabled()) {
      return; // the numbers below would be boxed for every record
    }
    CapturedMutation mutation = entry.mutation();
    Trace trace = mutation.draft().note().trace();
    log.atDebug()
        .addKeyValue("mutationId", mutation.id().value())
        .addKeyValue("correlationId", MutationConversion.correlationId(mutation.id(), trace))
        .addKeyValue("partition", metadata.partition())
        .addKeyValue("offset", metadata.offset())
        .log("Mutation published");
  }
}
