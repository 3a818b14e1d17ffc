package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.graphql.view.store.ViewRocksDbConfig;
import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.EdgeNodeStatus;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Env;
import org.rocksdb.Options;
import org.rocksdb.RocksMemEnv;

/** The views over a test driver: topics go in, views can be read. One partition, one thread in. */
public final class ViewBench implements AutoCloseable, ViewStores {

  /** How long answers stay in these views. */
  public static final Duration OUTCOME_RETENTION = Duration.ofHours(10);

  /** How long conflicts that are over stay in these views. */
  public static final Duration CONFLICT_RETENTION = Duration.ofHours(5);

  /** How long what was set aside stays in these views. */
  public static final Duration QUARANTINE_RETENTION = Duration.ofHours(6);

  /** How long audit entries stay in these views. */
  public static final Duration HISTORY_RETENTION = Duration.ofDays(100);

  /** How long a silent node is listed by these views. */
  public static final Duration EDGE_RETENTION = Duration.ofHours(20);

  private static final String APPLICATION = "bench";
  private static final byte[] ZERO_AND_ID = new byte[5];

  public final EntityTypes types;
  public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  public final AtomicLong nowMs = new AtomicLong(1_700_000_000_000L);
  public final Views views;
  public final Topology topology;

  private final EmbeddedRegistry registry = EmbeddedRegistry.inMemory();
  private final AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", registry.url()));
  private final Topics topics = Topics.standard();
  private final TopologyTestDriver driver;
  private final TopicReader topicReader;
  private final Map<String, String> storeTopics;
  private final MemoryTables tables;
  private volatile int lastHint;
  private Sink sink = (topic, key, value, headers) -> {};

  public ViewBench(Path stateDir) {
    this(stateDir, ViewListener.NONE);
  }

  /** With somebody who is told what the views show anew. */
  public ViewBench(Path stateDir, ViewListener listener) {
    this(stateDir, listener, EntityTypes.bundled());
  }

  /** With entity types of one's own. */
  public ViewBench(Path stateDir, ViewListener listener, EntityTypes types) {
    this(stateDir, listener, types, 0);
  }

  /** With entities in memory too. */
  ViewBench(Path stateDir, ViewListener listener, EntityTypes types, long tableBytes) {
    this.types = types;
    this.tables = new MemoryTables(tableBytes);
    ViewReaders readers = AvroReaders.all(serdes, topics, types);
    topicReader = new TopicReader(readers);
    Views.Counting counting =
        new Views.Counting(new RateMeter(nowMs::get), new ViewMetrics(meters, listener));
    ViewTopology.Retention retention =
        new ViewTopology.Retention(
            OUTCOME_RETENTION,
            CONFLICT_RETENTION,
            QUARANTINE_RETENTION,
            HISTORY_RETENTION,
            EDGE_RETENTION);
    topology = ViewTopology.build(readers, counting, retention, tables);
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, FilesInMemory.class);
    driver = new TopologyTestDriver(topology, properties);
    views = Views.over(this, readers, counting, retention);
    storeTopics = ViewPlaces.topics(readers, retention);
  }

  /** The stores as they are, whose files are in memory: no test waits for a disk. */
  public static final class FilesInMemory implements RocksDBConfigSetter {

    /** Never closed: a cache of blocks that several stores share goes on using its clock. */
    private static final Env FILES = new RocksMemEnv(Env.getDefault());

    private final RocksDBConfigSetter real = new ViewRocksDbConfig();

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

  /** Is told of every record before the views have it. */
  @FunctionalInterface
  public interface Sink {
    void take(String topic, String key, byte @Nullable [] value, Headers headers);
  }

  /** From now on every record goes there as well. */
  public void tell(Sink told) {
    sink = told;
  }

  /** The topic of each store. */
  Map<String, String> storeTopics() {
    return storeTopics;
  }

  /** Reads the records of the topics. */
  public TopicReader topicReader() {
    return topicReader;
  }

  @Override
  public int partitions(String topic) {
    return 1;
  }

  @Override
  public @Nullable NavigableMap<Bytes, byte[]> kept(String store, int partition) {
    return tables.entries(store, partition);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> scan(Scan scan) {
    lastHint = scan.hint();
    return Scans.open(this, scan);
  }

  /** How many entries the last scan meant to read. */
  public int lastHint() {
    return lastHint;
  }

  /** Synchronized, since the driver forgets which record it is at when it is asked for a store. */
  @Override
  @SuppressWarnings("unchecked")
  public synchronized <S> S store(String name, QueryableStoreType<S> type, int partition) {
    boolean isWindowed = name.equals(ViewNames.OUTCOMES) || name.equals(ViewNames.OUTCOMES_INDEX);
    Object store = isWindowed ? driver.getWindowStore(name) : driver.getKeyValueStore(name);
    return (S) Objects.requireNonNull(store, name);
  }

  /** The entity type of that name. */
  public EntityType type(String name) {
    return Objects.requireNonNull(types.type(name), name);
  }

  /** Puts a row into its topic; the clock and the mutation follow from the version. */
  public void put(String type, String id, long version, Map<String, Value> attributes) {
    EntityRow row =
        new EntityRow(
            id, version, new Hlc(1_000 * version, 0), "m" + version, new TreeMap<>(attributes));
    EntityType known = type(type);
    int schemaId = serdes.idFor(AvroSerdes.subject(topics.entities(known)), types.schema(known));
    byte[] plain = types.codec(known).encode(row);
    byte[] framed =
        ByteBuffer.allocate(ZERO_AND_ID.length + plain.length)
            .put((byte) 0)
            .putInt(schemaId)
            .put(plain)
            .array();
    send(topics.entities(known), new EntityKey(type, id).toString(), framed);
  }

  /** Puts a tombstone into an entity's topic. */
  public synchronized void delete(String type, String id, long version) {
    TestRecord<String, byte[]> tombstone =
        new TestRecord<>(new EntityKey(type, id).toString(), (byte[]) null);
    tombstone
        .headers()
        .add(
            ai.valeo.erp.tributary.schemas.topic.Headers.VERSION,
            Long.toString(version).getBytes(StandardCharsets.UTF_8));
    String topic = topics.entities(type(type));
    sink.take(topic, String.valueOf(tombstone.key()), null, tombstone.headers());
    input(topic).pipeInput(tombstone);
  }

  /** Puts bytes into an entity topic as they are. */
  public void raw(String type, String key, byte[] value) {
    send(topics.entities(type(type)), key, value);
  }

  /** How records are written and read. */
  public AvroSerdes serdes() {
    return serdes;
  }

  /** Puts a record into the topic of rulings as it was published. */
  public void ruling(String key, byte[] value) {
    send(topics.resolutions(), key, value);
  }

  public void put(Outcome outcome) {
    byte[] framed = serdes.serializer(Outcome.class).serialize(topics.outcomes(), outcome);
    send(topics.outcomes(), outcome.getEdgeNodeId(), framed);
  }

  /** Puts an answer to a ruling into its topic. */
  public synchronized void putOfRuling(Outcome outcome) {
    byte[] framed = serdes.serializer(Outcome.class).serialize(topics.outcomes(), outcome);
    TestRecord<String, byte[]> record = new TestRecord<>(outcome.getEdgeNodeId(), framed);
    record
        .headers()
        .add(
            ai.valeo.erp.tributary.schemas.topic.Headers.RULING_ID,
            outcome.getMutationId().getBytes(StandardCharsets.UTF_8));
    sink.take(topics.outcomes(), outcome.getEdgeNodeId(), framed, record.headers());
    input(topics.outcomes()).pipeInput(record);
  }

  public void put(Conflict conflict) {
    byte[] framed = serdes.serializer(Conflict.class).serialize(topics.conflicts(), conflict);
    String key = new EntityKey(conflict.getEntityType(), conflict.getEntityId()).toString();
    send(topics.conflicts(), key, framed);
  }

  public void put(EdgeNodeStatus status) {
    byte[] framed = serdes.serializer(EdgeNodeStatus.class).serialize(topics.edgeNodes(), status);
    send(topics.edgeNodes(), status.getEdgeNodeId(), framed);
  }

  /** Puts an audit entry into its topic, and gives its hash. */
  public byte[] put(AuditEntry entry) {
    byte[] framed = serdes.serializer(AuditEntry.class).serialize(topics.audit(), entry);
    String key = new EntityKey(entry.getEntityType(), entry.getEntityId()).toString();
    send(topics.audit(), key, framed);
    return HistoryEntry.hash(framed).get();
  }

  /** A mutation as it would be in its topic. */
  public byte[] framed(Mutation mutation) {
    return serdes.serializer(Mutation.class).serialize(topics.mutations(), mutation);
  }

  /** Puts a record into the quarantine's topic. */
  public void quarantine(
      byte @Nullable [] key, byte @Nullable [] value, Map<String, String> heads) {
    TestRecord<byte[], byte[]> record =
        new TestRecord<>(key, value, Instant.ofEpochMilli(nowMs.get()));
    heads.forEach(
        (name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    driver
        .createInputTopic(topics.quarantine(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(record);
  }

  /** Lets wall-clock time pass for the punctuators. */
  public void pass(Duration time) {
    driver.advanceWallClockTime(time);
  }

  /** How many records a store's changelog has got since this was asked last. */
  int changesOf(String store) {
    return driver
        .createOutputTopic(
            APPLICATION + '-' + store + "-changelog",
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())
        .readRecordsToList()
        .size();
  }

  /** The count of a meter. */
  public double count(CentralMeter meter) {
    return meters.counter(meter.id()).count();
  }

  @Override
  public void close() {
    driver.close();
    serdes.close();
    registry.close();
  }

  private synchronized void send(String topic, String key, byte[] value) {
    sink.take(topic, key, value, new RecordHeaders());
    input(topic).pipeInput(key, value);
  }

  private TestInputTopic<String, byte[]> input(String topic) {
    return driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer());
  }
}
