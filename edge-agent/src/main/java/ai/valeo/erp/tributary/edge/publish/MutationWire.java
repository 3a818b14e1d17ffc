package ai.valeo.erp.tributary.edge.publish;

import ai.valeo.erp.tributary.edge.core.Incarnation;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.PublishNumber;
import ai.valeo.erp.tributary.edge.core.Trace;
import ai.valeo.erp.tributary.schemas.avro.EdgeNodeStatus;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.signing.MutationSigner;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.schemas.tracing.Span;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** How mutations become records. Any thread. */
public final class MutationWire {

  private final String topic;
  private final EdgeNodeId node;
  private final Serializer<Mutation> serializer;
  private final AvroSerdes serdes;
  private final String statusTopic;
  private final MutationSigner signer;

  public MutationWire(Topics topics, EdgeNodeId node, AvroSerdes serdes, MutationSigner signer) {
    this.signer = signer;
    this.topic = topics.mutations();
    this.statusTopic = topics.edgeNodes();
    this.serdes = serdes;
    this.node = node;
    this.serializer = serdes.serializer(Mutation.class);
  }

  /**
   * Finds out the ids of the schemas that a node writes; later records need no registry.
   *
   * @throws ai.valeo.erp.tributary.schemas.registry.RegistryException if one is not on the disk and
   *     the registry does not tell it
   */
  void prepare() {
    serdes.idFor(AvroSerdes.subject(topic), Mutation.getClassSchema());
    serdes.idFor(AvroSerdes.subject(statusTopic), EdgeNodeStatus.getClassSchema());
  }

  /** The incarnation that its publish number belongs to. */
  private EdgeNodeId sender(OutboxEntry entry) {
    return new Incarnation(node, PublishNumber.of(entry.sequence()).incarnation()).id();
  }

  /** What it tells of its request: sent again it is the same, unless its sending is recorded. */
  private static @Nullable Trace sent(OutboxEntry entry, Span span) {
    Trace trace = entry.mutation().draft().note().trace();
    String own = span.traceparent();
    return trace == null || own == null ? trace : new Trace(trace.correlationId(), own);
  }

  /**
   * The record of a mutation, keyed by its entity and signed if the node signs.
   *
   * @param span records its sending
   * @throws org.apache.kafka.common.KafkaException if it signs and no key holds now
   */
  ProducerRecord<byte[], byte[]> record(OutboxEntry entry, long floor, Span span) {
    byte[] key = entry.mutation().draft().key().toString().getBytes(StandardCharsets.UTF_8);
    byte[] value =
        serializer.serialize(topic, MutationConversion.toAvro(entry, sender(entry), floor));
    return signer.sign(
        new ProducerRecord<>(
            topic,
            null,
            null,
            key,
            value,
            MutationConversion.headers(entry.mutation().id(), sent(entry, span))));
  }
}
