package ai.valeo.erp.tributary.tests.fault;

import ai.valeo.erp.tributary.schemas.avro.AttributeChange;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.serde.ChangeConversion;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes mutations, sound and unsound, as a node does or as nobody should. One thread. */
public final class Mutations implements AutoCloseable {

  private final Topics topics;
  private final AvroSerdes serdes;
  private final KafkaProducer<byte[], byte[]> producer;
  private final String node;
  private long sequence;

  Mutations(Topics topics, String bootstrapServers, String registryUrl) {
    this("probe", topics, bootstrapServers, registryUrl);
  }

  /**
   * Publishes as a node.
   *
   * @param node its id
   */
  public Mutations(String node, Topics topics, String bootstrapServers, String registryUrl) {
    this.node = node;
    AvroSerdes fresh = AvroSerdes.of(Map.of("schema.registry.url", registryUrl));
    this.topics = topics;
    this.serdes = fresh;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "max.request.size", 16 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** A sound mutation of the node, with its next sequence, by one who has seen no version. */
  public Mutation.Builder next(String id, String type, String entity, Change... changes) {
    return Mutation.newBuilder()
        .setId(id)
        .setEdgeNodeId(node)
        .setSequence(++sequence)
        .setFloor(1)
        .setEntityType(type)
        .setEntityId(entity)
        .setOperation(Operation.UPDATE)
        .setChanges(attributes(changes))
        .setBaseVersion(0)
        .setHlcMs(Instant.now());
  }

  private static List<AttributeChange> attributes(Change... changes) {
    return ChangeConversion.toAvro(List.of(changes));
  }

  /** Publishes a mutation under its entity's key. */
  public RecordMetadata send(Mutation.Builder mutation)
      throws ExecutionException, InterruptedException {
    Mutation built = mutation.build();
    return send(built.getEntityType() + ':' + built.getEntityId(), bytes(built));
  }

  /** The record's value of a mutation. */
  byte[] bytes(Mutation mutation) {
    return serdes.serializer(Mutation.class).serialize(topics.mutations(), mutation);
  }

  /** Publishes any bytes. */
  public RecordMetadata send(String key, byte[] value)
      throws ExecutionException, InterruptedException {
    return producer
        .send(new ProducerRecord<>(topics.mutations(), key.getBytes(StandardCharsets.UTF_8), value))
        .get();
  }

  @Override
  public void close() {
    producer.close();
    serdes.close();
  }
}
