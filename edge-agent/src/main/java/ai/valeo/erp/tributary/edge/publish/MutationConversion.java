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
import java.util.UUID;
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

  /** The headers of a mutation; always the same for the same mutation, also when sent again. */
  static List<Header> headers(CapturedMutation mutation) {
    return headers(mutation.id(), mutation.draft().note().trace());
  }

  /** The headers of a mutation that belongs to a request, or to none. */
  public static List<Header> headers(MutationId id, @Nullable Trace trace) {
    String correlationId = trace == null ? id.value() : trace.correlationId();
    String given = trace == null ? null : trace.traceparent();
    String traceparent = given == null ? traceparent(id) : given;
    return List.of(
        header(Headers.CORRELATION_ID, correlationId), header(Headers.TRACEPARENT, traceparent));
  }

  /** A trace of its own for a mutation that belongs to none: W3C level 1, sampled. */
  private static String traceparent(MutationId id) {
    UUID uuid = UUID.nameUUIDFromBytes(id.value().getBytes(StandardCharsets.UTF_8));
    String hex = uuid.toString().replace("-", "");
    return "00-" + hex + "-" + hex.substring(16) + "-01";
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
