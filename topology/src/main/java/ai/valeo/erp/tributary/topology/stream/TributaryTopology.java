package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.topology.store.EntityStore;
import ai.valeo.erp.tributary.topology.store.ExpiryStore;
import ai.valeo.erp.tributary.topology.store.InboxStore;
import ai.valeo.erp.tributary.topology.store.SequenceStore;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/**
 * One sub-topology, nothing is repartitioned: mutations and rulings are gathered, admitted, merged,
 * answered. Names are explicit, since state and changelogs are found by them.
 */
public final class TributaryTopology {

  static final String SOURCE = "mutations";
  static final String RULINGS = "resolutions";
  static final String WINDOW = "window";
  static final String INTAKE = "intake";
  static final String MERGE = "merge";
  static final String OUTCOMES = "outcomes";
  static final String CONFLICTS = "conflicts";
  static final String AUDIT = "audit";
  static final String QUARANTINE = "quarantine";

  private TributaryTopology() {}

  /** Builds the topology. */
  public static Topology build(TopologyParts parts) {
    Topics topics = parts.topics();
    var topology = new Topology();
    topology.addSource(
        SOURCE, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topics.mutations());
    topology.addSource(
        RULINGS, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topics.resolutions());
    topology.addProcessor(WINDOW, () -> new WindowProcessor(parts), SOURCE, RULINGS);
    topology.addProcessor(INTAKE, () -> new IntakeProcessor(parts), WINDOW);
    topology.addProcessor(MERGE, () -> new MergeProcessor(parts), INTAKE);
    topology.addStateStore(InboxStore.builder(), WINDOW);
    topology.addStateStore(SequenceStore.builder(), INTAKE);
    topology.addStateStore(ExpiryStore.builder(), INTAKE, MERGE);
    topology.addStateStore(EntityStore.builder(), MERGE);
    addSink(topology, OUTCOMES, topics.outcomes(), INTAKE, MERGE);
    addSink(topology, QUARANTINE, topics.quarantine(), INTAKE, MERGE);
    addSink(topology, CONFLICTS, topics.conflicts(), MERGE);
    addSink(topology, AUDIT, topics.audit(), MERGE);
    for (EntityType type : parts.types().all()) {
      addSink(topology, entitySink(type.name()), topics.entities(type), MERGE);
    }
    return topology;
  }

  /** Name of the sink of one type's entities. */
  static String entitySink(String entityType) {
    return "entities-" + entityType;
  }

  private static void addSink(Topology topology, String name, String topic, String... parents) {
    topology.addSink(name, topic, new ByteArraySerializer(), new ByteArraySerializer(), parents);
  }
}
