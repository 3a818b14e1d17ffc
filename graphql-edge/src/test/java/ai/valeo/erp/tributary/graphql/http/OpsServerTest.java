package ai.valeo.erp.tributary.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpsServerTest {

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void shouldServeMetricsAndHealth() throws IOException, InterruptedException {
    // given
    meters.counter("some.thing").increment();
    Health health = new Health(false, List.of(new Health.Check("stream", false, "stopped")));
    try (OpsServer server = OpsServer.start(Address.loopback(), meters, () -> health)) {
      // when / then
      assertThat(get(server, "/metrics").body()).contains("some_thing_total 1.0");
      assertThat(get(server, "/health/live").statusCode()).isEqualTo(503);
      assertThat(get(server, "/health/ready").body())
          .isEqualTo(
              "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"stream\",\"status\":\"DOWN\","
                  + "\"reason\":\"stopped\"}]}");
      assertThat(get(server, "/graphql").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void shouldHideAFailureOfItsPages() throws IOException, InterruptedException {
    // given
    try (OpsServer server =
        OpsServer.start(
            Address.loopback(),
            meters,
            () -> {
              throw new IllegalStateException("secret");
            })) {
      // when
      HttpResponse<String> response = get(server, "/health/ready");

      // then
      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body()).isEqualTo("{\"error\":\"internal\"}");
    }
  }

  @Test
  void shouldSayThatAPortIsTaken() {
    // given
    Health health = new Health(true, List.of());
    try (OpsServer server = OpsServer.start(Address.loopback(), meters, () -> health)) {
      Address taken = new Address("127.0.0.1", server.port());

      // when / then
      assertThatThrownBy(() -> OpsServer.start(taken, meters, () -> health))
          .isInstanceOf(HttpServerException.class);
    }
  }

  private static HttpResponse<String> get(OpsServer server, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
