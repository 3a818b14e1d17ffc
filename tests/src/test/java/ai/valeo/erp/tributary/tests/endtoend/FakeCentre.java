package ai.valeo.erp.tributary.tests.endtoend;

import ai.valeo.erp.tributary.edge.core.Base;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.Overlay;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.catalog.EntityCodec;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.serde.ChangeConversion;
import ai.valeo.erp.tributary.schemas.serde.WireFormat;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A centre of the simplest kind, to test edge nodes against: applies every mutation in order of
 * arrival, drops duplicates by sequence and floor (R2), refuses to let a quantity fall below zero,
 * and writes one record an entity and poll, in one transaction with the outcomes.
 */
final class FakeCentre implements AutoCloseable {

  private final Topics topics;
  private final EntityTypes types = EntityTypes.bundled();
  private final AvroSerdes serdes;
  private final Serializer<Outcome> outcomes;
  private final Deserializer<Mutation> mutations;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final ConcurrentLinkedQueue<Draft> foreign = new ConcurrentLinkedQueue<>();
  private final Map<EntityKey, Base> entities = new HashMap<>(); // guarded by this
  private final Map<String, Received> received = new HashMap<>(); // guarded by this
  private final List<String> decided = new ArrayList<>(); // guarded by this
  private final Map<String, Long> sequences = new HashMap<>(); // guarded by this
  private int duplicates; // guarded by this
  private boolean paused; // guarded by this
  private volatile boolean stopped;
  private volatile @Nullable RuntimeException failure;
  private final Thread thread;

  /** Sequences of one node. */
  private static final class Received {
    private long floor;
    private final Set<Long> sequences = new HashSet<>();

    boolean isDuplicate(long sequence, long newFloor) {
      floor = Math.max(floor, newFloor);
      return sequence < newFloor || !sequences.add(sequence);
    }
  }

  FakeCentre(String bootstrap, String registry, Topics topics) {
    this.topics = topics;
    serdes = AvroSerdes.of(Map.of("schema.registry.url", registry));
    outcomes = serdes.serializer(Outcome.class);
    mutations = serdes.deserializer(Mutation.class);
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "max.poll.records", 500),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "transactional.id", "centre-" + topics.prefix()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    thread = Thread.ofPlatform().name("fake-centre").unstarted(this::run);
  }

  FakeCentre start() {
    producer.initTransactions();
    var partitions =
        consumer.partitionsFor(topics.mutations()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    thread.start();
    return this;
  }

  /** Decides nothing until {@link #resume}. */
  synchronized void pause() {
    paused = true;
  }

  synchronized void resume() {
    paused = false;
    notifyAll();
  }

  /** Changes an entity on behalf of another node. */
  void change(Draft draft) {
    foreign.add(draft);
  }

  /** Ids of the mutations decided, in order. */
  synchronized List<String> decided() {
    return List.copyOf(decided);
  }

  /** The place of a decided mutation in the order in which its node has sent. */
  synchronized long sequence(String mutationId) {
    return Objects.requireNonNull(sequences.get(mutationId));
  }

  synchronized int duplicates() {
    return duplicates;
  }

  /** The present state of an entity; none if it never was. */
  synchronized @Nullable Base entity(EntityKey key) {
    return entities.get(key);
  }

  /** All entities that live. */
  synchronized SortedMap<EntityKey, Base> living() {
    var living = new TreeMap<>(entities);
    living.values().removeIf(Base::deleted);
    return living;
  }

  @Override
  public void close() {
    stopped = true;
    resume();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
    producer.close();
    serdes.close();
    RuntimeException cause = failure;
    if (cause != null) {
      throw cause;
    }
  }

  private void run() {
    try {
      while (!stopped) {
        awaitPermission();
        var records = consumer.poll(Duration.ofMillis(20));
        if (!records.isEmpty() || !foreign.isEmpty()) {
          decide(records);
        }
      }
    } catch (RuntimeException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void awaitPermission() throws InterruptedException {
    while (paused && !stopped) {
      wait();
    }
  }

  private synchronized void decide(Iterable<ConsumerRecord<byte[], byte[]>> records)
      throws InterruptedException {
    awaitPermission(); // it may have been paused while it polled
    producer.beginTransaction();
    var changed = new LinkedHashSet<EntityKey>();
    for (Draft draft = foreign.poll(); draft != null; draft = foreign.poll()) {
      if (apply(draft, "foreign-" + decided.size())) {
        changed.add(draft.key());
      }
    }
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Mutation mutation =
          Objects.requireNonNull(mutations.deserialize(record.topic(), record.value()));
      boolean duplicate =
          received
              .computeIfAbsent(mutation.getEdgeNodeId(), node -> new Received())
              .isDuplicate(mutation.getSequence(), mutation.getFloor());
      if (duplicate) {
        duplicates++;
      } else {
        decide(mutation, changed);
      }
    }
    changed.forEach(this::sendEntity);
    producer.commitTransaction();
  }

  private void decide(Mutation mutation, Set<EntityKey> changed) {
    var key = new EntityKey(mutation.getEntityType(), mutation.getEntityId());
    var draft =
        new Draft(
            key,
            OperationType.valueOf(mutation.getOperation().name()),
            ChangeConversion.fromAvro(mutation.getChanges()),
            mutation.getPriority(),
            Draft.Note.NONE);
    boolean applied = apply(draft, mutation.getId());
    if (applied) {
      changed.add(key);
    }
    decided.add(mutation.getId());
    sequences.put(mutation.getId(), mutation.getSequence());
    Base now = entities.get(key);
    Outcome outcome =
        Outcome.newBuilder()
            .setMutationId(mutation.getId())
            .setEdgeNodeId(mutation.getEdgeNodeId())
            .setSequence(mutation.getSequence())
            .setEntityType(key.entityType())
            .setEntityId(key.entityId())
            .setState(applied ? OutcomeState.APPLIED : OutcomeState.FAILED)
            .setReason(applied ? null : "INVARIANT")
            .setVersion(now == null ? 0 : now.version())
            .setDecidedAtMs(Instant.EPOCH)
            .build();
    send(
        topics.outcomes(),
        mutation.getEdgeNodeId(),
        outcomes.serialize(topics.outcomes(), outcome));
  }

  private boolean apply(Draft draft, String mutationId) {
    EntityType type = Objects.requireNonNull(types.type(draft.key().entityType()));
    Base before = entities.get(draft.key());
    SortedMap<String, Value> values = Overlay.apply(type, before, List.of(draft));
    if (values != null && values.get("quantity") instanceof Value.Whole(long left) && left < 0) {
      return false;
    }
    long version = before == null ? 1 : before.version() + 1;
    var hlc = new Hlc(version, 0);
    entities.put(
        draft.key(),
        values == null
            ? Base.tombstone(version, hlc, mutationId)
            : new Base(version, hlc, mutationId, false, values));
    return true;
  }

  private void sendEntity(EntityKey key) {
    EntityType type = Objects.requireNonNull(types.type(key.entityType()));
    Base base = Objects.requireNonNull(entities.get(key));
    String topic = topics.entities(type);
    if (base.deleted()) {
      var tombstone = new ProducerRecord<byte[], byte[]>(topic, bytes(key.toString()), null);
      header(tombstone, Headers.VERSION, Long.toString(base.version()));
      header(tombstone, Headers.HLC, base.hlc().toString());
      header(tombstone, Headers.MUTATION_ID, base.updatedBy());
      var unused = producer.send(tombstone);
      return;
    }
    EntityCodec codec = types.codec(type);
    int id = serdes.idFor(AvroSerdes.subject(topic), codec.schema());
    byte[] plain =
        codec.encode(
            new EntityRow(
                key.entityId(), base.version(), base.hlc(), base.updatedBy(), base.values()));
    send(topic, key.toString(), WireFormat.frame(id, plain));
  }

  private void send(String topic, String key, byte[] value) {
    var unused = producer.send(new ProducerRecord<>(topic, bytes(key), value));
  }

  private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(new RecordHeader(name, bytes(value)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
