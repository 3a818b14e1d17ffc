package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Builds the views: one sub-topology for each entity type, one each for outcomes, conflicts,
 * proposed rulings, what was set aside, the history and the edge nodes. Rows and heartbeats are
 * restored from their own compacted topics; all that is kept under other keys, from changelogs.
 */
public final class ViewTopology {

  private static final Deserializer<String> KEYS = new StringDeserializer();
  private static final Deserializer<byte[]> VALUES = Serdes.ByteArray().deserializer();

  private final ViewReaders readers;
  private final ViewMetrics metrics;
  private final RateMeter rate;
  private final Views.Counting counting;
  private final Retention retention;
  private final MemoryTables tables;

  private ViewTopology(
      ViewReaders readers, Views.Counting counting, Retention retention, MemoryTables tables) {
    this.tables = tables;
    this.counting = counting;
    this.readers = readers;
    this.metrics = counting.metrics();
    this.rate = counting.rate();
    this.retention = retention;
  }

  /**
   * How long what is over stays in the views.
   *
   * @param outcomes outcomes of mutations
   * @param conflicts conflicts that are resolved
   * @param quarantine records that were set aside
   * @param history audit entries; zero = no history is kept
   * @param edgeNodes edge nodes that fell silent, in lists
   */
  public record Retention(
      Duration outcomes,
      Duration conflicts,
      Duration quarantine,
      Duration history,
      Duration edgeNodes) {

    /** Whether audit entries are kept at all. */
    public boolean keepsHistory() {
      return history.isPositive();
    }
  }

  /** The topology over the readers' topics and entity types, all of it on disk. */
  public static Topology build(ViewReaders readers, Views.Counting counting, Retention retention) {
    return build(readers, counting, retention, new MemoryTables(0));
  }

  /**
   * The same, with entities in memory too.
   *
   * @param tables where they are kept
   */
  public static Topology build(
      ViewReaders readers, Views.Counting counting, Retention retention, MemoryTables tables) {
    return new ViewTopology(readers, counting, retention, tables).build();
  }

  /** Every topic the views read, by name ascending. */
  public static List<String> sourceTopics(ViewReaders readers, Retention retention) {
    Topics topics = readers.topics();
    var names = new ArrayList<String>();
    readers.types().all().forEach(type -> names.add(topics.entities(type)));
    names.addAll(List.of(topics.outcomes(), topics.conflicts(), topics.edgeNodes()));
    names.addAll(List.of(topics.quarantine(), topics.resolutions()));
    if (retention.keepsHistory()) {
      names.add(topics.audit());
    }
    return names.stream().sorted().toList();
  }

  /** What tells one shape of the views from another, in a fixed order. */
  public static String fingerprint(Topology topology) {
    return (ViewNames.FORMAT + "\n" + topology.describe())
        .lines()
        .map(line -> Arrays.stream(line.split("[\\s,\\[\\]()]+")).sorted().toList().toString())
        .collect(Collectors.joining("\n"));
  }

  private Topology build() {
    Topology topology = new Topology();
    for (EntityType type : readers.types().all()) {
      addEntities(topology, type);
    }
    addOutcomes(topology);
    addConflicts(topology);
    addProposals(topology);
    addQuarantine(topology);
    if (retention.keepsHistory()) {
      addHistory(topology);
    }
    mirror(
        topology,
        ViewNames.EDGE_NODES,
        readers.topics().edgeNodes(),
        () -> new EdgeNodeProcessor(readers, metrics));
    return topology;
  }

  private void addEntities(Topology topology, EntityType type) {
    String store = ViewNames.entities(type);
    mirror(
        topology,
        store,
        readers.topics().entities(type),
        () -> new EntityProcessor(type, readers, counting, tables));
    if (!EntityIndex.of(type).isEmpty()) {
      topology.addStateStore(index(ViewNames.index(type.name())), ViewNames.view(store));
    }
  }

  private void addOutcomes(Topology topology) {
    String view = ViewNames.view(ViewNames.OUTCOMES);
    read(topology, ViewNames.OUTCOMES, readers.topics().outcomes());
    topology.addProcessor(
        view,
        () -> new OutcomeProcessor(readers, metrics, rate, retention.outcomes()),
        ViewNames.source(ViewNames.OUTCOMES));
    topology.addStateStore(
        Stores.windowStoreBuilder(
            Stores.persistentWindowStore(
                ViewNames.OUTCOMES, retention.outcomes(), Duration.ofMillis(1), false),
            Serdes.String(),
            Serdes.ByteArray()),
        view);
    topology.addStateStore(
        Stores.windowStoreBuilder(
            Stores.persistentWindowStore(
                ViewNames.OUTCOMES_INDEX, retention.outcomes(), Duration.ofMillis(1), false),
            Serdes.Bytes(),
            Serdes.ByteArray()),
        view);
    topology.addStateStore(counts(ViewNames.OUTCOME_TOTALS), view);
    topology.addStateStore(counts(ViewNames.STATISTICS), view);
  }

  private void addConflicts(Topology topology) {
    String view = ViewNames.view(ViewNames.CONFLICTS);
    read(topology, ViewNames.CONFLICTS, readers.topics().conflicts());
    topology.addProcessor(
        view,
        () -> new ConflictProcessor(readers, metrics, retention.conflicts()),
        ViewNames.source(ViewNames.CONFLICTS));
    topology.addStateStore(texts(ViewNames.CONFLICTS), view);
    topology.addStateStore(index(ViewNames.CONFLICTS_INDEX), view);
    topology.addStateStore(counts(ViewNames.CONFLICT_TOTALS), view);
  }

  private void addProposals(Topology topology) {
    String view = ViewNames.view(ViewNames.PROPOSALS);
    read(topology, ViewNames.PROPOSALS, readers.topics().resolutions());
    topology.addProcessor(
        view, () -> new ProposalProcessor(readers, metrics), ViewNames.source(ViewNames.PROPOSALS));
    topology.addStateStore(texts(ViewNames.PROPOSALS), view);
  }

  private void addQuarantine(Topology topology) {
    String view = ViewNames.view(ViewNames.QUARANTINE);
    topology.addSource(
        AutoOffsetReset.earliest(),
        ViewNames.source(ViewNames.QUARANTINE),
        VALUES,
        VALUES,
        readers.topics().quarantine());
    topology.addProcessor(
        view,
        () -> new QuarantineProcessor(metrics, retention.quarantine()),
        ViewNames.source(ViewNames.QUARANTINE));
    topology.addStateStore(index(ViewNames.QUARANTINE), view);
  }

  private void addHistory(Topology topology) {
    String view = ViewNames.view(ViewNames.HISTORY);
    read(topology, ViewNames.HISTORY, readers.topics().audit());
    topology.addProcessor(
        view,
        () -> new HistoryProcessor(readers, metrics, retention.history()),
        ViewNames.source(ViewNames.HISTORY));
    topology.addStateStore(index(ViewNames.HISTORY), view);
  }

  /** A store that holds what the topic holds, and is restored from it. */
  private static void mirror(
      Topology topology,
      String store,
      String topic,
      ProcessorSupplier<String, byte[], Void, Void> view) {
    topology.addReadOnlyStateStore(
        texts(store), ViewNames.source(store), KEYS, VALUES, topic, ViewNames.view(store), view);
  }

  private static void read(Topology topology, String store, String topic) {
    topology.addSource(AutoOffsetReset.earliest(), ViewNames.source(store), KEYS, VALUES, topic);
  }

  private static StoreBuilder<KeyValueStore<String, byte[]>> texts(String name) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray());
  }

  /** Counts: what changed stays in memory until the next commit. */
  private static StoreBuilder<KeyValueStore<String, byte[]>> counts(String name) {
    return texts(name).withCachingEnabled();
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> index(String name) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray());
  }
}
