package ai.valeo.erp.tributary.tests.foreign;

import ai.valeo.erp.tributary.compose.command.Tributary;
import ai.valeo.erp.tributary.compose.local.BrokerSettings;
import ai.valeo.erp.tributary.compose.local.EmbeddedBroker;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.serde.ChangeConversion;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.topology.app.Aggregator;
import ai.valeo.erp.tributary.topology.app.AggregatorSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A broker, a registry and an aggregator, topics made by our own command, and the command line to
 * look at them.
 */
final class EngineersRig implements AutoCloseable {

  static final Topics TOPICS = Topics.standard();

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final EmbeddedBroker broker;
  private final EmbeddedRegistry registry;
  private final AvroSerdes serdes;
  private final Aggregator aggregator;
  private final KafkaProducer<byte[], byte[]> producer;
  private long sequence;

  EngineersRig(Path folder) throws InterruptedException {
    broker = EmbeddedBroker.start(BrokerSettings.onFreePort(folder.resolve("broker")));
    registry = EmbeddedRegistry.inMemory();
    serdes = AvroSerdes.of(Map.of("schema.registry.url", registry.url()));
    Answer created = run("topics", "create");
    if (created.code() != 0) {
      throw new IllegalStateException("topics create: " + created);
    }
    aggregator =
        new Aggregator(
            AggregatorSettings.of(
                Map.of(
                    "kafka.bootstrap.servers", bootstrapServers(),
                    "schema.registry.url", registryUrl(),
                    "topics.partitions", "3",
                    "topics.replication", "1",
                    "aggregator.state.dir", folder.resolve("state").toString())),
            new SimpleMeterRegistry());
    aggregator.start();
    if (!aggregator.awaitRunning(PATIENCE)) {
      throw new IllegalStateException("aggregator: " + aggregator.health());
    }
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * What a command has said.
   *
   * @param code its exit code
   * @param out its output
   * @param err what it complained of
   */
  record Answer(int code, String out, String err) {}

  /** Runs a command of ours here; it knows where broker and registry are. */
  Answer run(String... line) {
    List<String> all = new ArrayList<>(List.of(line));
    all.addAll(addresses());
    return execute(all);
  }

  static Answer execute(List<String> line) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Tributary.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(line.toArray(String[]::new));
    return new Answer(code, out.toString(), err.toString());
  }

  List<String> addresses() {
    return List.of(
        "--kafka=" + bootstrapServers(),
        "--registry=" + registryUrl(),
        "--set=topics.partitions=3",
        "--set=topics.replication=1");
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  String registryUrl() {
    return registry.url();
  }

  /** The id under which the registry knows the schema of a topic's values. */
  int schemaId(String topic) {
    return serdes.registry().latest(AvroSerdes.subject(topic)).id();
  }

  /** Publishes a mutation with the correlation id of a user's request. */
  void mutate(String correlationId, EntityKey key, Operation operation, Change... changes)
      throws ExecutionException, InterruptedException {
    Mutation mutation =
        Mutation.newBuilder()
            .setId(correlationId + "-mutation")
            .setEdgeNodeId("berlin")
            .setSequence(++sequence)
            .setFloor(1)
            .setEntityType(key.entityType())
            .setEntityId(key.entityId())
            .setOperation(operation)
            .setChanges(ChangeConversion.toAvro(List.of(changes)))
            .setBaseVersion(operation == Operation.CREATE ? 0 : 1)
            .setHlcMs(Instant.now())
            .build();
    publish(
        correlationId,
        key,
        serdes.<Mutation>serializer(Mutation.class).serialize(TOPICS.mutations(), mutation));
  }

  /** Publishes any bytes as a mutation. */
  void publish(String correlationId, EntityKey key, byte[] value)
      throws ExecutionException, InterruptedException {
    var record = new ProducerRecord<>(TOPICS.mutations(), utf8(key.toString()), value);
    record.headers().add(Headers.CORRELATION_ID, utf8(correlationId));
    producer.send(record).get();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
    aggregator.close();
    serdes.close();
    registry.close();
    broker.close();
  }
}
