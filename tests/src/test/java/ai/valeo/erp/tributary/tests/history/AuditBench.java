package ai.valeo.erp.tributary.tests.history;

import ai.valeo.erp.tributary.graphql.view.AuditViews;
import ai.valeo.erp.tributary.graphql.view.AvroReaders;
import ai.valeo.erp.tributary.graphql.view.RateMeter;
import ai.valeo.erp.tributary.graphql.view.ViewMetrics;
import ai.valeo.erp.tributary.graphql.view.ViewReaders;
import ai.valeo.erp.tributary.graphql.view.ViewStores;
import ai.valeo.erp.tributary.graphql.view.ViewTopology;
import ai.valeo.erp.tributary.graphql.view.Views;
import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.AuditedAttribute;
import ai.valeo.erp.tributary.schemas.avro.Decision;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.avro.Stamp;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.serde.ValueConversion;
import ai.valeo.erp.tributary.schemas.serde.WireFormat;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.topology.core.decision.AuditFacts;
import ai.valeo.erp.tributary.topology.core.decision.AuditedFacts;
import ai.valeo.erp.tributary.topology.core.decision.DecisionFacts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.jspecify.annotations.Nullable;

/** The centre's views over a test driver, with a topic of audit entries to fill. */
final class AuditBench implements AutoCloseable, ViewStores {

  private static final Duration LONG = Duration.ofDays(100_000);

  private final EmbeddedRegistry registry = EmbeddedRegistry.inMemory();
  private final AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", registry.url()));
  private final Topics topics = Topics.standard();
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, byte[]> entries;
  private final Views views;

  AuditBench(Path stateDir) {
    ViewReaders readers = AvroReaders.all(serdes, topics, EntityTypes.bundled());
    Views.Counting counting =
        new Views.Counting(new RateMeter(() -> 0), new ViewMetrics(new SimpleMeterRegistry()));
    ViewTopology.Retention retention = new ViewTopology.Retention(LONG, LONG, LONG, LONG, LONG);
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "history");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    driver = new TopologyTestDriver(ViewTopology.build(readers, counting, retention), properties);
    entries =
        driver.createInputTopic(topics.audit(), new StringSerializer(), new ByteArraySerializer());
    views = Views.over(this, readers, counting, retention);
  }

  AuditViews audit() {
    return views.audit();
  }

  @Override
  public int partitions(String topic) {
    return 1;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <S> S store(String name, QueryableStoreType<S> type, int partition) {
    return (S) Objects.requireNonNull(driver.getKeyValueStore(name), name);
  }

  /** The chain of an entity, to be written. */
  Trail trail(String type, String id) {
    return new Trail(type, id);
  }

  @Override
  public void close() {
    driver.close();
    serdes.close();
    registry.close();
  }

  /** Writes the entries of one entity. */
  final class Trail {

    private final String type;
    private final String id;
    private byte[] hash = {};
    private long number;

    private Trail(String type, String id) {
      this.type = type;
      this.id = id;
    }

    void add(AuditFacts facts) {
      AuditEntry entry =
          AuditEntry.newBuilder()
              .setMutationId(facts.mutationId())
              .setEdgeNodeId(facts.edgeNode())
              .setEntityType(type)
              .setEntityId(id)
              .setOperation(Operation.valueOf(facts.operation().name()))
              .setState(OutcomeState.valueOf(facts.state().name()))
              .setVersion(facts.version())
              .setNumber(++number)
              .setAttributes(facts.attributes().stream().map(AuditBench::audited).toList())
              .setAtMs(Instant.ofEpochMilli(facts.atMs()))
              .setPreviousHash(ByteBuffer.wrap(hash))
              .build();
      byte[] framed = serdes.serializer(AuditEntry.class).serialize(topics.audit(), entry);
      hash = sha256(framed);
      entries.pipeInput(new EntityKey(type, id).toString(), framed);
    }
  }

  private static AuditedAttribute audited(AuditedFacts facts) {
    return new AuditedAttribute(
        facts.attribute(),
        ValueConversion.toUnion(facts.before()),
        ValueConversion.toUnion(facts.after()),
        decision(facts.decision()));
  }

  private static @Nullable Decision decision(@Nullable DecisionFacts facts) {
    if (facts == null) {
      return null;
    }
    var against = facts.against();
    Stamp stamp =
        against == null
            ? null
            : new Stamp(
                against.version(),
                Instant.ofEpochMilli(against.hlc().wallMs()),
                against.hlc().counter(),
                against.edgeNode().value(),
                against.mutationId().value(),
                against.priority());
    return new Decision(
        facts.attribute(),
        facts.result().name(),
        facts.strategy(),
        facts.concurrent(),
        stamp,
        ValueConversion.toUnion(facts.lost()),
        facts.note());
  }

  private static byte[] sha256(byte[] framed) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(framed, WireFormat.HEADER_BYTES, framed.length - WireFormat.HEADER_BYTES);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
