package ai.valeo.erp.tributary.tests.endtoend;

import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.graphql.app.CentralServer;
import ai.valeo.erp.tributary.graphql.app.CentralSettings;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.topology.app.Aggregator;
import ai.valeo.erp.tributary.topology.app.AggregatorSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A centre and an aggregator over topics of one's own, and a client who writes. */
final class CentreDesk {

  static final Duration LONG = Duration.ofSeconds(120);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> addresses;
  private final Topics topics;
  private final Path folder;

  CentreDesk(CentreRig rig, Topics topics, Path folder) {
    this.addresses =
        Map.of(
            "kafka.bootstrap.servers", rig.bootstrap(), "schema.registry.url", rig.registry.url());
    this.topics = topics;
    this.folder = folder;
  }

  /** What is done while something runs. */
  interface Work {
    void run() throws Exception;
  }

  /** Does something while mutations are decided. */
  void whileDeciding(Work work) throws Exception {
    Aggregator aggregator = aggregator();
    try {
      work.run();
    } finally {
      aggregator.close();
    }
  }

  private Aggregator aggregator() throws InterruptedException {
    var keys = new HashMap<>(addresses);
    keys.put("topics.prefix", topics.prefix());
    keys.put("topics.partitions", "3");
    keys.put("topics.replication", "1");
    keys.put("aggregator.application.id", topics.prefix() + "aggregator");
    keys.put("aggregator.state.dir", folder.resolve("aggregator").toString());
    var aggregator = new Aggregator(AggregatorSettings.of(keys), new SimpleMeterRegistry());
    aggregator.start();
    if (!aggregator.awaitRunning(LONG)) {
      throw new IllegalStateException("aggregator: " + aggregator.health());
    }
    return aggregator;
  }

  /** Settings of a centre, some of them others than usual. */
  Map<String, String> keys(Map<String, String> others) {
    var keys = new HashMap<>(addresses);
    keys.put("topics.prefix", topics.prefix());
    keys.put("central.application.id", topics.prefix() + "central");
    keys.put("central.aggregator.application.id", topics.prefix() + "aggregator");
    keys.put("central.http.port", "0");
    keys.put("central.state.dir", folder.resolve("views").toString());
    keys.put("central.warmup.ms", "100");
    keys.putAll(others);
    return keys;
  }

  /** A started centre whose answers wait for outcomes as long as told. */
  CentralServer centre(Duration patience) {
    CentralServer centre =
        new CentralServer(
            CentralSettings.of(
                keys(
                    Map.of(
                        "central.command.wait.ms",
                        Long.toString(Math.min(60_000, patience.toMillis()))))));
    centre.start();
    await().atMost(LONG).until(() -> centre.health().isReady());
    return centre;
  }

  /** The whole answer to a request. */
  static JsonNode ask(int port, String query, Map<String, Object> variables, String readToken) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("query", query);
      body.put("variables", variables);
      if (!readToken.isEmpty()) {
        body.put("extensions", Map.of("readToken", readToken));
      }
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/graphql"))
              .header("content-type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
              .build();
      return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode ask(CentralServer centre, String query) {
    return ask(centre.port(), query, Map.of(), "");
  }

  /** Books pieces in, under a key. */
  static String booking(int pieces, String key) {
    return """
    mutation { updateInventory(input: {productId: "p1", warehouseId: "W", quantity: %d,
      operation: ADD, idempotencyKey: "%s"}) {
        success message mutationId status quantity item { quantity version }
        errors { code message } } }
    """
        .formatted(pieces, key);
  }
}
