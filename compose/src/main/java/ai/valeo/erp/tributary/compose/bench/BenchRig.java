package ai.valeo.erp.tributary.compose.bench;

import ai.valeo.erp.tributary.compose.kafka.TopicCreation;
import ai.valeo.erp.tributary.compose.local.FreePorts;
import ai.valeo.erp.tributary.compose.process.ChildProcess;
import ai.valeo.erp.tributary.compose.process.JavaCommand;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.signing.MutationSigner;
import ai.valeo.erp.tributary.schemas.topic.TopicSpec;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The system under measurement on this machine: broker and aggregator as processes of their own,
 * the registry and the load in this one.
 *
 * <p>Threading: one thread.
 */
final class BenchRig implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final String HOST = "127.0.0.1";

  private final BenchSettings settings;
  private final EmbeddedRegistry registry = EmbeddedRegistry.inMemory();
  private final int kafkaPort;
  private final int metricsPort;
  private final @Nullable BenchAccess access;
  private final ChildProcess broker;
  private final AvroSerdes serdes;

  private BenchRig(BenchSettings settings) {
    this.settings = settings;
    List<Integer> ports = FreePorts.find(2);
    this.kafkaPort = ports.get(0);
    this.metricsPort = ports.get(1);
    this.serdes = AvroSerdes.of(registryConfig());
    this.access = settings.isSecure() ? BenchAccess.in(settings.folder()) : null;
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--data", settings.folder().resolve("broker").toString()));
    arguments.addAll(List.of("--port", Integer.toString(kafkaPort)));
    if (access != null) {
      arguments.addAll(access.brokerArguments());
    }
    this.broker =
        ChildProcess.start(
            JavaCommand.ours("broker", List.of("-Xms512m", "-Xmx1g"), arguments),
            settings.folder().resolve("logs"));
  }

  /** Starts broker and registry and creates the topics. */
  static BenchRig start(BenchSettings settings) {
    BenchRig rig = new BenchRig(settings);
    try {
      rig.createTopics(
          Topics.standard().specs(EntityTypes.bundled().all(), settings.partitions(), (short) 1));
      return rig;
    } catch (RuntimeException e) {
      rig.close();
      throw e;
    }
  }

  private void createTopics(List<TopicSpec> specs) {
    Map<String, String> client = client();
    new TopicCreation(client).createMissing(specs);
    if (access != null) {
      access.allow(client);
    }
  }

  String bootstrapServers() {
    return HOST + ":" + kafkaPort;
  }

  /** What clients of the load are configured with. */
  Map<String, Object> client(Map<String, Object> more) {
    Map<String, Object> config = new TreeMap<>(more);
    config.putAll(client());
    return config;
  }

  private Map<String, String> client() {
    Map<String, String> config = new TreeMap<>();
    config.put("bootstrap.servers", bootstrapServers());
    if (access != null) {
      config.putAll(access.client());
    }
    return config;
  }

  /** Signs the load, if the measurement is with signatures. */
  MutationSigner signer() {
    return access == null ? MutationSigner.NONE : access.signer();
  }

  /** One of so many mutations is traced; 0 = none is. */
  int tracedEvery() {
    return settings.tracedEvery();
  }

  Map<String, String> registryConfig() {
    return Map.of("schema.registry.url", registry.url());
  }

  AvroSerdes serdes() {
    return serdes;
  }

  ChildProcess broker() {
    return broker;
  }

  /** Starts an aggregator; it is not ready yet. */
  ChildProcess startAggregator() {
    Map<String, String> keys = new TreeMap<>(settings.aggregatorKeys());
    keys.putAll(registryConfig());
    keys.put("kafka.bootstrap.servers", bootstrapServers());
    keys.put("topics.partitions", Integer.toString(settings.partitions()));
    keys.put("aggregator.state.dir", settings.folder().resolve("aggregator").toString());
    keys.put("aggregator.http.port", Integer.toString(metricsPort));
    List<String> arguments = new ArrayList<>();
    keys.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    if (access != null) {
      arguments.addAll(access.aggregatorArguments());
    }
    return ChildProcess.start(
        JavaCommand.ours("aggregator", settings.aggregatorOptions(), arguments),
        settings.folder().resolve("logs"));
  }

  /** Starts a centre; it is not ready yet. */
  ChildProcess startCentre(Map<String, String> more) {
    Map<String, String> keys = new TreeMap<>(more);
    keys.putAll(registryConfig());
    keys.put("kafka.bootstrap.servers", bootstrapServers());
    keys.put("topics.partitions", Integer.toString(settings.partitions()));
    keys.put("central.state.dir", settings.folder().resolve("central").toString());
    keys.put("central.http.port", Integer.toString(metricsPort));
    List<String> arguments = new ArrayList<>();
    keys.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    return ChildProcess.start(
        JavaCommand.ours("central", settings.aggregatorOptions(), arguments),
        settings.folder().resolve("logs"));
  }

  /** Where the centre answers. */
  URI graphQl() {
    return URI.create("http://" + HOST + ":" + metricsPort + "/graphql");
  }

  /** Waits until the aggregator, or the centre, says that it does its work. */
  void awaitReady(ChildProcess aggregator) throws InterruptedException {
    URI page = URI.create("http://" + HOST + ":" + metricsPort + "/health/ready");
    HttpRequest request = HttpRequest.newBuilder(page).build();
    long deadlineNs = System.nanoTime() + START_LIMIT.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!isReady(client, request)) {
        if (!aggregator.isAlive() || System.nanoTime() - deadlineNs > 0) {
          throw new BenchException("It does not get ready; see " + aggregator.logFile(), null);
        }
        Thread.sleep(LOOK);
      }
    }
  }

  private static boolean isReady(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // not listening yet
    }
  }

  @Override
  public void close() {
    broker.close();
    serdes.close();
    registry.close();
  }
}
