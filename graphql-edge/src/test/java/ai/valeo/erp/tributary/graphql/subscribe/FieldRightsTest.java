package ai.valeo.erp.tributary.graphql.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.security.Rate;
import ai.valeo.erp.tributary.graphql.security.SecuritySettings;
import ai.valeo.erp.tributary.graphql.security.TestIssuer;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What single fields, rows, documents and rates are held to. */
class FieldRightsTest {

  private static TestIssuer issuer;
  private static SecuredBench bench;

  @BeforeAll
  static void start() {
    issuer = new TestIssuer();
    bench = new SecuredBench(issuer.settings());
  }

  @AfterAll
  static void stop() {
    bench.close();
    issuer.close();
  }

  @Test
  void shouldAnswerWhatIsAllowedBesideWhatIsNot() {
    // when
    JsonNode answer = bench.ask("{ open known stock }", issuer.token());

    // then
    assertThat(answer.at("/data").toString())
        .isEqualTo("{\"open\":\"for all\",\"known\":\"for known\",\"stock\":null}");
    assertThat(answer.at("/errors/0/path/0").asText()).isEqualTo("stock");
    assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("FORBIDDEN");
    assertThat(answer.at("/errors/0/extensions/requestId").asText()).startsWith("r");
    assertThat(answer.at("/errors")).hasSize(1);
  }

  @Test
  void shouldTakeOneOfSeveralListsOfScopes() {
    assertThat(bench.ask("{ either }", issuer.token("c")).at("/data/either").asText())
        .isEqualTo("one of two");
    assertThat(bench.ask("{ either }", issuer.token("a", "b")).at("/data/either").asText())
        .isEqualTo("one of two");
    assertThat(bench.ask("{ either }", issuer.token("a")).at("/data/either").isNull()).isTrue();
  }

  @Test
  void shouldGuardTheFieldsOfATypeInFragmentsAndUnderOtherNames() {
    // when
    JsonNode answer =
        bench.ask(
            "{ all: items { ...f } } fragment f on Item { who: owner id }",
            issuer.token("stock:read"));

    // then
    assertThat(answer.at("/data/all/0").toString()).isEqualTo("{\"who\":null,\"id\":\"1\"}");
    assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("FORBIDDEN");
  }

  @Test
  void shouldEmptyTheParentOfAFieldThatCannotBeNull() {
    // when
    JsonNode answer = bench.ask("{ item(id: \"1\") { id must } open }", issuer.token("stock:read"));

    // then
    assertThat(answer.at("/data").toString()).isEqualTo("{\"item\":null,\"open\":\"for all\"}");
  }

  @Test
  void shouldShowNoRowsOfOtherWarehouses() {
    // given
    String limited =
        issuer.token(claims ->
            claims.claim("scope", "stock:read stock:write pii").claim("warehouses", List.of("B1")));

    // when
    JsonNode answer =
        bench.ask(
            "{ items { id } own: item(id: \"1\") { id } other: item(id: \"2\") { id } }", limited);

    // then
    assertThat(answer.toString())
        .isEqualTo("{\"data\":{\"items\":[{\"id\":\"1\"}],\"own\":{\"id\":\"1\"},\"other\":null}}");
  }

  @Test
  void shouldTellOfNoRowsOfOtherWarehouses() {
    // given
    String limited =
        issuer.token(
            claims -> claims.claim("scope", "stock:read").claim("warehouses", List.of("B2")));
    try (var client = new SocketClient(bench.uri("ws"), "graphql-transport-ws")) {
      client.say("{'type':'connection_init','payload':{'authorization':'Bearer " + limited + "'}}");
      client.expect("{'type':'connection_ack'}");

      // when
      client.subscribe("1", "subscription { rows { id } }");

      // then
      client.expect("{'id':'1','type':'next','payload':{'data':{'rows':{'id':'2'}}}}");
    }
  }

  @Test
  void shouldChangeNothingOfOtherWarehouses() {
    // given
    String limited =
        issuer.token(
            claims -> claims.claim("scope", "stock:write").claim("warehouses", List.of("B2")));
    int before = bench.booked.get();

    // when
    JsonNode answer = bench.ask(SecuredBench.MUTATION, limited);

    // then
    assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("FORBIDDEN");
    assertThat(bench.booked).hasValue(before);
  }

  @Test
  void shouldWriteDownWhoReadsPersonalData() {
    // given
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    Logger log = (Logger) LoggerFactory.getLogger("tributary.access");
    log.setLevel(Level.INFO);
    log.addAppender(lines);

    // when
    bench.ask("{ items { id } }", issuer.token("stock:read", "pii"));
    bench.ask("{ item(id: \"2\") { owner } }", issuer.token("stock:read"));
    bench.ask("{ item(id: \"1\") { owner } }", issuer.token("stock:read", "pii"));

    // then
    log.detachAppender(lines);
    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.get(0).getKeyValuePairs().toString())
        .contains("subject=\"anna\"", "entityType=\"Item\"", "entityId=\"1\"", "owner")
        .doesNotContain("Anna");
  }

  @Test
  void shouldEndWhatTakesTooLong() {
    // given
    SecuritySettings given = SecuritySettings.OPEN;
    var hasty =
        new SecuritySettings(
            null,
            given.rates(),
            given.documents(),
            Set.of(),
            given.get(),
            true,
            Duration.ofMillis(50));
    try (var quick = new SecuredBench(hasty)) {
      // when
      HttpResponse<String> answer = quick.post("{ slow }", null);

      // then
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("EXECUTION_TIMEOUT");
      try (SocketClient client = SocketClient.ready(quick.uri("ws"))) {
        client.subscribe("s", "{ slow }");
        JsonNode error = client.hear();
        assertThat(error.path("type").asText()).isEqualTo("error");
        assertThat(error.at("/payload/0/extensions/code").asText()).isEqualTo("EXECUTION_TIMEOUT");
      }
    }
  }

  @Test
  void shouldLimitEachClientAndKindOfOperation() {
    // given
    try (var limited = new SecuredBench(rated(new Rate(2, Duration.ofHours(1)), null))) {
      String anna = issuer.token("stock:read", "stock:write");
      String ben = issuer.token(claims -> claims.subject("ben"));

      // when
      limited.post("{ open }", anna);
      limited.post("{ open }", anna);
      HttpResponse<String> third = limited.post("{ open }", anna);

      // then
      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(third.body()).contains("RATE_LIMITED");
      assertThat(third.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 1_800L);
      assertThat(limited.post("{ open }", ben).statusCode()).isEqualTo(200);
      assertThat(limited.post(SecuredBench.MUTATION, anna).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldLimitDocumentsThatCannotBeRun() {
    // given
    try (var limited = new SecuredBench(rated(new Rate(3, Duration.ofHours(1)), null))) {
      String anna = issuer.token("stock:read", "stock:write");
      for (int i = 0; i < 3; i++) {
        assertThat(limited.post("{ nothing" + i + " }", anna).body())
            .contains("GRAPHQL_VALIDATION_FAILED");
      }

      // when
      HttpResponse<String> fourth = limited.post("{ nothing4 }", anna);

      // then new documents are not even read; what is known or another's goes on
      assertThat(fourth.statusCode()).as(fourth.body()).isEqualTo(429);
      assertThat(fourth.headers().firstValue("retry-after")).isPresent();
      String ben = issuer.token(claims -> claims.subject("ben"));
      assertThat(limited.post("{ open }", ben).statusCode()).isEqualTo(200);
      assertThat(limited.post("{ open }", anna).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldStopWhoTriesTokens() {
    // given
    try (var limited = new SecuredBench(rated(null, new Rate(3, Duration.ofHours(1))))) {
      for (int i = 0; i < 3; i++) {
        assertThat(limited.post("{ open }", "guess" + i).statusCode()).isEqualTo(401);
      }

      // when
      HttpResponse<String> fourth = limited.post("{ open }", issuer.token());

      // then
      assertThat(fourth.statusCode()).isEqualTo(429);
      assertThat(limited.post("{ open }", null).statusCode()).isEqualTo(200);
    }
  }

  private static SecuritySettings rated(@Nullable Rate queries, @Nullable Rate failures) {
    SecuritySettings given = issuer.settings();
    return new SecuritySettings(
        given.tokens(),
        new SecuritySettings.Rates(queries, null, null, failures),
        given.documents(),
        given.origins(),
        given.get(),
        true,
        given.timeout());
  }

  @Test
  void shouldAnswer503WhileTheKeysAreNotKnown() {
    // given
    TestIssuer away = new TestIssuer();
    String token = away.token();
    away.close();
    try (var waiting = new SecuredBench(away.settings())) {
      // when
      HttpResponse<String> answer = waiting.post("{ open }", token);

      // then
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("retry-after")).isPresent();
      assertThat(waiting.post("{ open }", null).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldKnowADocumentByItsHashOnceItHasSeenIt() {
    // given
    String hash = hash("{ open }");
    String named =
        "{\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"" + hash + "\"}}";

    // when
    HttpResponse<String> unknown = bench.send(body(named + "}"));
    HttpResponse<String> told = bench.send(body(named + ",\"query\":\"{ open }\"}"));
    HttpResponse<String> known = bench.send(body(named + "}"));
    HttpResponse<String> poison = bench.send(body(named + ",\"query\":\"{ known }\"}"));

    // then
    assertThat(unknown.statusCode()).isEqualTo(200);
    assertThat(unknown.body()).contains("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND");
    assertThat(told.body()).contains("for all");
    assertThat(known.body()).contains("for all");
    assertThat(poison.statusCode()).isEqualTo(400);
    assertThat(poison.body()).contains("sha");
    assertThat(bench.send(body(named + "}")).body()).contains("for all");
  }

  @Test
  void shouldServeNoGraphiQlWhereItIsSwitchedOff() {
    URI page = bench.uri("http").resolve("/graphiql/");
    assertThat(bench.send(HttpRequest.newBuilder(page).build()).statusCode()).isEqualTo(404);
  }

  @Test
  void shouldAllowPagesOfListedOriginsOnly() {
    // given
    SecuritySettings given = SecuritySettings.OPEN;
    var listed =
        new SecuritySettings(
            null,
            given.rates(),
            given.documents(),
            Set.of("https://erp.test"),
            given.get(),
            true,
            given.timeout());
    try (var open = new SecuredBench(listed)) {
      // when
      HttpResponse<String> asked = open.send(preflight(open, "https://erp.test"));
      HttpResponse<String> refused = open.send(preflight(open, "https://evil.test"));
      HttpResponse<String> got = open.send(get(open, "https://erp.test", "cross-site"));
      HttpResponse<String> forged = open.send(get(open, "https://evil.test", "cross-site"));

      // then
      assertThat(asked.statusCode()).isEqualTo(204);
      assertThat(asked.headers().firstValue("access-control-allow-origin"))
          .contains("https://erp.test");
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.headers().firstValue("access-control-allow-origin")).isEmpty();
      assertThat(got.statusCode()).isEqualTo(200);
      assertThat(got.headers().firstValue("access-control-allow-origin"))
          .contains("https://erp.test");
      assertThat(forged.statusCode()).isEqualTo(403);
    }
  }

  private static HttpRequest preflight(SecuredBench at, String origin) {
    return HttpRequest.newBuilder(at.uri("http"))
        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
        .header("origin", origin)
        .header("access-control-request-method", "POST")
        .build();
  }

  private static HttpRequest get(SecuredBench at, String origin, String site) {
    return HttpRequest.newBuilder(java.net.URI.create(at.uri("http") + "?query=%7B%20open%20%7D"))
        .header("origin", origin)
        .header("sec-fetch-site", site)
        .build();
  }

  private static HttpRequest body(String json) {
    return HttpRequest.newBuilder(bench.uri("http"))
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json))
        .build();
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
