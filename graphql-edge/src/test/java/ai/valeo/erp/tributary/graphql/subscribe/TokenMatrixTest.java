package ai.valeo.erp.tributary.graphql.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.security.TestIssuer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of token with every kind of operation over every transport. */
class TokenMatrixTest {

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

  /** Kinds of tokens: what is wrong with them. */
  enum Token {
    NONE(false),
    EXPIRED(true),
    WRONG_AUDIENCE(true),
    WRONG_ISSUER(true),
    WRONG_SIGNATURE(true),
    WRONG_ROLE(false),
    RIGHT(false);

    private final boolean isInvalid;

    Token(boolean isInvalid) {
      this.isInvalid = isInvalid;
    }

    @Nullable String text() {
      return switch (this) {
        case NONE -> null;
        case EXPIRED ->
            issuer.token(claims ->
                claims
                    .claim("scope", "stock:read stock:write")
                    .expirationTime(Date.from(Instant.now().minusSeconds(3_600))));
        case WRONG_AUDIENCE ->
            issuer.token(
                claims -> claims.claim("scope", "stock:read stock:write").audience("elsewhere"));
        case WRONG_ISSUER ->
            issuer.token(claims ->
                claims.claim("scope", "stock:read stock:write").issuer("https://evil.test"));
        case WRONG_SIGNATURE ->
            TestIssuer.sign(
                TestIssuer.stranger("one"),
                TestIssuer.claims(claims -> claims.claim("scope", "stock:read stock:write")));
        case WRONG_ROLE -> issuer.token(claims -> claims.claim("roles", List.of("READER")));
        case RIGHT -> issuer.token("stock:read", "stock:write");
      };
    }

    /** The code of the error that its request gets, or none. */
    @Nullable String code() {
      return switch (this) {
        case NONE, EXPIRED, WRONG_AUDIENCE, WRONG_ISSUER, WRONG_SIGNATURE -> "UNAUTHENTICATED";
        case WRONG_ROLE -> "FORBIDDEN";
        case RIGHT -> null;
      };
    }
  }

  static Stream<List<Object>> overHttp() {
    return Stream.of(SecuredBench.QUERY, SecuredBench.MUTATION)
        .flatMap(operation -> Stream.of(Token.values()).map(token -> List.of(token, operation)));
  }

  @ParameterizedTest
  @MethodSource("overHttp")
  void shouldHoldOverHttp(List<Object> one) {
    // given
    Token token = (Token) one.get(0);
    int before = bench.booked.get();

    // when
    HttpResponse<String> answer = bench.post((String) one.get(1), token.text());

    // then
    JsonNode body = SecuredBench.json(answer);
    assertThat(answer.statusCode()).isEqualTo(token.isInvalid ? 401 : 200);
    assertThat(answer.headers().firstValue("www-authenticate").isPresent())
        .isEqualTo(token.isInvalid);
    assertThat(body.at("/errors/0/extensions/code").asText(null)).isEqualTo(token.code());
    if (token != Token.RIGHT) {
      assertThat(bench.booked).hasValue(before);
    }
  }

  static Stream<List<Object>> overEvents() {
    return Stream.of(SecuredBench.QUERY, SecuredBench.MUTATION, SecuredBench.SUBSCRIPTION)
        .flatMap(operation -> Stream.of(Token.values()).map(token -> List.of(token, operation)));
  }

  @ParameterizedTest
  @MethodSource("overEvents")
  void shouldHoldForEventStreams(List<Object> one) {
    // given
    Token token = (Token) one.get(0);
    String operation = (String) one.get(1);
    int before = bench.booked.get();

    // when
    String answer = firstOfStream(operation, token);

    // then
    if (token.code() == null) {
      assertThat(answer).containsPattern(RIGHTS.get(operation)).doesNotContain("errors");
    } else {
      assertThat(answer)
          .contains('"' + token.code() + '"')
          .doesNotContainPattern(RIGHTS.get(operation));
      assertThat(bench.booked).hasValue(before);
    }
  }

  /** What stands in the answer of each operation to whom it is allowed. */
  private static final Map<String, String> RIGHTS =
      Map.of(
          SecuredBench.QUERY, "\"stock\":\"10\"",
          SecuredBench.MUTATION, "\"book\":\\d",
          SecuredBench.SUBSCRIPTION, "\"ticks\":1");

  /** The first line that tells something: of an event, or of a refusal before there is a stream. */
  private static String firstOfStream(String operation, Token token) {
    HttpRequest request =
        bench.request(operation, token.text()).header("accept", "text/event-stream").build();
    HttpResponse<Stream<String>> answer = bench.open(request);
    assertThat(answer.statusCode()).isEqualTo(token.isInvalid ? 401 : 200);
    try (Stream<String> lines = answer.body()) {
      return lines.filter(line -> line.contains("{")).findFirst().orElse("");
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldHoldForWebSockets(Token token) {
    // given
    String text = token.text();
    int before = bench.booked.get();
    try (var client = new SocketClient(bench.uri("ws"), "graphql-transport-ws")) {
      // when
      client.say(
          text == null
              ? "{'type':'connection_init'}"
              : "{'type':'connection_init','payload':{'Authorization':'Bearer " + text + "'}}");

      // then
      if (token.isInvalid) {
        assertThat(client.closed()).startsWith("4403 ");
        return;
      }
      client.expect("{'type':'connection_ack'}");
      for (String operation : RIGHTS.keySet()) {
        client.subscribe(operation.substring(0, 3), operation.replace("\"", "\\\""));
        JsonNode heard = client.hear();
        assertThat(heard.at("/type").asText()).isEqualTo("next");
        assertThat(heard.at("/payload/errors/0/extensions/code").asText(null))
            .isEqualTo(token.code());
        if (!operation.equals(SecuredBench.SUBSCRIPTION) || token != Token.RIGHT) {
          assertThat(client.hear().at("/type").asText()).isEqualTo("complete");
        }
      }
    }
    assertThat(bench.booked).hasValue(token == Token.RIGHT ? before + 1 : before);
  }

  @Test
  void shouldTakeTheTokenOfTheHandshakeWhereTheClientNamesNoOther() {
    // given
    try (var client = new SocketClient(bench.uri("ws"), "graphql-transport-ws")) {
      client.say("{'type':'connection_init'}");
      client.expect("{'type':'connection_ack'}");

      // when
      client.subscribe("1", "{ open stock }");

      // then
      JsonNode heard = client.hear();
      assertThat(heard.at("/payload/data/open").asText()).isEqualTo("for all");
      assertThat(heard.at("/payload/data/stock").isNull()).isTrue();
    }
  }

  @Test
  void shouldEndASubscriptionWithItsToken() {
    // given
    String token =
        issuer.token(claims ->
            claims
                .claim("scope", "stock:read")
                .expirationTime(Date.from(Instant.now().plusSeconds(2))));
    try (var client = new SocketClient(bench.uri("ws"), "graphql-transport-ws")) {
      client.say("{'type':'connection_init','payload':{'authorization':'Bearer " + token + "'}}");
      client.expect("{'type':'connection_ack'}");

      // when
      client.subscribe("1", SecuredBench.SUBSCRIPTION);
      client.expect("{'id':'1','type':'next','payload':{'data':{'ticks':1}}}");

      // then
      assertThat(client.closed()).isEqualTo("4401 TOKEN_EXPIRED");
    }
  }

  @Test
  void shouldEndAnEventStreamWithItsToken() {
    // given
    String token =
        issuer.token(claims ->
            claims
                .claim("scope", "stock:read")
                .expirationTime(Date.from(Instant.now().plusSeconds(2))));

    // when
    HttpResponse<String> answer =
        bench.send(
            bench
                .request(SecuredBench.SUBSCRIPTION, token)
                .header("accept", "text/event-stream")
                .build());

    // then
    assertThat(answer.body())
        .contains("\"ticks\":1")
        .contains("UNAUTHENTICATED")
        .endsWith("event: complete\ndata: \n\n");
    assertThat(meter("tributary.graphql.clients.dropped", "rule", "TOKEN_EXPIRED"))
        .isGreaterThanOrEqualTo(1);
  }

  private static double meter(String name, String... tags) {
    return bench.meters.get(name).tags(tags).counter().count();
  }
}
