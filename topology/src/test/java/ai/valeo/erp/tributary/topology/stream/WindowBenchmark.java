package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.avro.AttributeChange;
import ai.valeo.erp.tributary.schemas.avro.ChangeOperator;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import ai.valeo.erp.tributary.topology.convert.Decoded;
import ai.valeo.erp.tributary.topology.convert.Wire;
import ai.valeo.erp.tributary.topology.core.intake.Verdict;
import ai.valeo.erp.tributary.topology.core.strategy.Strategies;
import ai.valeo.erp.tributary.topology.store.Arrival;
import ai.valeo.erp.tributary.topology.store.EntityStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * CPU time of one thread for deciding a mutation: decoding, rules, merging, encoding of answers and
 * rows, without Kafka and RocksDB (rows lie in a map). Counters remember more with each round, so
 * that rounds can be compared only with the same rounds of another version. Not a test: run {@link
 * #main} by hand, two versions in turns on the same machine.
 */
final class WindowBenchmark {

  private static final int ENTITIES = 25_000;
  private static final int NODES = 200;
  private static final int WINDOW = 2_500;
  private static final int ROUNDS = 8;
  private static final int WINDOWS_A_ROUND = 80;
  private static final long START_MS = 1_700_000_000_000L;

  private final SplittableRandom chance = new SplittableRandom(1);
  private final Map<Bytes, byte[]> rows = new HashMap<>();
  private final EntityStore entities = new EntityStore(store(rows));
  private final int[] versions = new int[ENTITIES];
  private final AvroSerdes serdes;
  private final TopologyParts parts;
  private final Soundness soundness;
  private final WindowDecider decider;
  private long offset;

  private WindowBenchmark(Map<String, String> config) {
    EntityTypes types = EntityTypes.bundled();
    serdes = AvroSerdes.of(config);
    parts =
        new TopologyParts(
            Topics.standard(),
            types,
            Strategies.NONE,
            WindowSettings.standard(),
            Wire.open(config, Topics.standard(), types),
            new TopologyMetrics(new SimpleMeterRegistry(), types.all(), InstantSource.system()),
            (schemaId, message) -> {},
            new Placement(1),
            Signatures.NOT_ASKED,
            new TopologyParts.Clock(System::nanoTime, () -> 0),
            Tracing.OFF);
    soundness = new Soundness(types::type, new Placement(1));
    decider = new WindowDecider(parts);
  }

  /** Prints the figure of each round; the last ones count. */
  public static void main(String[] arguments) {
    EmbeddedRegistry registry = EmbeddedRegistry.inMemory();
    var benchmark = new WindowBenchmark(Map.of("schema.registry.url", registry.url()));
    for (int round = 0; round < ROUNDS; round++) {
      System.out.printf("%.2f us%n", benchmark.round());
    }
    registry.close();
  }

  private double round() {
    List<List<Arrival>> windows = new ArrayList<>();
    for (int i = 0; i < WINDOWS_A_ROUND; i++) {
      windows.add(arrivals());
    }
    var threads = ManagementFactory.getThreadMXBean();
    long beginNs = threads.getCurrentThreadCpuTime();
    windows.forEach(this::decide);
    long tookNs = threads.getCurrentThreadCpuTime() - beginNs;
    return tookNs / 1_000.0 / WINDOWS_A_ROUND / WINDOW;
  }

  private void decide(List<Arrival> window) {
    var entrants = new ArrayList<Admitted.Entrant>(window.size());
    for (Arrival arrival : window) {
      if (parts.wire().decoder().decode(arrival.value()) instanceof Decoded.Legible(var mutation)
          && soundness.check(mutation, arrival, 0) instanceof Verdict.Accepted(var exact)) {
        entrants.add(Admitted.Entrant.of(arrival, 0, exact));
      }
    }
    var extent = new Admitted.Extent(window.size(), START_MS);
    var admitted = new Admitted(0, window.get(0).offset(), extent, List.of(), entrants);
    WindowDecisions decided = decider.decide(admitted, entities);
    entities.putAll(decided.states());
  }

  private List<Arrival> arrivals() {
    var window = new ArrayList<Arrival>(WINDOW);
    try (var serializer = serdes.<Mutation>serializer(Mutation.class)) {
      for (int i = 0; i < WINDOW; i++) {
        Mutation mutation = mutation(chance.nextInt(ENTITIES));
        byte[] value = serializer.serialize(parts.topics().mutations(), mutation);
        String key = mutation.getEntityType() + ':' + mutation.getEntityId();
        window.add(
            new Arrival(
                offset,
                START_MS + offset / 50,
                key.getBytes(StandardCharsets.UTF_8),
                value,
                Arrival.Trace.NONE));
        offset++;
      }
    }
    return window;
  }

  private Mutation mutation(int entity) {
    boolean isNew = versions[entity]++ == 0;
    Mutation.Builder mutation =
        Mutation.newBuilder(Mutations.create("node-" + entity % NODES, offset + 1, 100).build());
    return mutation
        .setId(new UUID(chance.nextLong(), chance.nextLong()).toString())
        .setFloor(Math.max(1, offset - 1_000))
        .setEntityId("E" + entity)
        .setOperation(isNew ? Operation.CREATE : Operation.UPDATE)
        .setChanges(isNew ? mutation.getChanges() : update())
        .setBaseVersion(versions[entity] - 1)
        .setHlcMs(Instant.ofEpochMilli(START_MS + offset / 50))
        .build();
  }

  private List<AttributeChange> update() {
    var add = new AttributeChange("quantity", ChangeOperator.ADD, chance.nextLong(1, 20), null);
    return chance.nextBoolean()
        ? List.of(add)
        : List.of(add, Mutations.set("locationCode", "shelf " + chance.nextInt(1_000_000)));
  }

  @SuppressWarnings("unchecked") // a proxy has no generic type
  private static KeyValueStore<Bytes, byte[]> store(Map<Bytes, byte[]> rows) {
    return (KeyValueStore<Bytes, byte[]>)
        Proxy.newProxyInstance(
            WindowBenchmark.class.getClassLoader(),
            new Class<?>[] {KeyValueStore.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "get" -> {
                  return rows.get((Bytes) arguments[0]);
                }
                case "putAll" -> {
                  for (var row : (List<KeyValue<Bytes, byte[]>>) arguments[0]) {
                    rows.put(row.key, row.value);
                  }
                  return null;
                }
                default -> throw new UnsupportedOperationException(method.getName());
              }
            });
  }
}
