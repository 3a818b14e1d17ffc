package ai.valeo.erp.tributary.edge.publish;

import ai.valeo.erp.tributary.edge.core.CapturedMutation;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.PublishNumber;
import ai.valeo.erp.tributary.edge.core.Trace;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.serde.ChangeConversion;
import ai.valeo.erp.tributary.schemas.serde.OperationConversion;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Mutations in their Avro form, with the headers that go with them. */
public final class MutationConversion {

  private MutationConversion() {}

  /** The record of a mutation; the floor is its incarnation's at the moment of sending. */
  static Mutation toAvro(OutboxEntry entry, EdgeNodeId node, long floor) {
    CapturedMutation mutation = entry.mutation();
    Draft draft = mutation.draft();
    return Mutation.newBuilder()
        .setId(mutation.id().value())
        .setEdgeNodeId(node.value())
        .setSequence(PublishNumber.of(entry.sequence()).sequence())
        .setFloor(PublishNumber.of(floor).sequence())
        .setEntityType(draft.key().entityType())
        .setEntityId(draft.key().entityId())
        .setOperation(OperationConversion.toAvro(draft.operation()))
        .setChanges(ChangeConversion.toAvro(draft.changes()))
        .setBaseVersion(mutation.baseVersion())
        .setHlcMs(Instant.ofEpochMilli(mutation.hlc().wallMs()))
        .setHlcCounter(mutation.hlc().counter())
        .setPriority(draft.priority())
        .setActor(draft.note().actor())
        .setReason(draft.note().reason())
        .setIdempotencyKey(draft.note().idempotencyKey())
        .build();
  }

  /**
   * The headers of what belongs to a request, or to none: then it is its own request. It is part of
   * a trace only if something that caused it is.
   */
  public static List<Header> headers(MutationId id, @Nullable Trace trace) {
    Header request = header(Headers.CORRELATION_ID, correlationId(id, trace));
    String traceparent = trace == null ? null : trace.traceparent();
    return traceparent == null
        ? List.of(request)
        : List.of(request, header(Headers.TRACEPARENT, traceparent));
  }

  /** The request that a mutation is found by. */
  static String correlationId(MutationId id, @Nullable Trace trace) {
    return trace == null ? id.value() : trace.correlationId();
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
