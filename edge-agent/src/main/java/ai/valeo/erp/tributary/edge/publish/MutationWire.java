package ai.valeo.erp.tributary.edge.publish;

import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/** How mutations become records. Any thread. */
public final class MutationWire {

  private final String topic;
  private final EdgeNodeId node;
  private final Serializer<Mutation> serializer;

  public MutationWire(String topic, EdgeNodeId node, AvroSerdes serdes) {
    this.topic = topic;
    this.node = node;
    this.serializer = serdes.serializer(Mutation.class);
  }

  /** The record of a mutation, keyed by its entity. */
  ProducerRecord<byte[], byte[]> record(OutboxEntry entry, long floor) {
    byte[] key = entry.mutation().draft().key().toString().getBytes(StandardCharsets.UTF_8);
    byte[] value = serializer.serialize(topic, MutationConversion.toAvro(entry, node, floor));
    return new ProducerRecord<>(
        topic, null, null, key, value, MutationConversion.headers(entry.mutation()));
  }
}
