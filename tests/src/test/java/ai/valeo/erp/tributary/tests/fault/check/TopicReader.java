package ai.valeo.erp.tributary.tests.fault.check;

import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.tests.fault.check.Contents.EntityRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads whole topics, committed records only. One thread. */
public final class TopicReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Topics topics;
  private final EntityTypes types;
  private final String bootstrapServers;
  private final AvroSerdes serdes;

  /** Reads from a broker, with the schemas of a registry. */
  public TopicReader(
      Topics topics, EntityTypes types, String bootstrapServers, String registryUrl) {
    this.topics = topics;
    this.types = types;
    this.bootstrapServers = bootstrapServers;
    this.serdes = AvroSerdes.of(Map.of("schema.registry.url", registryUrl));
  }

  /** Everything that is committed now. */
  public Contents read() {
    return new Contents(
        readable(topics.mutations(), serdes.deserializer(Mutation.class)),
        readable(topics.outcomes(), serdes.deserializer(Outcome.class)),
        readable(topics.audit(), serdes.deserializer(AuditEntry.class)),
        entities(),
        records(topics.quarantine()));
  }

  /** The committed outcomes. */
  public List<Outcome> outcomes() {
    return readable(topics.outcomes(), serdes.deserializer(Outcome.class));
  }

  /** The committed records of a topic, as they are. */
  public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (!isAt(consumer, ends)) {
        consumer.poll(POLL).forEach(found::add);
      }
    }
    return found;
  }

  /** How many committed records and markers a topic holds: a cheap measure of progress. */
  public long size(String topic) {
    try (var consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }
  }

  @Override
  public void close() {
    serdes.close();
  }

  /** Every committed record of each entity of a type, oldest first. */
  public SortedMap<EntityKey, List<EntityRecord>> entities(EntityType type) {
    var entities = new TreeMap<EntityKey, List<EntityRecord>>();
    String topic = topics.entities(type);
    Deserializer<GenericRecord> deserializer = serdes.deserializer(types.schema(type));
    for (ConsumerRecord<byte[], byte[]> one : records(topic)) {
      GenericRecord content = deserializer.deserialize(topic, one.value());
      EntityKey key = EntityKey.parse(new String(one.key(), StandardCharsets.UTF_8));
      var entry = new EntityRecord(content == null ? null : types.codec(type).fromGeneric(content));
      entities.computeIfAbsent(key, none -> new ArrayList<>()).add(entry);
    }
    return entities;
  }

  private SortedMap<EntityKey, List<EntityRecord>> entities() {
    var entities = new TreeMap<EntityKey, List<EntityRecord>>();
    types.all().forEach(type -> entities.putAll(entities(type)));
    return entities;
  }

  private <T> List<T> readable(String topic, Deserializer<T> deserializer) {
    var found = new ArrayList<T>();
    for (ConsumerRecord<byte[], byte[]> one : records(topic)) {
      try {
        T content = deserializer.deserialize(topic, one.value());
        if (content != null) {
          found.add(content);
        }
      } catch (SerializationException e) {
        // garbage that a test has put there; the quarantine is checked for it
      }
    }
    return List.copyOf(found);
  }

  private static boolean isAt(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private Consumer<byte[], byte[]> consumer() {
    var config = new HashMap<String, Object>();
    config.put("bootstrap.servers", bootstrapServers);
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", false);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
