package ai.valeo.erp.tributary.graphql.subscribe;

import static ai.valeo.erp.tributary.graphql.Patience.patiently;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** graphql-sse, distinct connections mode. */
class EventStreamTest {

  private static final String BOTH = "application/json, text/event-stream";

  private static CounterBench bench;
  private static HttpClient client;

  @BeforeAll
  static void open() {
    bench = new CounterBench(new SubscriptionLimits(50, 3, 4_000, 1 << 16, 20_000, 20_000, 100));
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void close() {
    client.close();
    bench.close();
  }

  @Test
  void shouldStreamAndComplete() {
    // when
    HttpResponse<String> posted = post("subscription { count(to: 2) }", "text/event-stream");
    HttpResponse<String> got = get("subscription { count(to: 2) }", "text/event-stream");

    // then
    assertThat(posted.statusCode()).isEqualTo(200);
    assertThat(posted.headers().firstValue("content-type"))
        .hasValue("text/event-stream; charset=utf-8");
    assertThat(events(posted))
        .isEqualTo(
            """
            event: next
            data: {"data":{"count":1}}

            event: next
            data: {"data":{"count":2}}

            event: complete
            data:

            """);
    assertThat(events(got)).isEqualTo(events(posted));
  }

  @Test
  void shouldAnswerAQueryAndAnErrorAsEvents() {
    // when
    HttpResponse<String> query = post("{ hello }", "text/event-stream");
    HttpResponse<String> invalid = post("{ nothing }", "text/event-stream");
    HttpResponse<String> broken = post("subscription { breaking }", "text/event-stream");

    // then
    assertThat(events(query))
        .isEqualTo(
            "event: next\ndata: {\"data\":{\"hello\":\"hello you\"}}\n\n"
                + "event: complete\ndata:\n\n");
    assertThat(invalid.statusCode()).isEqualTo(200);
    assertThat(events(invalid))
        .startsWith("event: next\ndata: {\"errors\":[")
        .contains("GRAPHQL_VALIDATION_FAILED")
        .endsWith("event: complete\ndata:\n\n");
    assertThat(events(broken)).contains("\"code\":\"INTERNAL\"").doesNotContain("secret");
  }

  @Test
  void shouldChooseByOperationWhereTheClientTakesBoth() {
    // when
    HttpResponse<String> query = post("{ hello }", BOTH);
    HttpResponse<String> subscription = post("subscription { count(to: 1) }", BOTH);

    // then
    assertThat(query.headers().firstValue("content-type"))
        .hasValue("application/json; charset=utf-8");
    assertThat(subscription.headers().firstValue("content-type"))
        .hasValue("text/event-stream; charset=utf-8");
  }

  @Test
  void shouldRefuseASubscriptionWithoutEvents() {
    // when
    HttpResponse<String> json = post("subscription { count(to: 1) }", "application/json");

    // then
    assertThat(json.statusCode()).isEqualTo(406);
    assertThat(json.body()).contains("\"code\":\"NOT_ACCEPTABLE\"");
  }

  @Test
  void shouldNotChangeAnythingByGet() {
    // when
    HttpResponse<String> response = get("mutation { add(n: 100) }", "text/event-stream");

    // then
    assertThat(response.body()).contains("METHOD_NOT_ALLOWED");
    assertThat(bench.sum.get()).isLessThan(100);
  }

  @Test
  void shouldRefusePagesOfOtherOriginsAndUntypedBodies() {
    // when
    HttpResponse<String> foreign =
        send(
            HttpRequest.newBuilder(uri("{ hello }"))
                .header("accept", "text/event-stream")
                .header("origin", "https://evil.example"));
    HttpResponse<String> untyped =
        send(
            HttpRequest.newBuilder(bench.uri("http"))
                .header("accept", "text/event-stream")
                .POST(BodyPublishers.ofString("{\"query\":\"{ hello }\"}")));

    // then
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(untyped.statusCode()).isEqualTo(415);
  }

  @Test
  void shouldSendNoHeadBeforeItsSourceIsListenedTo() throws IOException, InterruptedException {
    // given
    CompletableFuture<HttpResponse<InputStream>> head =
        client.sendAsync(events("subscription { held }"), BodyHandlers.ofInputStream());
    patiently().until(bench::isHeld);

    // when others that came later have shown themselves again and again
    for (int i = 0; i < 4; i++) {
      try (InputStream other =
          client.send(events("subscription { silent }"), BodyHandlers.ofInputStream()).body()) {
        assertThat(other.readNBytes(9)).isEqualTo(":\n\n:\n\n:\n\n".getBytes(UTF_8));
      }
    }
    boolean hasHead = head.isDone();
    int sum = bench.sum.incrementAndGet();
    bench.release();

    // then
    assertThat(hasHead).isFalse();
    try (InputStream body = head.join().body()) {
      assertThat(new String(body.readAllBytes(), UTF_8))
          .contains("event: next\ndata: {\"data\":{\"held\":" + sum + "}}\n\n")
          .contains("event: complete\n");
    }
    patiently().until(() -> bench.clients() == 0);
  }

  @Test
  void shouldKeepAliveAndStopWhenTheClientLeaves() throws IOException, InterruptedException {
    // given
    HttpResponse<InputStream> response =
        client.send(events("subscription { silent }"), BodyHandlers.ofInputStream());

    // when
    byte[] comments = response.body().readNBytes(9);
    patiently().until(() -> bench.open.get() == 1);
    response.body().close();

    // then
    assertThat(comments).isEqualTo(":\n\n:\n\n:\n\n".getBytes(UTF_8));
    patiently().until(() -> bench.open.get() == 0);
    patiently().until(() -> bench.clients() == 0);
  }

  private static String events(HttpResponse<String> response) {
    return response.body().replace(":\n\n", "").replace("data: \n", "data:\n");
  }

  private static HttpResponse<String> post(String query, String accept) {
    return send(
        HttpRequest.newBuilder(bench.uri("http"))
            .header("accept", accept)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString("{\"query\":\"" + query + "\"}")));
  }

  private static HttpRequest events(String query) {
    return HttpRequest.newBuilder(uri(query)).header("accept", "text/event-stream").build();
  }

  private static HttpResponse<String> get(String query, String accept) {
    return send(HttpRequest.newBuilder(uri(query)).header("accept", accept));
  }

  private static URI uri(String query) {
    return URI.create(bench.uri("http") + "?query=" + URLEncoder.encode(query, UTF_8));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
