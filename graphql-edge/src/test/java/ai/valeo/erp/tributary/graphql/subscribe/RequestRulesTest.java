package ai.valeo.erp.tributary.graphql.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.security.Rate;
import ai.valeo.erp.tributary.graphql.security.SecuritySettings;
import ai.valeo.erp.tributary.graphql.security.SecuritySettings.Get;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which requests a server takes at all: by document, by method, by origin and by rate. */
class RequestRulesTest {

  private static final SecuritySettings OPEN = SecuritySettings.OPEN;
  private static final String LISTED = "{ open }";
  private static final String OTHER = "{ known }";

  @TempDir Path folder;

  private static SecuritySettings with(
      SecuritySettings.Documents documents, SecuritySettings.Rates rates, Get get) {
    return new SecuritySettings(
        null, rates, documents, Set.of("https://erp.test"), get, true, OPEN.timeout());
  }

  @Test
  void shouldAnswerListedDocumentsOnlyOverEveryTransport() throws Exception {
    // given
    Path list = folder.resolve("documents.json");
    Files.writeString(list, "{\"Open\": \"" + LISTED + "\"}");
    var documents = new SecuritySettings.Documents(list, 0);
    try (var bench = new SecuredBench(with(documents, OPEN.rates(), Get.OPEN));
        var socket = SocketClient.ready(bench.uri("ws"))) {
      // when
      HttpResponse<String> refused = bench.post(OTHER, null);
      HttpResponse<String> refusedEvents =
          bench.send(bench.request(OTHER, null).header("accept", "text/event-stream").build());
      socket.subscribe("listed", LISTED);
      JsonNode told = socket.hear();
      assertThat(socket.hear().at("/type").asText()).isEqualTo("complete");
      socket.subscribe("other", OTHER);
      JsonNode untold = socket.hear();

      // then
      assertThat(bench.post(LISTED, null).body()).contains("for all");
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("\"DOCUMENT_NOT_LISTED\"");
      assertThat(refusedEvents.body()).contains("\"DOCUMENT_NOT_LISTED\"");
      assertThat(told.at("/payload/data/open").asText()).isEqualTo("for all");
      assertThat(untold.toString()).contains("\"DOCUMENT_NOT_LISTED\"");
    }
  }

  @Test
  void shouldTakeAGetWithAHeaderThatNoForeignPageCanSend() {
    // given
    try (var bench = new SecuredBench(with(OPEN.documents(), OPEN.rates(), Get.PREFLIGHT))) {
      // then
      assertThat(bench.send(get(bench).build()).statusCode()).isEqualTo(400);
      assertThat(bench.send(get(bench).header("apollo-require-preflight", "1").build()).body())
          .contains("for all");
    }
  }

  @Test
  void shouldTakeNoGetWhereItIsOff() {
    // given
    try (var bench = new SecuredBench(with(OPEN.documents(), OPEN.rates(), Get.OFF))) {
      // when
      HttpResponse<String> answer = bench.send(get(bench).build());

      // then
      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("allow")).hasValue("POST");
      assertThat(bench.post(LISTED, null).body()).contains("for all");
    }
  }

  @Test
  void shouldLetPagesOfListedOriginsSendAndReadWhatTheyNeed() {
    // given
    try (var bench = new SecuredBench(with(OPEN.documents(), OPEN.rates(), Get.OPEN))) {
      // when
      HttpResponse<String> asked =
          bench.send(
              HttpRequest.newBuilder(bench.uri("http"))
                  .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                  .header("origin", "https://erp.test")
                  .header("access-control-request-method", "POST")
                  .build());
      HttpResponse<String> answered =
          bench.send(bench.request(LISTED, null).header("origin", "https://erp.test").build());

      // then
      assertThat(asked.headers().firstValue("access-control-allow-headers").orElse(""))
          .contains("authorization", "content-type", "x-read-token", "if-none-match");
      assertThat(answered.headers().firstValue("access-control-expose-headers").orElse(""))
          .contains("x-read-token", "x-schema-version", "x-cache", "etag", "retry-after");
    }
  }

  @Test
  void shouldLimitMutationsAndSubscriptionsEachByItself() {
    // given one mutation and one subscription an hour
    Rate once = new Rate(1, Duration.ofHours(1));
    var rates = new SecuritySettings.Rates(null, once, once, null);
    try (var bench = new SecuredBench(with(OPEN.documents(), rates, Get.OPEN));
        var socket = SocketClient.ready(bench.uri("ws"))) {
      // when
      HttpResponse<String> first = bench.post(SecuredBench.MUTATION, null);
      HttpResponse<String> second = bench.post(SecuredBench.MUTATION, null);
      socket.subscribe("1", SecuredBench.SUBSCRIPTION);
      JsonNode told = socket.hear();
      socket.subscribe("2", SecuredBench.SUBSCRIPTION);
      JsonNode refused = socket.hear();

      // then
      assertThat(first.body()).contains("\"book\":1");
      assertThat(second.statusCode()).isEqualTo(429);
      assertThat(bench.booked).hasValue(1);
      assertThat(told.at("/payload/data/ticks").asInt()).isEqualTo(1);
      assertThat(refused.at("/id").asText()).isEqualTo("2");
      assertThat(refused.toString()).contains("\"RATE_LIMITED\"");
      assertThat(bench.post(LISTED, null).statusCode()).isEqualTo(200);
    }
  }

  private static HttpRequest.Builder get(SecuredBench bench) {
    return HttpRequest.newBuilder(URI.create(bench.uri("http") + "?query=%7B%20open%20%7D"));
  }
}
