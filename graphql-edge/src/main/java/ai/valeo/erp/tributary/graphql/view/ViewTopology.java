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
 * Builds the views: one sub-topology for each entity type, one for outcomes, one for conflicts, one
 * for the edge nodes. Rows and heartbeats are restored from their own compacted topics; indexes,
 * outcomes and conflicts, which are kept under other keys, from changelogs.
 */
public final class ViewTopology {

  private static final Deserializer<String> KEYS = new StringDeserializer();
  private static final Deserializer<byte[]> VALUES = Serdes.ByteArray().deserializer();

  private final ViewReaders readers;
  private final ViewMetrics metrics;
  private final RateMeter rate;
  private final Duration outcomeRetention;
  private final Duration conflictRetention;

  private ViewTopology(
      ViewReaders readers, ViewMetrics metrics, RateMeter rate, Retention retention) {
    this.readers = readers;
    this.metrics = metrics;
    this.rate = rate;
    this.outcomeRetention = retention.outcomes();
    this.conflictRetention = retention.conflicts();
  }

  /**
   * How long what is over stays in the views.
   *
   * @param outcomes outcomes of mutations
   * @param conflicts conflicts that are resolved
   */
  public record Retention(Duration outcomes, Duration conflicts) {}

  /** The topology over the readers' topics and entity types. */
  public static Topology build(
      ViewReaders readers, ViewMetrics metrics, RateMeter rate, Retention retention) {
    return new ViewTopology(readers, metrics, rate, retention).build();
  }

  /** Every topic the views read, by name ascending. */
  public static List<String> sourceTopics(ViewReaders readers) {
    Topics topics = readers.topics();
    var names = new ArrayList<String>();
    readers.types().all().forEach(type -> names.add(topics.entities(type)));
    names.addAll(List.of(topics.outcomes(), topics.conflicts(), topics.edgeNodes()));
    return names.stream().sorted().toList();
  }

  /** What tells one shape of the views from another, in a fixed order. */
  public static String fingerprint(Topology topology) {
    return topology
        .describe()
        .toString()
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
        () -> new EntityProcessor(type, readers, metrics));
    for (EntityIndex index : EntityIndex.of(type.name())) {
      topology.addStateStore(index(index.storeName()), ViewNames.view(store));
    }
  }

  private void addOutcomes(Topology topology) {
    String view = ViewNames.view(ViewNames.OUTCOMES);
    read(topology, ViewNames.OUTCOMES, readers.topics().outcomes());
    topology.addProcessor(
        view,
        () -> new OutcomeProcessor(readers, metrics, rate),
        ViewNames.source(ViewNames.OUTCOMES));
    topology.addStateStore(
        Stores.windowStoreBuilder(
            Stores.persistentWindowStore(
                ViewNames.OUTCOMES, outcomeRetention, Duration.ofMillis(1), false),
            Serdes.String(),
            Serdes.ByteArray()),
        view);
    topology.addStateStore(
        Stores.windowStoreBuilder(
            Stores.persistentWindowStore(
                ViewNames.OUTCOMES_BY_NODE, outcomeRetention, Duration.ofMillis(1), false),
            Serdes.Bytes(),
            Serdes.ByteArray()),
        view);
    topology.addStateStore(texts(ViewNames.OUTCOME_TOTALS), view);
  }

  private void addConflicts(Topology topology) {
    String view = ViewNames.view(ViewNames.CONFLICTS);
    read(topology, ViewNames.CONFLICTS, readers.topics().conflicts());
    topology.addProcessor(
        view,
        () -> new ConflictProcessor(readers, metrics, conflictRetention),
        ViewNames.source(ViewNames.CONFLICTS));
    topology.addStateStore(texts(ViewNames.CONFLICTS), view);
    topology.addStateStore(index(ViewNames.CONFLICTS_BY_STATE), view);
    topology.addStateStore(texts(ViewNames.CONFLICT_TOTALS), view);
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

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> index(String name) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray());
  }
}
