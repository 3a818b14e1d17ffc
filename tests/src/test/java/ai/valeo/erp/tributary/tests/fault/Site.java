package ai.valeo.erp.tributary.tests.fault;

import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.compose.local.FreePorts;
import ai.valeo.erp.tributary.compose.process.JavaCommand;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.tests.fault.check.TopicReader;
import ai.valeo.erp.tributary.tests.fault.worker.EdgeWorker;
import ai.valeo.erp.tributary.tests.fault.worker.Plan;
import ai.valeo.erp.tributary.tests.fault.worker.WorkerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A whole system on this machine: broker, aggregator, centre and edge nodes as processes of their
 * own, the registry in this one. Addresses and data stay the same when a part is started again.
 * Closing ends everything it started, and nothing else.
 */
final class Site implements AutoCloseable {

  static final int PARTITIONS = 3;

  private static final Duration START_LIMIT = Duration.ofSeconds(150);
  private static final int TAIL = 40;
  private static final int TAIL_WITH_STACKS = 1_000;
  private static final int BROKER_HEAP_MB = 384;
  private static final int HEAP_MB = 256;
  private static final String TRIBUTARY = "ai.valeo.erp.tributary.compose.command.Tributary";

  private final Path folder;
  private final List<Integer> ports = FreePorts.find(5);
  private final List<Child> children = new ArrayList<>();
  private final Map<String, String> aggregatorKeys = new TreeMap<>();
  private @Nullable EmbeddedRegistry registry;

  final Topics topics = Topics.standard();
  final EntityTypes types = EntityTypes.bundled();
  final Child broker;

  /** Nothing is started yet. */
  Site(Path folder) {
    this.folder = folder;
    broker =
        child(
            "broker",
            TRIBUTARY,
            BROKER_HEAP_MB,
            "broker",
            "--data",
            folder.resolve("broker").toString(),
            "--port",
            ports.get(0).toString());
  }

  String bootstrapServers() {
    return "127.0.0.1:" + ports.get(0);
  }

  String registryUrl() {
    return "http://127.0.0.1:" + ports.get(1);
  }

  /** Sets a key of the aggregators made from now on. */
  Site with(String key, String value) {
    aggregatorKeys.put(key, value);
    return this;
  }

  void startRegistry() {
    registry = EmbeddedRegistry.start(folder.resolve("registry"), ports.get(1));
  }

  void stopRegistry() {
    if (registry != null) {
      registry.close();
      registry = null;
    }
  }

  /** An aggregator; several share the work. Its state survives it. */
  Child aggregator(int number) {
    String name = "aggregator-" + number;
    Map<String, String> keys = shared();
    keys.put("topics.partitions", Integer.toString(PARTITIONS));
    keys.put("aggregator.state.dir", state(name).toString());
    keys.put("aggregator.session.timeout.ms", "6000");
    keys.put("aggregator.rocksdb.cache.bytes", "16777216");
    keys.put("aggregator.rocksdb.write.buffer.bytes", "4194304");
    keys.putAll(aggregatorKeys);
    keys.put("aggregator.http.port", Integer.toString(healthPort(number)));
    return child(name, TRIBUTARY, HEAP_MB, "aggregator", "--config", file(name, keys).toString());
  }

  /** Where a part keeps its state. */
  Path state(String name) {
    return folder.resolve(name + "-state");
  }

  /** The read side. */
  Child central() {
    Map<String, String> keys = shared();
    keys.put("topics.partitions", Integer.toString(PARTITIONS));
    keys.put("central.state.dir", state("central").toString());
    keys.put("central.http.port", ports.get(2).toString());
    keys.put("central.session.timeout.ms", "6000");
    keys.put("central.rocksdb.memory.bytes", "33554432");
    return child(
        "central", TRIBUTARY, HEAP_MB, "central", "--config", file("central", keys).toString());
  }

  /** Where the read side listens. */
  int centralPort() {
    return ports.get(2);
  }

  /** Where an aggregator tells its health. */
  int healthPort(int aggregator) {
    return ports.get(2 + aggregator);
  }

  /** What a process with such nodes does in a plan; its first node may open the plan. */
  WorkerSettings worker(Plan plan, int perSecond, boolean opens, String... nodes) {
    Map<String, String> keys = shared();
    keys.put("edge.network.probe.ms", "500");
    keys.put("edge.network.timeout.ms", "3000");
    keys.put("edge.network.losses", "2");
    keys.put("edge.network.backoff.ms", "100");
    keys.put("edge.network.backoff.max.ms", "1000");
    keys.put("edge.heartbeat.ms", "1000");
    return new WorkerSettings(List.of(nodes), opens, folder, plan, perSecond, keys);
  }

  /** A process that runs edge nodes. */
  Child worker(WorkerSettings settings) {
    String name = "edge-" + settings.nodes().getFirst();
    Path file = folder.resolve(name + ".properties");
    settings.write(file);
    return child(name, EdgeWorker.class.getName(), HEAP_MB, file.toString());
  }

  /**
   * Waits until the process that listens there is ready.
   *
   * @throws AssertionError with what all processes printed last, if it takes too long
   */
  void awaitReady(int port) {
    try {
      await("ready").atMost(START_LIMIT).until(() -> Http.health(port).isReady());
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("not ready: " + Http.health(port) + tails(), e);
    }
  }

  TopicReader reader() {
    return new TopicReader(topics, types, bootstrapServers(), registryUrl());
  }

  /** What every process printed last, but for the stacks of exceptions, and whether it runs. */
  String tails() {
    var text = new StringBuilder();
    for (Child child : children) {
      List<String> lines =
          child
              .tail(TAIL_WITH_STACKS)
              .lines()
              .filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t... "))
              .toList();
      text.append("\n---------- ")
          .append(child.name())
          .append(child.isAlive() ? " (runs)\n" : " (has ended)\n")
          .append(String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size())));
    }
    return text.toString();
  }

  @Override
  public void close() {
    children.reversed().forEach(Child::close);
    stopRegistry();
  }

  private Map<String, String> shared() {
    var keys = new TreeMap<String, String>();
    keys.put("kafka.bootstrap.servers", bootstrapServers());
    keys.put("kafka.reconnect.backoff.max.ms", "500");
    // a client that asks for a dead broker may find itself and hold the port, by default 9 minutes
    keys.put("kafka.connections.max.idle.ms", "20000");
    keys.put("schema.registry.url", registryUrl());
    return keys;
  }

  private Path file(String name, Map<String, String> keys) {
    Path file = folder.resolve(name + ".properties");
    var properties = new Properties();
    properties.putAll(keys);
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  private Child child(String name, String main, int heapMb, String... arguments) {
    var command = new JavaCommand(name, List.of(), List.of(), main, List.of(arguments));
    var child = new Child(command, heapMb, folder.resolve("logs"));
    children.removeIf(old -> old.name().equals(name) && !old.isAlive());
    children.add(child);
    return child;
  }
}
