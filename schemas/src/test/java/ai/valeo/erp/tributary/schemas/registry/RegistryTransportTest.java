package ai.valeo.erp.tributary.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.schemas.registry.RegistryException.Code;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryTransportTest {

  private static final RegistryRequest REQUEST = RegistryRequest.get("/schemas/ids/1");

  private final List<Long> pausesMs = new ArrayList<>();
  private StubServer server;

  @BeforeEach
  void start() throws IOException {
    server = new StubServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldAskTheNextAddressWhenOneIsAway() {
    // given
    server.answering(200, "{\"schema\":\"\\\"int\\\"\"}");
    RegistryTransport transport = transport(deadUrl() + "," + server.url(), Map.of());

    // when
    var answer = transport.call(REQUEST);

    // then
    assertThat(answer.path("schema").asText()).isEqualTo("\"int\"");
    assertThat(pausesMs).isEmpty();
  }

  @Test
  void shouldPauseBetweenRoundsForARandomTimeWithinRisingBounds() {
    // given
    server.answering(503, "busy").answering(500, "").answering(429, "").answering(200, "{}");
    RegistryTransport transport =
        transport(server.url(), Map.of("retries.wait.ms", 100, "retries.max.wait.ms", 150));

    // when
    transport.call(REQUEST);

    // then
    assertThat(pausesMs).hasSize(3);
    assertThat(pausesMs.get(0)).isBetween(0L, 100L);
    assertThat(pausesMs.get(1)).isBetween(0L, 150L);
    assertThat(pausesMs.get(2)).isBetween(0L, 150L);
    assertThat(new RetrySettings(9, 100, 10_000).boundMs(3)).isEqualTo(800);
  }

  @Test
  void shouldGiveUpAfterTheAllowedRounds() {
    // given
    server.answering(503, "");
    RegistryTransport transport = transport(server.url(), Map.of("max.retries", 2));

    // when, then
    assertThatThrownBy(() -> transport.call(REQUEST))
        .isInstanceOfSatisfying(
            RegistryException.class,
            e -> {
              assertThat(e.code()).isEqualTo(Code.UNAVAILABLE);
              assertThat(e.isRetryable()).isTrue();
              assertThat(e.isRecordAtFault()).isFalse();
            });
    assertThat(server.requests()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "404, 40403, UNKNOWN_SCHEMA",
    "404, 40401, UNKNOWN_SUBJECT",
    "404, 40402, UNKNOWN_VERSION",
    "404, 0, UNEXPECTED",
    "404, 404, UNEXPECTED",
    "401, 40101, REFUSED",
    "403, 0, REFUSED",
    "409, 409, INCOMPATIBLE",
    "422, 42201, INVALID_SCHEMA",
    "503, 50002, UNAVAILABLE"
  })
  void shouldTellWhatAnAnswerMeans(int status, int errorCode, Code expected) {
    // given
    server.answering(status, "{\"error_code\":" + errorCode + ",\"message\":\"no\"}");
    RegistryTransport transport = transport(server.url(), Map.of("max.retries", 0));

    // when, then
    assertThatThrownBy(() -> transport.call(REQUEST))
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.code()).isEqualTo(expected));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void shouldNotTakeAPageOfHtmlForAnAnswer() {
    // given
    server.answering(200, "<html>Welcome</html>");
    RegistryTransport transport = transport(server.url(), Map.of());

    // when, then
    assertThatThrownBy(() -> transport.call(REQUEST))
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.code()).isEqualTo(Code.UNEXPECTED));
  }

  @ParameterizedTest
  @CsvSource({
    "basic.auth.credentials.source, USER_INFO, basic.auth.user.info, anna:geheim",
    "basic.auth.credentials.source, SASL_INHERIT, sasl.jaas.config, "
        + "'org.apache.kafka.common.security.plain.PlainLoginModule required"
        + " username=\"anna\" password=\"geheim\";'"
  })
  void shouldIdentifyItselfWithAPassword(String key, String source, String infoKey, String info) {
    // given
    server.answering(200, "{}");

    // when
    transport(server.url(), Map.of(key, source, infoKey, info)).call(REQUEST);

    // then
    assertThat(server.authorizations()).containsExactly("Basic YW5uYTpnZWhlaW0=");
  }

  @Test
  void shouldTakeThePasswordFromTheAddress() {
    // given
    server.answering(200, "{}");
    String url = server.url().replace("http://", "http://anna:geheim@");

    // when
    transport(url, Map.of()).call(REQUEST);

    // then
    assertThat(server.authorizations()).containsExactly("Basic YW5uYTpnZWhlaW0=");
  }

  @Test
  void shouldIdentifyItselfWithAToken() {
    // given
    server.answering(200, "{}");

    // when
    transport(server.url(), Map.of("bearer.auth.token", "t0ken")).call(REQUEST);

    // then
    assertThat(server.authorizations()).containsExactly("Bearer t0ken");
  }

  @Test
  void shouldKeepTheBasePathOfTheAddress() {
    // given
    server.answering(200, "{}");

    // when
    transport(server.url() + "/apis/ccompat/v7/", Map.of()).call(REQUEST);

    // then
    assertThat(server.requests()).containsExactly("GET /apis/ccompat/v7/schemas/ids/1");
  }

  private RegistryTransport transport(String urls, Map<String, ?> more) {
    var config = new HashMap<String, Object>(more);
    config.put("schema.registry.url", urls);
    return new RegistryTransport(
        RegistrySettings.from(config), new Random(7), ms -> pausesMs.add(ms));
  }

  /** An address where nobody listens, now or later. */
  private static String deadUrl() {
    return "http://127.0.0.1:1";
  }
}
