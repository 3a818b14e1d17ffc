package ai.valeo.erp.tributary.compose.local;

import ai.valeo.erp.tributary.compose.issuer.DevelopmentIssuer;
import ai.valeo.erp.tributary.compose.kafka.TopicCreation;
import ai.valeo.erp.tributary.compose.local.LocalSettings.Ports;
import ai.valeo.erp.tributary.compose.local.LocalSettings.RegistryKind;
import ai.valeo.erp.tributary.compose.northwind.Office;
import ai.valeo.erp.tributary.compose.ops.HealthPages;
import ai.valeo.erp.tributary.compose.ops.Meters;
import ai.valeo.erp.tributary.compose.registry.ApicurioDistribution;
import ai.valeo.erp.tributary.compose.registry.ApicurioProcess;
import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.app.EdgeSettings;
import ai.valeo.erp.tributary.edge.app.Surroundings;
import ai.valeo.erp.tributary.graphql.app.CentralServer;
import ai.valeo.erp.tributary.graphql.app.CentralSettings;
import ai.valeo.erp.tributary.graphql.app.EdgeServer;
import ai.valeo.erp.tributary.graphql.app.EdgeServerSettings;
import ai.valeo.erp.tributary.graphql.http.Address;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.topic.TopicSpec;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.topology.app.Aggregator;
import ai.valeo.erp.tributary.topology.app.AggregatorSettings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that runs on the one machine: broker, registry, aggregator, centre, offices.
 *
 * <p>Threading: one thread starts and closes it.
 */
final class LocalStack implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LocalStack.class);
  private static final List<String> SMALL_HEAP = List.of("-Xmx512m");
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final LocalSettings settings;
  private final Consumer<String> progress;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final PrometheusMeterRegistry meters;
  private final Map<String, Part> separate = new TreeMap<>();
  private final List<OfficeNode> offices = new ArrayList<>();

  LocalStack(LocalSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
    meters = settings.isSeparate() ? Meters.ofEdges() : Meters.prometheus();
  }

  /**
   * Starts all parts, one after the other.
   *
   * @return the configuration they run with
   */
  Parts start(List<Office> places) {
    Ports ports = settings.ports();
    String bootstrapServers = startBroker();
    String registryUrl = startRegistry();
    Parts parts = new Parts(settings, bootstrapServers, registryUrl);
    createTopics(bootstrapServers);
    if (settings.isSecure()) {
      startIssuer();
    }
    if (settings.isSeparate()) {
      Map<String, String> aggregator = parts.aggregator();
      aggregator.put("aggregator.http.port", Integer.toString(ports.metrics()));
      startSeparate("aggregator", Part.assignments(aggregator));
      startSeparate("central", Part.assignments(parts.central()));
    } else {
      startAggregator(parts);
      startCentral(parts);
    }
    for (Office place : places) {
      if (offices.isEmpty()) {
        startServedOffice(parts, place);
      } else {
        startOffice(place, EdgeSettings.of(parts.edge(place)));
      }
    }
    return parts;
  }

  /** Something that is stopped with the rest, and before it. */
  void goesWith(AutoCloseable beside) {
    running.push(beside);
  }

  /** The offices' nodes. */
  List<OfficeNode> offices() {
    return offices;
  }

  /** The parts that are processes of their own. */
  Map<String, Part> separate() {
    return separate;
  }

  private String startBroker() {
    progress.accept("broker");
    int port = settings.ports().kafka();
    if (settings.isSeparate()) {
      List<String> arguments =
          List.of("--data", settings.folder("broker").toString(), "--port", Integer.toString(port));
      startSeparate("broker", arguments);
      return "127.0.0.1:" + port;
    }
    EmbeddedBroker broker =
        EmbeddedBroker.start(new BrokerSettings(settings.folder("broker"), port));
    running.push(broker);
    return broker.bootstrapServers();
  }

  private String startRegistry() {
    if (settings.registry() == RegistryKind.EMBEDDED) {
      progress.accept("registry");
      EmbeddedRegistry registry =
          EmbeddedRegistry.start(settings.folder("registry"), settings.ports().registry());
      running.push(registry);
      return registry.url();
    }
    var program = ApicurioDistribution.standard().obtain(progress);
    progress.accept("Apicurio Registry");
    ApicurioProcess registry =
        ApicurioProcess.start(
            new ApicurioProcess.Settings(
                program,
                settings.folder("apicurio"),
                settings.ports().registry(),
                FreePorts.find(1).getFirst(),
                "FULL_TRANSITIVE"));
    running.push(registry);
    return registry.url();
  }

  private static void createTopics(String bootstrapServers) {
    List<TopicSpec> specs = new ArrayList<>();
    for (TopicSpec spec :
        Topics.standard().specs(EntityTypes.bundled().all(), Parts.PARTITIONS, (short) 1)) {
      Map<String, String> config = new HashMap<>(spec.config());
      config.computeIfPresent("retention.ms", (key, value) -> "-1");
      specs.add(new TopicSpec(spec.name(), spec.partitions(), spec.replication(), config));
    }
    // a broker that is a process of its own has only just been started
    String patienceMs = Long.toString(START_LIMIT.toMillis());
    new TopicCreation(
            Map.of("bootstrap.servers", bootstrapServers, "default.api.timeout.ms", patienceMs))
        .createMissing(specs);
  }

  private void startIssuer() {
    progress.accept("development issuer");
    running.push(DevelopmentIssuer.start(settings.folder("issuer"), settings.ports().issuer()));
  }

  private void startAggregator(Parts parts) {
    progress.accept("aggregator");
    Aggregator aggregator = new Aggregator(AggregatorSettings.of(parts.aggregator()), meters);
    Meters.addJvm(meters);
    running.push(aggregator);
    aggregator.start();
    Address address = new Address("127.0.0.1", settings.ports().metrics());
    running.push(HealthPages.serve(aggregator, address, meters));
  }

  private void startCentral(Parts parts) {
    progress.accept("centre");
    CentralServer server = new CentralServer(CentralSettings.of(parts.central()));
    running.push(server);
    server.start();
  }

  /** An office with its page and GraphQL, which asks the centre for what it does not own. */
  private void startServedOffice(Parts parts, Office place) {
    EdgeServerSettings served = EdgeServerSettings.of(parts.servedEdge(place));
    EdgeNode node = startOffice(place, served.node());
    running.push(EdgeServer.start(node, served, meters));
  }

  private EdgeNode startOffice(Office place, EdgeSettings edge) {
    progress.accept("office in " + place.city());
    EdgeNode node = EdgeNode.open(edge, Surroundings.of(edge).withMeters(meters));
    Ledger ledger = Ledger.open(settings.folder("ledger").resolve(place.id()));
    OfficeNode office = new OfficeNode(place, node, ledger);
    running.push(office);
    node.start();
    offices.add(office);
    return node;
  }

  private void startSeparate(String name, List<String> arguments) {
    progress.accept(name);
    Part part = Part.start(name, SMALL_HEAP, arguments, settings.folder("logs"));
    running.push(part);
    separate.put(name, part);
  }

  @Override
  public void close() {
    while (!running.isEmpty()) {
      AutoCloseable part = running.pop();
      try {
        part.close();
      } catch (Exception e) {
        log.atWarn().addKeyValue("part", part).setCause(e).log("Part did not stop cleanly");
      }
    }
  }
}
