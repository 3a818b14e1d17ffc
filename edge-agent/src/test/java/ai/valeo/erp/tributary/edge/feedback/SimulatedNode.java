package ai.valeo.erp.tributary.edge.feedback;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.FeedItem;
import ai.valeo.erp.tributary.edge.core.Scope;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetrics;
import ai.valeo.erp.tributary.edge.outbox.Capture;
import ai.valeo.erp.tributary.edge.outbox.PublishQueue;
import ai.valeo.erp.tributary.edge.outbox.Settlement;
import ai.valeo.erp.tributary.edge.outbox.Views;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.PositionTable.Partition;
import ai.valeo.erp.tributary.edge.store.StoreSettings;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The node's store, scope, start and settlement over a simulated topic. One thread. */
final class SimulatedNode implements AutoCloseable {

  private static final EntityTypes TYPES = EntityTypes.bundled();
  private static final EntityType ITEM = Objects.requireNonNull(TYPES.type(SimulatedLog.TYPE));
  private static final Topics TOPICS = Topics.standard();
  private static final TopicPartition ITEMS = new TopicPartition(TOPICS.entities(ITEM), 0);
  private static final TopicPartition OUTCOMES = new TopicPartition(TOPICS.outcomes(), 0);

  private final Path folder;
  private final SimulatedLog log;
  private final Random random;
  private final Map<EntityKey, Long> sold = new TreeMap<>();
  private final AvroSerdes serdes =
      AvroSerdes.of(Map.of("schema.registry.url", "http://localhost:1"));
  private long nowMs = Duration.ofDays(10_000).toMillis();
  private long ids;
  private @Nullable EdgeStore store;
  private Scope scope = Scope.ALL;
  private @Nullable Session session;

  /** One connection: where it reads, and what it was told when it began. */
  private static final class Session {
    private final Settlement settlement;
    private final FeedStart.Start start;
    private long position;

    Session(Settlement settlement, FeedStart.Start start, long position) {
      this.settlement = settlement;
      this.start = start;
      this.position = position;
    }
  }

  SimulatedNode(Path folder, SimulatedLog log, Random random) {
    this.folder = folder;
    this.log = log;
    this.random = random;
  }

  Scope scope() {
    return scope;
  }

  /** Own sales by entity. */
  Map<EntityKey, Long> sold() {
    return sold;
  }

  Views views() {
    return new Views(store(), TYPES::type);
  }

  /** Starts the node with a scope, after whatever became of it before. */
  void open(Scope newScope) {
    leave();
    scope = newScope;
    store = EdgeStore.open(new StoreSettings(folder.resolve("e.db"), new EdgeNodeId("berlin")));
    new ScopeChange(store, scope, List.of(ITEM), TOPICS).apply();
  }

  void kill() {
    open(scope);
  }

  void leave() {
    session = null;
    if (store != null) {
      store.close();
      store = null;
    }
  }

  void returnAfterDays(int days) {
    nowMs += Duration.ofDays(days).toMillis();
    open(scope);
  }

  void sell() {
    EntityKey key = SimulatedLog.stable(random.nextInt(2));
    connect(); // a node that never published skips answers; it must have been connected once
    new Capture(store(), TYPES::type, clock(), () -> new MutationId("m" + ids++))
        .capture(Draft.update(key, Change.add("quantity", 1_000)));
    sold.merge(key, 1L, Long::sum);
    log.send(new PublishQueue(store(), clock()).claim(1 + random.nextInt(3), 1_000).entries());
  }

  /** Reads some records, or an end of a sweep. */
  boolean read(int most) {
    Session now = connect();
    var items = new ArrayList<FeedItem>();
    List<SimulatedLog.Entry> entries = log.from(now.position);
    Long until = now.start.replayedUntil().get(ITEMS);
    long next = entries.size() <= most ? log.end() : entries.get(most).offset();
    for (SimulatedLog.Entry entry : entries) {
      if (entry.offset() < next) {
        items.add(
            until != null && entry.offset() < until
                ? new FeedItem.Replayed(entry.key(), entry.base())
                : new FeedItem.Received(entry.key(), entry.base(), entry.base().hlc()));
      }
    }
    boolean isWhole =
        now.settlement.settle(items, Map.of(new Partition(ITEMS.topic(), 0), next)).isWhole();
    now.position = next;
    if (!isWhole && now.settlement.clean().isEmpty() && now.settlement.isWhole()) {
      isWhole = true;
    }
    if (isWhole && next == log.end()) {
      now.settlement.caughtUp();
      return false;
    }
    return true;
  }

  void hear(int most) {
    List<FeedItem> items =
        log.hear(most).stream()
            .map(answer -> (FeedItem) new FeedItem.Answered(answer, true))
            .toList();
    if (!items.isEmpty()) {
      connect().settlement.settle(items, Map.of());
    }
  }

  void settleAll() {
    var queue = new PublishQueue(store(), clock());
    log.send(queue.claim(1_000, 1_000_000).entries());
    while (!log.isQuiet()) {
      log.decide();
      hear(10);
    }
    int rounds = 0;
    while (read(100)) {
      if (rounds++ > 1_000) {
        throw new IllegalStateException("The node never catches up");
      }
    }
  }

  @Override
  public void close() {
    leave();
    serdes.close();
  }

  private Session connect() {
    Session present = session;
    if (present != null) {
      return present;
    }
    var settlement = new Settlement(store(), scope, clock());
    var decoder =
        new FeedDecoder(
            new FeedDecoder.Setup(
                new EdgeNodeId("berlin"), TOPICS, TYPES, scope, Duration.ofMinutes(1)),
            serdes,
            new EdgeMetrics(new SimpleMeterRegistry(), "berlin", InstantSource.system()));
    try (var consumer = new MockConsumer<byte[], byte[]>("none")) {
      consumer.updateBeginningOffsets(Map.of(ITEMS, 0L, OUTCOMES, 0L));
      consumer.updateEndOffsets(Map.of(ITEMS, log.end(), OUTCOMES, 0L));
      var start =
          new FeedStart(consumer, decoder, store(), new Absence(clock(), Duration.ofDays(29)))
              .seek(Set.of(ITEMS, OUTCOMES), settlement);
      var begun = new Session(settlement, start, consumer.position(ITEMS));
      session = begun;
      return begun;
    }
  }

  private InstantSource clock() {
    return () -> Instant.ofEpochMilli(nowMs);
  }

  private EdgeStore store() {
    return Objects.requireNonNull(store);
  }
}
