package ai.valeo.erp.tributary.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.compose.issuer.DevelopmentKey;
import ai.valeo.erp.tributary.compose.local.LocalReport;
import ai.valeo.erp.tributary.compose.local.LocalRun;
import ai.valeo.erp.tributary.compose.local.LocalSettings;
import ai.valeo.erp.tributary.compose.local.LocalSettings.Ports;
import ai.valeo.erp.tributary.compose.local.LocalSettings.RegistryKind;
import ai.valeo.erp.tributary.compose.local.PortChoice;
import ai.valeo.erp.tributary.compose.local.Screen;
import ai.valeo.erp.tributary.compose.northwind.Northwind;
import ai.valeo.erp.tributary.compose.northwind.ReplayPlan;
import ai.valeo.erp.tributary.compose.process.ChildProcess;
import ai.valeo.erp.tributary.compose.process.JavaCommand;
import ai.valeo.erp.tributary.graphql.security.Role;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.tests.architecture.Catalogues;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one-machine run, whole: broker, registry, aggregator, centre, five offices. */
final class LocalRunIT {
  /** Master data, opening stock and two months with offices without network. */
  private static final int CHAPTERS = 4;

  private static final int PLANNED = ReplayPlan.of(Northwind.load()).first(CHAPTERS).size();

  @TempDir Path folder;

  @Test
  void shouldAddUpAfterTheReplayAndAgainOnKeptData() throws Exception {
    // given
    LocalReport first;
    LocalSettings settings = settings();
    try (LocalRun run = LocalRun.start(settings, false, silent())) {
      // when
      run.replay();
      publishGarbage(settings.ports().kafka());
      first = run.check();
      // then
      assertThat(first.check().findings()).isEmpty();
      assertThat(first.check().setAside()).isEqualTo(2);
      assertThat(first.check().captured() + first.refusedAtOffice()).isEqualTo(PLANNED);
      assertThat(first.check().failed()).isPositive();
      assertThat(first.check().open()).isPositive();
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> product(run).path("name").asText().equals("Chai"));
      assertTheOfficeIsServed(run.edge());
      assertEveryMetricIsShown(run, settings.ports().metrics());
    }
    // when
    try (LocalRun run = LocalRun.start(settings(), false, silent())) {
      run.replay();
      LocalReport second = run.check();
      // then
      assertThat(second.check()).isEqualTo(first.check());
    }
  }

  @Test
  void shouldAddUpAfterAKillInTheMiddleOfTheReplay() throws Exception {
    // given
    Path data = folder.resolve("data");
    ChildProcess victim = ChildProcess.start(command(data), folder.resolve("logs"));
    Path chapters = data.resolve("progress").resolve("chapters");
    await().atMost(Duration.ofMinutes(3)).until(() -> !victim.isAlive() || done(chapters) >= 2);
    assertThat(victim.isAlive()).as("see %s", victim.logFile()).isTrue();
    // when
    victim.kill();
    try (LocalRun run = LocalRun.start(settings(), false, silent())) {
      run.replay();
      LocalReport report = run.check();
      // then
      assertThat(report.check().findings()).isEmpty();
      assertThat(report.check().captured() + report.refusedAtOffice())
          .isGreaterThanOrEqualTo(PLANNED);
    }
  }

  private static int done(Path chapters) throws IOException {
    String text = Files.exists(chapters) ? Files.readString(chapters).strip() : "";
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  private static JavaCommand command(Path data) {
    return JavaCommand.ours(
        "local",
        List.of("-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        List.of(
            "--registry",
            "embedded",
            "--data",
            data.toString(),
            "--kafka-port=0",
            "--registry-port=0",
            "--graphql-port=0",
            "--metrics-port=0",
            "--edge-port=0"));
  }

  private LocalSettings settings() {
    PortChoice ports = new PortChoice();
    return new LocalSettings(
        folder.resolve("data"),
        RegistryKind.EMBEDDED,
        new Ports(
            ports.choose(0, 0),
            ports.choose(0, 0),
            ports.choose(0, 0),
            ports.choose(0, 0),
            ports.choose(0, 0),
            ports.choose(0, 0)),
        false,
        true,
        CHAPTERS);
  }

  private static Screen silent() {
    return new Screen(new PrintWriter(Writer.nullWriter()), false);
  }

  /** Records that nobody can read: they belong in quarantine, and are no reason to stop. */
  private static void publishGarbage(int kafka) {
    Map<String, Object> config = Map.of("bootstrap.servers", "127.0.0.1:" + kafka);
    String topic = Topics.standard().mutations();
    byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, garbage));
      producer.send(new ProducerRecord<>(topic, garbage, null));
    }
  }

  private static JsonNode product(LocalRun run) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(run.graphql());
    return ask(request, "{ product(id: \"1\") { name version } }").at("/data/product");
  }

  /** The page, and a question that only the centre can answer, with the asker's own token. */
  private void assertTheOfficeIsServed(URI office) throws Exception {
    HttpRequest page = HttpRequest.newBuilder(office).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(page, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("<html");
    }
    URI graphql = office.resolve("/graphql");
    String token =
        DevelopmentKey.in(folder.resolve("data").resolve("issuer"))
            .token(DevelopmentKey.Bearer.of(Role.ADMIN));
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() ->
            ask(HttpRequest.newBuilder(graphql), "{ _federated }")
                .at("/data/_federated")
                .asBoolean());
    String question = "{ customer(id: \"ALFKI\") { name } }";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(graphql).header("Authorization", "Bearer " + token);
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() ->
            ask(request.copy(), question)
                .at("/data/customer/name")
                .asText()
                .equals("Alfreds Futterkiste"));
    assertThat(
            ask(HttpRequest.newBuilder(graphql), question).at("/errors/0/extensions/code").asText())
        .isEqualTo("UNAUTHENTICATED");
  }

  /** Aggregator and offices share a page; the office that is served has GraphQL besides. */
  private static void assertEveryMetricIsShown(LocalRun run, int metricsPort) {
    URI shared = URI.create("http://127.0.0.1:" + metricsPort);
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> {
          MetricsPage aggregator = MetricsPage.of(shared);
          assertThat(aggregator.missing(Catalogues.Place.AGGREGATOR)).isEmpty();
          assertThat(aggregator.missing(Catalogues.Place.EDGE)).isEmpty();
          assertThat(aggregator.unknown()).isEmpty();
          MetricsPage centre = MetricsPage.of(run.graphql());
          assertThat(centre.missing(Catalogues.Place.CENTRE)).isEmpty();
          assertThat(centre.unknown()).isEmpty();
        });
  }

  private static JsonNode ask(HttpRequest.Builder request, String document) throws Exception {
    ObjectMapper json = new ObjectMapper();
    String body = json.writeValueAsString(Map.of("query", document));
    try (HttpClient client = HttpClient.newHttpClient()) {
      return json.readTree(
          client
              .send(
                  request
                      .header("Content-Type", "application/json")
                      .POST(HttpRequest.BodyPublishers.ofString(body))
                      .build(),
                  HttpResponse.BodyHandlers.ofString())
              .body());
    }
  }
}
