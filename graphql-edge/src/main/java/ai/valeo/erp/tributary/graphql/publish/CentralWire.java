package ai.valeo.erp.tributary.graphql.publish;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.Trace;
import ai.valeo.erp.tributary.edge.publish.MutationConversion;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.QuarantinedRecord;
import ai.valeo.erp.tributary.schemas.avro.Resolution;
import ai.valeo.erp.tributary.schemas.avro.Ruling;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.serde.ChangeConversion;
import ai.valeo.erp.tributary.schemas.serde.OperationConversion;
import ai.valeo.erp.tributary.schemas.signing.MutationSigner;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * How what the centre writes becomes records. Any thread; the first of a kind asks the registry.
 */
public final class CentralWire {

  private final Topics topics;
  private final Serializer<Mutation> mutations;
  private final Serializer<Resolution> resolutions;
  private final MutationSigner signer;

  /** Over the topics. */
  public CentralWire(Topics topics, AvroSerdes serdes, MutationSigner signer) {
    this.signer = signer;
    this.topics = topics;
    this.mutations = serdes.serializer(Mutation.class);
    this.resolutions = serdes.serializer(Resolution.class);
  }

  /**
   * The record of a change, keyed by its entity and signed if the centre signs.
   *
   * @throws org.apache.kafka.common.KafkaException if it signs and no key holds now
   */
  public ProducerRecord<byte[], byte[]> record(Command command) {
    String topic = topics.mutations();
    Draft.Note note = command.draft().note();
    return signer.sign(
        new ProducerRecord<>(
            topic,
            null,
            null,
            bytes(command.key().toString()),
            mutations.serialize(topic, mutation(command)),
            MutationConversion.headers(command.id(), note.trace())));
  }

  /** The record of a ruling: on a conflict by its entity, on a record where that came from. */
  public ProducerRecord<byte[], byte[]> record(Verdict verdict, Trace trace) {
    return record(verdict, resolution(verdict), trace);
  }

  /** The record of a ruling that is only proposed. */
  public ProducerRecord<byte[], byte[]> proposal(Verdict verdict, Trace trace) {
    return record(verdict, resolution(verdict).setProposal(true), trace);
  }

  private ProducerRecord<byte[], byte[]> record(
      Verdict verdict, Resolution.Builder resolution, Trace trace) {
    String topic = topics.resolutions();
    byte @Nullable [] key;
    Integer partition;
    switch (verdict.matter()) {
      case Verdict.OfConflict(String conflictId, var entity, long version) -> {
        resolution
            .setConflictId(conflictId)
            .setEntityType(entity.entityType())
            .setEntityId(entity.entityId())
            .setExpectedVersion(version);
        key = bytes(entity.toString());
        partition = null;
      }
      case Verdict.OfRecord origin -> {
        resolution
            .setConflictId("")
            .setEntityType("")
            .setEntityId("")
            .setExpectedVersion(0)
            .setQuarantined(quarantined(origin, verdict.decision().ruling()));
        key = plain(origin.key());
        partition = origin.partition();
      }
    }
    return new ProducerRecord<>(
        topic,
        partition,
        null,
        key,
        resolutions.serialize(topic, resolution.build()),
        MutationConversion.headers(new MutationId(verdict.id()), trace));
  }

  private static Mutation mutation(Command command) {
    Draft draft = command.draft();
    return Mutation.newBuilder()
        .setId(command.id().value())
        .setEdgeNodeId(command.author().node().value())
        .setSequence(command.author().sequence())
        .setFloor(command.author().floor())
        .setEntityType(draft.key().entityType())
        .setEntityId(draft.key().entityId())
        .setOperation(OperationConversion.toAvro(draft.operation()))
        .setChanges(ChangeConversion.toAvro(draft.changes()))
        .setBaseVersion(command.baseVersion())
        .setHlcMs(Instant.ofEpochMilli(command.hlc().wallMs()))
        .setHlcCounter(command.hlc().counter())
        .setPriority(draft.priority())
        .setActor(draft.note().actor())
        .setReason(draft.note().reason())
        .setIdempotencyKey(draft.note().idempotencyKey())
        .build();
  }

  private static Resolution.Builder resolution(Verdict verdict) {
    return Resolution.newBuilder()
        .setId(verdict.id())
        .setEdgeNodeId(verdict.node().value())
        .setRuling(
            switch (verdict.decision().ruling()) {
              case KEEP -> Ruling.KEEP;
              case TAKE -> Ruling.TAKE;
              case MERGE -> Ruling.MERGE;
            })
        .setChanges(ChangeConversion.toAvro(verdict.decision().changes()))
        .setActor(verdict.persons().first())
        .setSecondActor(verdict.persons().second())
        .setReason(verdict.persons().reason())
        .setHlcMs(Instant.ofEpochMilli(verdict.hlc().wallMs()))
        .setHlcCounter(verdict.hlc().counter());
  }

  private static QuarantinedRecord quarantined(Verdict.OfRecord origin, Verdict.Ruling ruling) {
    return QuarantinedRecord.newBuilder()
        .setTopic(origin.topic())
        .setPartition(origin.partition())
        .setOffset(origin.offset())
        .setValue(ruling == Verdict.Ruling.TAKE ? origin.value() : null)
        .build();
  }

  private static byte @Nullable [] plain(@Nullable ByteBuffer bytes) {
    if (bytes == null) {
      return null;
    }
    byte[] plain = new byte[bytes.remaining()];
    bytes.duplicate().get(plain);
    return plain;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
