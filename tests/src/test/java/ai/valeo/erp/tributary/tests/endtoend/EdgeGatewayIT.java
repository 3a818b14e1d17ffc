package ai.valeo.erp.tributary.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.compose.local.FreePorts;
import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.graphql.app.CentralServer;
import ai.valeo.erp.tributary.graphql.app.CentralSettings;
import ai.valeo.erp.tributary.graphql.app.EdgeServer;
import ai.valeo.erp.tributary.graphql.app.EdgeServerSettings;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app at an edge node asks for what only the centre has; the centre goes and comes back. */
class EdgeGatewayIT {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final EntityKey ASKED = new EntityKey("Customer", "c1");
  private static final EntityKey NEVER_ASKED = new EntityKey("Customer", "c2");

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final int centrePort = FreePorts.find(1).getFirst();
  private CentreRig rig;
  private Topics topics;

  @BeforeEach
  void start() throws Exception {
    rig = new CentreRig(folder.resolve("broker"));
    topics = rig.newTopics();
  }

  @AfterEach
  void stop() {
    client.close();
    rig.close();
  }

  @Test
  void shouldAnswerThroughTheCentreFromWhatIsKeptAndThroughTheCentreAgain() {
    EdgeServerSettings settings = edge();
    try (FakeCentre merger = rig.centre(topics);
        EdgeNode node = EdgeNode.open(settings.node());
        EdgeServer server = EdgeServer.start(node, settings, meters())) {
      URI edge = URI.create("http://127.0.0.1:" + server.port() + "/graphql");
      node.start();

      // given
      merger.change(Draft.create(ASKED, List.of(Change.set("name", Value.of("Alfreds")))));
      merger.change(Draft.create(NEVER_ASKED, List.of(Change.set("name", Value.of("Berglund")))));
      try (CentralServer centre = centre()) {
        awaitCentre(centre, "Alfreds", "Berglund");
        await().atMost(LONG).until(() -> ask(edge, "{ _federated }").name().equals("true"));

        // when / then
        Answer first = new Answer("MISS", "Alfreds", "");
        await().atMost(LONG).until(() -> customer(edge, ASKED).equals(first));
        await().atMost(LONG).until(() -> customer(edge, ASKED).cache().equals("HIT"));
        assertThat(customer(edge, ASKED).name()).isEqualTo("Alfreds");
      }

      // when: what is kept is told to be old, and nobody can be asked
      merger.change(Draft.update(ASKED, Change.set("name", Value.of("Alfreds Nachf."))));

      // then
      await().atMost(LONG).until(() -> customer(edge, ASKED).cache().equals("STALE"));
      assertThat(customer(edge, ASKED)).isEqualTo(new Answer("STALE", "Alfreds", ""));
      await().atMost(LONG).until(() -> customer(edge, NEVER_ASKED).code().equals("OFFLINE"));

      // when
      try (CentralServer centre = centre()) {
        awaitCentre(centre, "Alfreds Nachf.", "Berglund");

        // then
        Answer now = new Answer("MISS", "Alfreds Nachf.", "");
        await().atMost(LONG).until(() -> customer(edge, ASKED).equals(now));
        await().atMost(LONG).until(() -> customer(edge, ASKED).cache().equals("HIT"));
        Answer other = new Answer("MISS", "Berglund", "");
        await().atMost(LONG).until(() -> customer(edge, NEVER_ASKED).equals(other));
      }
    }
  }

  /** Until the centre itself shows what was changed last. */
  private void awaitCentre(CentralServer centre, String asked, String neverAsked) {
    URI uri = URI.create("http://127.0.0.1:" + centre.port() + "/graphql");
    await()
        .atMost(LONG)
        .until(() ->
            customer(uri, ASKED).name().equals(asked)
                && customer(uri, NEVER_ASKED).name().equals(neverAsked));
  }

  private EdgeServerSettings edge() {
    Map<String, String> addresses = Map.of("b", rig.bootstrap(), "r", rig.registry.url());
    HashMap<String, String> keys = CentreRig.map("berlin", folder, topics, addresses);
    keys.put("edge.http.port", "0");
    keys.put("edge.centre.url", "http://127.0.0.1:" + centrePort);
    return EdgeServerSettings.of(keys);
  }

  private CentralServer centre() {
    var keys = new HashMap<String, String>();
    keys.put("topics.prefix", topics.prefix());
    keys.put("central.application.id", topics.prefix() + "central");
    keys.put("kafka.bootstrap.servers", rig.bootstrap());
    keys.put("schema.registry.url", rig.registry.url());
    keys.put("central.http.port", Integer.toString(centrePort));
    keys.put("central.state.dir", folder.resolve("views").toString());
    keys.put("central.warmup.ms", "100");
    CentralServer centre = new CentralServer(CentralSettings.of(keys));
    centre.start();
    return centre;
  }

  private static PrometheusMeterRegistry meters() {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }

  /**
   * What came back.
   *
   * @param cache whence
   * @param name the customer's, or the only value asked for
   * @param code of the first error; empty = none
   */
  private record Answer(String cache, String name, String code) {}

  private Answer customer(URI uri, EntityKey key) {
    return ask(uri, "{ customer(id: \"" + key.entityId() + "\") { name } }");
  }

  private Answer ask(URI uri, String document) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .header("content-type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      JSON.writeValueAsString(Map.of("query", document))))
              .build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode body = JSON.readTree(answer.body());
      JsonNode value = JSON.missingNode();
      for (JsonNode one : body.path("data")) {
        value = one.isObject() ? one.path("name") : one;
      }
      return new Answer(
          answer.headers().firstValue("x-cache").orElse(""),
          value.asText(),
          body.at("/errors/0/extensions/code").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
