package ai.valeo.erp.tributary.tests.endtoend;

import ai.valeo.erp.tributary.schemas.avro.AttributeChange;
import ai.valeo.erp.tributary.schemas.avro.ChangeOperator;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.topology.app.Aggregator;
import ai.valeo.erp.tributary.topology.app.AggregatorSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Aggregators over topics of one test's own, with a producer of mutations and a reader. */
final class AggregatorRig implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String TYPE = "InventoryItem";

  private final String bootstrapServers;
  private final String registryUrl;
  private final Path stateDir;
  private final Topics topics;
  private final AvroSerdes serdes;
  private final KafkaProducer<String, byte[]> producer;

  AggregatorRig(String bootstrapServers, String registryUrl, Path stateDir) {
    this.bootstrapServers = bootstrapServers;
    this.registryUrl = registryUrl;
    this.stateDir = stateDir;
    this.topics = new Topics("t" + UUID.randomUUID() + ".");
    this.serdes = AvroSerdes.of(Map.of("schema.registry.url", registryUrl));
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "1"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** What is done while an aggregator runs. */
  interface Work<T> {
    T on(Aggregator aggregator) throws Exception;
  }

  /** Does something while an aggregator decides mutations, then stops it. */
  <T> T during(Map<String, String> more, Work<T> work) throws Exception {
    try (Aggregator aggregator = start(more)) {
      return work.on(aggregator);
    }
  }

  /** A started aggregator that decides mutations. */
  Aggregator start(Map<String, String> more) throws InterruptedException {
    var aggregator = create(more);
    aggregator.start();
    if (!aggregator.awaitRunning(PATIENCE)) {
      aggregator.close();
      throw new IllegalStateException("aggregator: " + aggregator.health());
    }
    return aggregator;
  }

  Aggregator create(Map<String, String> more) {
    return new Aggregator(AggregatorSettings.of(keys(more)), new SimpleMeterRegistry());
  }

  /** What its aggregators are configured with. */
  Map<String, String> keys(Map<String, String> more) {
    var keys = new HashMap<String, String>();
    keys.put("kafka.bootstrap.servers", bootstrapServers);
    keys.put("schema.registry.url", registryUrl);
    keys.put("topics.prefix", topics.prefix());
    keys.put("topics.partitions", "3");
    keys.put("topics.replication", "1");
    keys.put("aggregator.application.id", topics.prefix() + "aggregator");
    keys.put("aggregator.state.dir", stateDir.toString());
    keys.putAll(more);
    return keys;
  }

  /** Creates an item with a stock. */
  void create(String node, long sequence, String item, long quantity) {
    send(
        mutation(node, sequence, item, Operation.CREATE)
            .setChanges(
                List.of(
                    change("productId", ChangeOperator.SET, item),
                    change("warehouseId", ChangeOperator.SET, "W"),
                    change("quantity", ChangeOperator.SET, quantity)))
            .build());
  }

  /** An addition whose floor is its own sequence: everything before it is answered. */
  Mutation addition(String node, long sequence, String item, long amount) {
    return mutation(node, sequence, item, Operation.UPDATE)
        .setFloor(sequence)
        .setBaseVersion(1)
        .setChanges(List.of(change("quantity", ChangeOperator.ADD, amount)))
        .build();
  }

  /** Sends many mutations of one item. */
  void sendAll(String item, List<byte[]> values) {
    values.forEach(
        value -> producer.send(new ProducerRecord<>(topics.mutations(), TYPE + ':' + item, value)));
    producer.flush();
  }

  /** Adds to an item's stock. */
  void add(String node, long sequence, String item, long amount) {
    send(
        mutation(node, sequence, item, Operation.UPDATE)
            .setBaseVersion(1)
            .setChanges(List.of(change("quantity", ChangeOperator.ADD, amount)))
            .build());
  }

  static Mutation.Builder mutation(String node, long sequence, String item, Operation operation) {
    return Mutation.newBuilder()
        .setId(UUID.randomUUID().toString())
        .setEdgeNodeId(node)
        .setSequence(sequence)
        .setFloor(1)
        .setEntityType(TYPE)
        .setEntityId(item)
        .setOperation(operation)
        .setBaseVersion(0)
        .setHlcMs(Instant.now());
  }

  private static AttributeChange change(String name, ChangeOperator operator, Object value) {
    return new AttributeChange(name, operator, value, null);
  }

  static AttributeChange set(String name, Object value) {
    return change(name, ChangeOperator.SET, value);
  }

  void send(Mutation mutation) {
    sendRaw(mutation.getEntityId(), encode(mutation));
  }

  byte[] encode(Mutation mutation) {
    try (var serializer = serdes.<Mutation>serializer(Mutation.class)) {
      return serializer.serialize(topics.mutations(), mutation);
    }
  }

  void sendRaw(String item, byte[] value) {
    producer.send(new ProducerRecord<>(topics.mutations(), TYPE + ':' + item, value));
    producer.flush();
  }

  /** Committed outcomes, read until enough are there and nothing follows. */
  List<Outcome> outcomes(int expected) {
    try (var deserializer = serdes.deserializer(Outcome.class)) {
      return read(topics.outcomes(), values -> values.size() >= expected).stream()
          .map(value -> deserializer.deserialize(topics.outcomes(), value))
          .toList();
    }
  }

  /** Reads what is committed from the beginning until it suffices or patience ends. */
  List<byte[]> read(String topic, Predicate<List<byte[]>> suffices) {
    var values = new ArrayList<byte[]>();
    try (KafkaConsumer<String, byte[]> consumer = consumer(topic)) {
      long untilNanos = System.nanoTime() + PATIENCE.toNanos();
      int idle = 0;
      while (System.nanoTime() < untilNanos && !(suffices.test(values) && idle >= 3)) {
        int before = values.size();
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
        idle = values.size() == before ? idle + 1 : 0;
      }
    }
    return values;
  }

  /** Reads what is committed in a topic from the beginning. */
  KafkaConsumer<String, byte[]> consumer(String topic) {
    var consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList());
    return consumer;
  }

  Topics topics() {
    return topics;
  }

  AvroSerdes serdes() {
    return serdes;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    serdes.close();
  }
}
