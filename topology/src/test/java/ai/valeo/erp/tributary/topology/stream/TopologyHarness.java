package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.Resolution;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.schemas.tracing.SpansInMemory;
import ai.valeo.erp.tributary.topology.convert.Wire;
import ai.valeo.erp.tributary.topology.core.strategy.Strategies;
import ai.valeo.erp.tributary.topology.store.RocksDbMemory;
import ai.valeo.erp.tributary.topology.store.StoreSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Env;
import org.rocksdb.Options;
import org.rocksdb.RocksMemEnv;

/** The whole topology on TopologyTestDriver with RocksDB and a registry in memory. */
final class TopologyHarness implements AutoCloseable {

  static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

  private final EmbeddedRegistry registry;
  private final SpansInMemory spans = new SpansInMemory();
  private final EntityTypes types;
  private final Topics topics = Topics.standard();
  private final AvroSerdes serdes;
  private final Wire wire;
  private final RocksDbMemory memory = new RocksDbMemory(StoreSettings.standard());
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<Integer> closedGates = new ArrayList<>();
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> input;
  private final TestInputTopic<byte[], byte[]> rulings;
  private long aheadMs;

  TopologyHarness(Path stateDir) {
    this(stateDir, EntityTypes.bundled(), EmbeddedRegistry.inMemory());
  }

  TopologyHarness(Path stateDir, EntityTypes types, EmbeddedRegistry registry) {
    this(stateDir, types, registry, Signatures.NOT_ASKED);
  }

  TopologyHarness(
      Path stateDir, EntityTypes types, EmbeddedRegistry registry, Signatures signatures) {
    this(stateDir, types, registry, signatures, new Placement(1));
  }

  /** One whose topics have more partitions, of which it has the first. */
  TopologyHarness(Path stateDir, Signatures signatures, Placement placement) {
    this(stateDir, EntityTypes.bundled(), EmbeddedRegistry.inMemory(), signatures, placement);
  }

  private TopologyHarness(
      Path stateDir,
      EntityTypes types,
      EmbeddedRegistry registry,
      Signatures signatures,
      Placement placement) {
    this.signatures = signatures;
    this.placement = placement;
    this.types = types;
    this.registry = registry;
    Map<String, String> config = Map.of("schema.registry.url", registry.url(), "max.retries", "0");
    this.serdes = AvroSerdes.of(config);
    this.wire = Wire.open(config, topics, types);
    this.driver =
        new TopologyTestDriver(TributaryTopology.build(parts(types)), properties(stateDir), START);
    this.input =
        driver.createInputTopic(
            topics.mutations(), new ByteArraySerializer(), new ByteArraySerializer());
    this.rulings =
        driver.createInputTopic(
            topics.resolutions(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** The stores as they are, whose files are in memory: no test waits for a disk. */
  public static final class FilesInMemory implements RocksDBConfigSetter {

    /** Never closed: a cache of blocks that several stores share goes on using its clock. */
    private static final Env FILES = new RocksMemEnv(Env.getDefault());

    private final RocksDBConfigSetter real = new RocksDbMemory.Tuning();

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
      real.setConfig(storeName, options, configs);
      options.setEnv(FILES);
    }

    @Override
    public void close(String storeName, Options options) {
      real.close(storeName, options);
    }
  }

  /** What was recorded of the stages. */
  List<SpansInMemory.Recorded> spans() {
    return spans.ended();
  }

  String describe() {
    return TributaryTopology.build(parts(types)).describe().toString();
  }

  private TopologyParts parts(EntityTypes catalogue) {
    return new TopologyParts(
        topics,
        catalogue,
        Strategies.NONE,
        WindowSettings.standard(),
        wire,
        new TopologyMetrics(meters, types.all(), InstantSource.system()),
        (schemaId, message) -> closedGates.add(schemaId),
        placement,
        signatures,
        // batches keep their size on a slow machine too
        new TopologyParts.Clock(() -> 0, () -> aheadMs),
        spans);
  }

  private Properties properties(Path stateDir) {
    var properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "harness");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:0");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, "exactly_once_v2");
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, FilesInMemory.class);
    properties.put(RocksDbMemory.CONFIG_KEY, memory);
    return properties;
  }

  /** Publishes a mutation under its own key. */
  void send(Mutation mutation) {
    send(mutation, mutation.getEntityType() + ':' + mutation.getEntityId());
  }

  void send(Mutation mutation, @Nullable String key) {
    send(mutation, key, new RecordHeaders());
  }

  void send(Mutation mutation, @Nullable String key, RecordHeaders headers) {
    sendRaw(key, encode(mutation), headers);
  }

  byte[] encode(Mutation mutation) {
    try (var serializer = serdes.<Mutation>serializer(Mutation.class)) {
      return serializer.serialize(topics.mutations(), mutation);
    }
  }

  void sendRaw(@Nullable String key, byte @Nullable [] value, RecordHeaders headers) {
    byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    input.pipeInput(new TestRecord<>(keyBytes, value, headers, now()));
  }

  /** Publishes a ruling on a conflict under its entity's key. */
  void send(Resolution ruling) {
    sendRuling(ruling.getEntityType() + ':' + ruling.getEntityId(), encode(ruling));
  }

  byte[] encode(Resolution ruling) {
    try (var serializer = serdes.<Resolution>serializer(Resolution.class)) {
      return serializer.serialize(topics.resolutions(), ruling);
    }
  }

  void sendRuling(@Nullable String key, byte @Nullable [] value) {
    byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    rulings.pipeInput(new TestRecord<>(keyBytes, value, new RecordHeaders(), now()));
  }

  /** The wall clock is set back. */
  void setBack(Duration time) {
    aheadMs += time.toMillis();
  }

  private Instant now() {
    return START.plusMillis(elapsedMs);
  }

  /** Broker time of the next record. */
  long nowMs() {
    return now().toEpochMilli();
  }

  private final Signatures signatures;
  private final Placement placement;
  private long elapsedMs;

  /** Lets time pass, so that the window closes. */
  void closeWindow() {
    pass(Duration.ofMillis(WindowSettings.standard().windowMs()));
  }

  void pass(Duration time) {
    elapsedMs += time.toMillis();
    driver.advanceWallClockTime(time);
  }

  /** The next records bear a later time; the window stays open. */
  void comeLater(Duration time) {
    elapsedMs += time.toMillis();
  }

  /** Publishes, closes the window, and returns the answers. */
  List<Outcome> decide(Mutation... mutations) {
    for (Mutation mutation : mutations) {
      send(mutation);
    }
    closeWindow();
    return outcomes();
  }

  List<Outcome> outcomes() {
    return values(topics.outcomes()).stream().map(this::outcome).toList();
  }

  Outcome outcome(byte[] value) {
    try (var deserializer = serdes.deserializer(Outcome.class)) {
      return deserializer.deserialize(topics.outcomes(), value);
    }
  }

  Wire wire() {
    return wire;
  }

  List<Conflict> conflicts() {
    return values(topics.conflicts()).stream().map(this::conflict).toList();
  }

  Conflict conflict(byte[] value) {
    try (var deserializer = serdes.deserializer(Conflict.class)) {
      return deserializer.deserialize(topics.conflicts(), value);
    }
  }

  List<AuditEntry> audit(List<byte[]> values) {
    try (var deserializer = serdes.deserializer(AuditEntry.class)) {
      return values.stream().map(value -> deserializer.deserialize(topics.audit(), value)).toList();
    }
  }

  List<EntityRow> entities(String typeName) {
    EntityType type = Objects.requireNonNull(types.type(typeName));
    try (var deserializer = serdes.deserializer(types.schema(type))) {
      return values(topics.entities(type)).stream()
          .map(value -> deserializer.deserialize(topics.entities(type), value))
          .map(types.codec(type)::fromGeneric)
          .toList();
    }
  }

  private List<byte[]> values(String topic) {
    return records(topic).stream().map(TestRecord::value).toList();
  }

  List<byte[]> auditValues() {
    return values(topics.audit());
  }

  /** Everything that was written to a topic since the last call. */
  List<TestRecord<String, byte[]>> records(String topic) {
    TestOutputTopic<String, byte[]> output =
        driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
    return output.readRecordsToList();
  }

  /** Header of a record as text; none if it is not there. */
  static @Nullable String header(TestRecord<String, byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  double count(TopologyMetric metric) {
    return meters.find(metric.id()).counters().stream().mapToDouble(one -> one.count()).sum();
  }

  Topics topics() {
    return topics;
  }

  EntityTypes types() {
    return types;
  }

  TopologyTestDriver driver() {
    return driver;
  }

  List<Integer> closedGates() {
    return closedGates;
  }

  @Override
  public void close() {
    driver.close();
    wire.close();
    serdes.close();
    memory.close();
    registry.close();
  }
}
