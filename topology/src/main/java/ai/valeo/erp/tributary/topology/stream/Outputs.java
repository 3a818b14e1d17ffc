package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import ai.valeo.erp.tributary.topology.convert.Decoded;
import ai.valeo.erp.tributary.topology.core.decision.ConflictFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.ruling.RulingFacts;
import ai.valeo.erp.tributary.topology.core.ruling.RulingKind;
import ai.valeo.erp.tributary.topology.store.Arrival;
import ai.valeo.erp.tributary.topology.store.Arrival.Trace;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Sends output records. What concerns an entity bears the key of the mutation behind it, which
 * intake has found to be the entity's. Each record bears the broker's time of that mutation, so
 * that a replay writes the same records, and its trace. Owned by its processor.
 */
final class Outputs {

  /** Sends a record to a sink. */
  interface Forward {
    void send(Record<byte[], byte[]> record, String sink);
  }

  private final TopologyParts parts;
  private final QuarantineLog quarantined;
  private final Forward forward;

  Outputs(TopologyParts parts, QuarantineLog quarantined, Forward forward) {
    this.parts = parts;
    this.quarantined = quarantined;
    this.forward = forward;
  }

  void outcome(OutcomeFacts outcome, byte[] value, Arrival cause) {
    parts.metrics().outcome(outcome.state(), outcome.reason(), outcome.entityType());
    answer(outcome, value, cause, traceIfAny(cause.trace()));
  }

  /** The answer to a ruling, which says in a header that it is no answer to a mutation. */
  void ruling(OutcomeFacts outcome, byte[] value, Arrival cause) {
    parts.metrics().ruling(outcome.state(), outcome.reason());
    RecordHeaders headers = trace(cause.trace());
    headers.add(Headers.RULING_ID, utf8(outcome.mutationId()));
    answer(outcome, value, cause, headers);
  }

  private void answer(
      OutcomeFacts outcome, byte[] value, Arrival cause, @Nullable RecordHeaders headers) {
    send(TributaryTopology.OUTCOMES, utf8(outcome.edgeNode()), value, cause.timestampMs(), headers);
  }

  void conflict(ConflictFacts conflict, byte[] value, Arrival cause) {
    if (conflict.ruling() == null) {
      parts.metrics().conflict(conflict);
    }
    send(
        TributaryTopology.CONFLICTS,
        cause.key(),
        value,
        cause.timestampMs(),
        traceIfAny(cause.trace()));
  }

  void audit(byte[] entry, Arrival cause) {
    send(
        TributaryTopology.AUDIT,
        cause.key(),
        entry,
        cause.timestampMs(),
        traceIfAny(cause.trace()));
  }

  /** The entity as it is now; without a value a tombstone. */
  void entity(EntityState state, byte @Nullable [] value, Arrival cause) {
    RecordHeaders headers = value == null ? trace(cause.trace()) : traceIfAny(cause.trace());
    if (value == null && headers != null) {
      headers.add(Headers.VERSION, utf8(Long.toString(state.version())));
      headers.add(Headers.HLC, utf8(state.hlc().toString()));
      headers.add(Headers.MUTATION_ID, utf8(state.lastMutation().value()));
    }
    send(
        TributaryTopology.entitySink(state.key().entityType()),
        cause.key(),
        value,
        cause.timestampMs(),
        headers);
  }

  /** The record itself, whole, with the reason why it is set aside. */
  void quarantine(Arrival arrival, int partition, Reason reason, String message) {
    parts.metrics().quarantined(reason);
    String topic = topic(arrival);
    var origin = new Decoded.Origin(topic, partition, arrival.offset());
    quarantined.note(origin, reason, arrival);
    RecordHeaders headers = trace(arrival.trace());
    headers.add(Headers.QUARANTINE_REASON, utf8(reason.name()));
    headers.add(Headers.QUARANTINE_MESSAGE, utf8(Texts.clip(message)));
    origin(headers, origin);
    headers.add(Headers.ORIGIN_TIMESTAMP, utf8(Long.toString(arrival.timestampMs())));
    send(
        TributaryTopology.QUARANTINE,
        arrival.key(),
        arrival.value(),
        arrival.timestampMs(),
        headers);
  }

  /** What became of a quarantined record: its key, no value, and who said so. */
  void ruledOn(Decoded.Origin origin, long originMs, RulingFacts ruling, Arrival cause) {
    RecordHeaders headers = trace(cause.trace());
    boolean isReleased = ruling.kind() == RulingKind.TAKE;
    String state = isReleased ? Headers.RELEASED : Headers.DISCARDED;
    headers.add(Headers.QUARANTINE_STATE, utf8(state));
    origin(headers, origin);
    headers.add(Headers.ORIGIN_TIMESTAMP, utf8(Long.toString(originMs)));
    headers.add(Headers.RULING_ID, utf8(ruling.id()));
    headers.add(Headers.RULING_ACTOR, utf8(ruling.persons().actor()));
    headers.add(Headers.RULING_REASON, utf8(ruling.reason()));
    send(TributaryTopology.QUARANTINE, cause.key(), null, cause.timestampMs(), headers);
  }

  private static void origin(RecordHeaders headers, Decoded.Origin origin) {
    headers.add(Headers.ORIGIN_TOPIC, utf8(origin.topic()));
    headers.add(Headers.ORIGIN_PARTITION, utf8(Integer.toString(origin.partition())));
    headers.add(Headers.ORIGIN_OFFSET, utf8(Long.toString(origin.offset())));
  }

  private String topic(Arrival arrival) {
    return switch (arrival.source()) {
      case MUTATIONS -> parts.topics().mutations();
      case RULINGS -> parts.topics().resolutions();
    };
  }

  private void send(
      String sink,
      byte @Nullable [] key,
      byte @Nullable [] value,
      long timestampMs,
      @Nullable RecordHeaders headers) {
    forward.send(new Record<>(key, value, Math.max(0, timestampMs), headers), sink);
  }

  /** Kafka copies headers for each record that has any. */
  private static @Nullable RecordHeaders traceIfAny(Trace trace) {
    return trace.correlationId() == null && trace.traceparent() == null ? null : trace(trace);
  }

  private static RecordHeaders trace(Trace trace) {
    var headers = new RecordHeaders();
    if (trace.correlationId() != null) {
      headers.add(Headers.CORRELATION_ID, trace.correlationId());
    }
    if (trace.traceparent() != null) {
      headers.add(Headers.TRACEPARENT, trace.traceparent());
    }
    return headers;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
