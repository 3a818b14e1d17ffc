package ai.valeo.erp.tributary.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.compose.local.FreePorts;
import ai.valeo.erp.tributary.graphql.app.CentralServer;
import ai.valeo.erp.tributary.graphql.app.CentralSettings;
import ai.valeo.erp.tributary.graphql.http.Health;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two and three instances of the centre share the partitions of the views: each answers every
 * question as one alone does, also while one is killed and another joins, or says that it cannot.
 */
class CentreInstancesIT {

  private static final Duration LONG = Duration.ofSeconds(120);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PAUSE_NS = 5_000_000;
  private static final int PRODUCTS = 90;
  private static final String SECRET = "known to all instances of this test";

  /** The last one is for a machine that has no time: not an answer, hence not a wrong one. */
  private static final Set<String> RETRYABLE =
      Set.of("REBALANCING", "NOT_READY", "EXECUTION_TIMEOUT");

  /** Every kind of list and of look-up; each must be told alike by all. */
  private static final List<String> QUESTIONS =
      List.of(
          "{ products(limit: 200) { id name price category { id name } version } }",
          "{ productsConnection(first: 40, orderBy: PRICE_DESC) {"
              + " nodes { id price } pageInfo { hasNextPage endCursor } } }",
          "{ productsConnection(first: 100, filter: {search: \"three\"}) { nodes { id } } }",
          "{ products(filter: {categoryId: \"c1\"}, limit: 100) { id category { name } } }",
          "{ mutations(first: 30) { nodes { id status entityId } totalCount"
              + " pageInfo { hasNextPage endCursor } } }",
          "{ mutations(filter: {status: FAILED}) { nodes { id } totalCount } }",
          "{ m3: mutation(id: \"m3\") { id status } m4: mutation(id: \"m4\") { id status } }",
          "{ statistics(by: EDGE_NODE, first: 10) { key total failed } }",
          "{ aggregatorStatus { appliedTotal failedTotal openConflicts quarantined } }",
          "{ edgeNodes { id } conflicts { nodes { id } totalCount } }",
          "{ history(type: \"Product\", id: \"p00\", first: 5) {"
              + " chain { verified entries } nodes { version number } } }",
          "{ entity(type: \"Product\", id: \"p00\", version: 7) { version attributes } }",
          "{ auditTrail(first: 20) { nodes { entityId version } } }");

  private static final Duration STALENESS = Duration.ofSeconds(5);

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<CentralServer> running = new ArrayList<>();
  private final List<Process> children = new ArrayList<>();

  @TempDir Path folder;
  private CentreRig rig;
  private AvroSerdes serdes;
  private Topics topics;
  private CentreRecords records;

  @BeforeEach
  void start() throws Exception {
    rig = new CentreRig(folder.resolve("broker"));
    serdes = AvroSerdes.of(Map.of("schema.registry.url", rig.registry.url()));
    topics = rig.newTopics();
    records = new CentreRecords(serdes, topics);
    publish(records.all(PRODUCTS));
  }

  @AfterEach
  void stop() {
    children.forEach(Process::destroyForcibly);
    running.forEach(CentralServer::close);
    client.close();
    serdes.close();
    rig.close();
  }

  @Test
  void shouldAnswerAsOneWhileInstancesJoinAndDie() throws Exception {
    // given one, whose answers are the measure of all
    CentralServer first = centre("first");
    awaitCaughtUp(first);
    Map<String, JsonNode> right = new HashMap<>();
    for (String question : QUESTIONS) {
      JsonNode answer = ask(first.port(), question);
      assertThat(answer.has("errors")).as("%s", answer).isFalse();
      right.put(question, answer.get("data"));
    }
    assertThat(right.get(QUESTIONS.get(0)).get("products")).hasSize(PRODUCTS);
    long shownNs = System.nanoTime();
    await("a copy may not be as old as that")
        .atMost(LONG)
        .until(() -> System.nanoTime() - shownNs > 2 * STALENESS.toNanos());

    // when another joins under questions, one that can be killed
    Loop joining = new Loop(first.port(), right);
    Process second = child("second");
    int secondPort = port(second);
    awaitShared(first, 1);
    joining.stop();

    // then both tell all
    assertAllRight(first.port(), right);
    assertAllRight(secondPort, right);
    assertThat(first.meters().get("tributary.central.peer.asked").counter().count()).isPositive();

    // when a third joins
    CentralServer third = centre("third");
    awaitShared(first, 2);
    awaitShared(third, 2);

    // then all three tell all
    for (int port : List.of(first.port(), secondPort, third.port())) {
      assertAllRight(port, right);
    }

    // when one is killed under questions
    Loop killing = new Loop(first.port(), right);
    Loop alsoKilling = new Loop(third.port(), right);
    second.destroyForcibly().waitFor();
    awaitShared(first, 1);
    awaitShared(third, 1);

    // then nothing was wrong, and the two tell all
    killing.stop();
    alsoKilling.stop();
    assertAllRight(first.port(), right);
    assertAllRight(third.port(), right);
    assertThat(
            first.meters().get("tributary.central.peer.standby.reads").counter().count()
                + third.meters().get("tributary.central.peer.standby.reads").counter().count())
        .isPositive();

    // and what is new is seen by both
    publish(List.of(records.product(5, 2, "another name")));
    for (CentralServer each : List.of(first, third)) {
      await()
          .atMost(LONG)
          .until(() ->
              ask(each.port(), "{ product(id: \"p05\") { name } }")
                  .at("/data/product/name")
                  .asText()
                  .equals("another name"));
    }
  }

  /** Asks all questions again and again; remembers what was neither right nor to be retried. */
  private final class Loop {
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final CompletableFuture<Void> done;

    Loop(int port, Map<String, JsonNode> right) {
      done =
          CompletableFuture.runAsync(
              () -> {
                while (!isOver.get()) {
                  QUESTIONS.forEach(question -> {
                    JsonNode answer = ask(port, question);
                    if (answer.has("errors")) {
                      assertThat(answer.get("errors").findValuesAsText("code"))
                          .as("%s", answer)
                          .isNotEmpty()
                          .isSubsetOf(RETRYABLE);
                    } else {
                      assertThat(answer.get("data")).isEqualTo(right.get(question));
                    }
                    LockSupport.parkNanos(PAUSE_NS); // leaves room for the instances
                  });
                }
              },
              task -> Thread.ofPlatform().daemon().start(task));
    }

    void stop() {
      isOver.set(true);
      done.join();
    }
  }

  private void assertAllRight(int port, Map<String, JsonNode> right) {
    for (String question : QUESTIONS) {
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> assertThat(ask(port, question).get("data")).isEqualTo(right.get(question)));
    }
  }

  private CentralServer centre(String name) {
    CentralServer centre = new CentralServer(CentralSettings.of(keys(name)));
    running.add(centre);
    centre.start();
    await().atMost(LONG).until(() -> centre.health().isReady());
    return centre;
  }

  private Process child(String name) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + folder,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                CrashingCentre.class.getName()));
    keys(name).forEach((key, value) -> command.add(key + "=" + value));
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    children.add(child);
    return child;
  }

  private static int port(Process child) throws IOException {
    var output =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(CrashingCentre.READY)) {
        return Integer.parseInt(line.substring(CrashingCentre.READY.length()));
      }
    }
    throw new IllegalStateException("the child has ended");
  }

  private Map<String, String> keys(String name) {
    var keys = new HashMap<String, String>();
    keys.put("topics.prefix", topics.prefix());
    keys.put("topics.replication", "1");
    keys.put("central.application.id", topics.prefix() + "central");
    keys.put("central.threads", "1");
    keys.put("central.standbys", "1");
    keys.put("central.session.timeout.ms", "10000");
    keys.put("central.peers.port", Integer.toString(FreePorts.find(1).get(0)));
    keys.put("central.peers.secret", SECRET);
    keys.put("central.peers.timeout.ms", "3000");
    keys.put("central.peers.staleness.ms", Long.toString(STALENESS.toMillis()));
    keys.put("central.rocksdb.memory.bytes", Integer.toString(32 << 20));
    keys.put("kafka.bootstrap.servers", rig.bootstrap());
    keys.put("schema.registry.url", rig.registry.url());
    keys.put("central.http.port", "0");
    keys.put("central.state.dir", folder.resolve(name).toString());
    keys.put("central.warmup.ms", "0");
    return keys;
  }

  private void awaitCaughtUp(CentralServer centre) {
    await()
        .atMost(LONG)
        .untilAsserted(() -> {
          JsonNode counts = ask(centre.port(), "{ aggregatorStatus { appliedTotal failedTotal } }");
          assertThat(
                  counts.at("/data/aggregatorStatus/appliedTotal").asInt()
                      + counts.at("/data/aggregatorStatus/failedTotal").asInt())
              .isEqualTo(PRODUCTS);
        });
  }

  /** Waits until others answer and every partition has an owner and, where it can, a copy. */
  private static void awaitShared(CentralServer centre, int others) {
    await()
        .atMost(LONG)
        .until(() -> {
          Health.Check check =
              centre.health().checks().stream()
                  .filter(one -> one.name().equals("instances"))
                  .findAny()
                  .orElseThrow();
          boolean isSettled =
              centre.health().checks().stream()
                  .anyMatch(one -> one.name().equals("views") && one.isOk());
          return isSettled
              && check.reason().startsWith(others + " of " + others + " others answer")
              && !check.reason().contains("stores measured: 0,");
        });
  }

  private JsonNode ask(int port, String query) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/graphql"))
              .header("content-type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      JSON.writeValueAsString(Map.of("query", query))))
              .build();
      return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** In a transaction, as the aggregator does. */
  private void publish(List<ProducerRecord<String, byte[]>> all) {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            rig.bootstrap(),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "aggregator");
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      all.forEach(producer::send);
      producer.commitTransaction();
    }
  }
}
