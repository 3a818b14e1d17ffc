package ai.valeo.erp.tributary.graphql.http;

import static ai.valeo.erp.tributary.graphql.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.schema.CentralSchema;
import ai.valeo.erp.tributary.graphql.view.CentralMeter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphServerTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path stateDir;
  private static GraphBench bench;

  @BeforeAll
  static void open() {
    bench = new GraphBench(stateDir);
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  @Test
  void shouldAnswerAQueryByGet() throws IOException {
    // given
    String query =
        URLEncoder.encode("query Q($id: ID!) { product(id: $id) { id } }", StandardCharsets.UTF_8);
    String variables = URLEncoder.encode("{\"id\": \"p1\"}", StandardCharsets.UTF_8);

    // when
    HttpResponse<String> response =
        get("/graphql?query=" + query + "&variables=" + variables + "&operationName=Q");

    // then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type"))
        .hasValue("application/json; charset=utf-8");
    assertThat(JSON.readTree(response.body()))
        .isEqualTo(JSON.readTree("{\"data\":{\"product\":null}}"));
  }

  @Test
  void shouldServeItsSchemaAndAnnounceItsVersionWithEveryAnswer() throws IOException {
    // when
    HttpResponse<String> schema = get("/graphql/schema");
    HttpResponse<String> answer = get("/graphql?query=%7B__typename%7D");

    // then
    assertThat(schema.statusCode()).isEqualTo(200);
    assertThat(schema.body()).isEqualTo(CentralSchema.sdl());
    String version = answer.headers().firstValue("x-schema-version").orElseThrow();
    assertThat(schema.headers().firstValue("etag")).hasValue('"' + version + '"');
    HttpResponse<String> again =
        bench.send(
            HttpRequest.newBuilder(bench.uri("/graphql/schema"))
                .header("if-none-match", '"' + version + '"'));
    assertThat(again.statusCode()).isEqualTo(304);
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example, 421",
    "_evil.example, 421",
    "localhost, 200",
    "127.0.0.1, 200",
    "[::1], 200"
  })
  void shouldNotAnswerToTheNameOfAStranger(String host, int status) throws IOException {
    // given
    String request =
        "GET /health/live HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\n\r\n"
            .formatted(host, bench.port());

    // when
    String response;
    try (Socket socket = new Socket("127.0.0.1", bench.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    // then
    assertThat(response).startsWith("HTTP/1.1 " + status);
  }

  @ParameterizedTest
  @CsvSource({
    "/graphql?query=%zz",
    "/graphql?query=%7B__typename%7D&variables=%",
    "/loglevel?logger=%zz",
    "/health/live?a=%zz"
  })
  void shouldAnswerWhatCannotBeDecoded(String target) throws IOException {
    // given
    String request =
        "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(target);

    // when
    String response;
    try (Socket socket = new Socket("127.0.0.1", bench.port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    // then
    String status = target.startsWith("/health") ? "200" : "400";
    assertThat(response).startsWith("HTTP/1.1 " + status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ bad                                | 400 | GRAPHQL_PARSE_FAILED",
        "{ nothing }                          | 400 | GRAPHQL_VALIDATION_FAILED",
        "query A { __typename } query B { a } | 400 | GRAPHQL_VALIDATION_FAILED",
        "{ product { id } }                   | 400 | GRAPHQL_VALIDATION_FAILED",
        "{ orders(first: 201) { nodes { id } } } | 200 | BAD_USER_INPUT",
        "{ orders(first: 0) { nodes { id } } }   | 200 | BAD_USER_INPUT",
        "{ orders(after: \"x\") { nodes { id } } } | 200 | BAD_USER_INPUT",
        "{ products(offset: -1) { id } }      | 200 | BAD_USER_INPUT",
        "{ entity(type: \"Nope\", id: \"1\") { id } } | 200 | BAD_USER_INPUT",
      })
  void shouldNameWhatIsWrong(String query, int status, String code) throws IOException {
    // given
    String body = JSON.writeValueAsString(Map.of("query", query));

    // when
    HttpResponse<String> response =
        bench.send(
            post(body)
                .header("accept", "application/graphql-response+json")
                .header("x-request-id", "my-id"));

    // then
    assertThat(response.statusCode()).isEqualTo(status);
    JsonNode error = JSON.readTree(response.body()).at("/errors/0");
    assertThat(error.at("/extensions/code").asText()).isEqualTo(code);
    assertThat(error.at("/extensions/requestId").asText()).isEqualTo("my-id");
    assertThat(response.headers().firstValue("x-request-id")).hasValue("my-id");
    assertThat(response.body()).doesNotContain("Exception").doesNotContain("\tat ");
  }

  @Test
  void shouldRefuseAPostThatAPageOfAnotherOriginCouldSend() {
    // given
    String body = "{\"query\":\"{ __typename }\"}";

    // when
    HttpResponse<String> untyped =
        bench.send(
            HttpRequest.newBuilder(bench.uri("/graphql")).POST(BodyPublishers.ofString(body)));
    HttpResponse<String> plain =
        bench.send(
            HttpRequest.newBuilder(bench.uri("/graphql"))
                .header("content-type", "text/plain")
                .POST(BodyPublishers.ofString(body)));

    // then
    assertThat(untyped.statusCode()).isEqualTo(415);
    assertThat(plain.statusCode()).isEqualTo(415);
    assertThat(plain.body()).contains("UNSUPPORTED_MEDIA_TYPE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]",
        "{}",
        "nonsense",
        "{\"query\": 1}",
        "{\"query\": \"{ __typename }\", \"variables\": []}",
        "{\"query\": \"{ __typename }\", \"operationName\": 1}",
        "{\"query\": \"{ __typename }\", \"extensions\": 1}",
        "{\"query\": \"{ __typename }\"} {}",
        "{\"query\": \"{ __typename }\", \"query\": \"{ product }\"}",
      })
  void shouldRefuseABodyThatIsNoRequest(String body) {
    // when
    HttpResponse<String> response = bench.send(post(body));

    // then
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"code\":\"BAD_REQUEST\"");
  }

  @Test
  void shouldRefuseALargeBody() {
    // given
    String large = "{\"query\":\"{ __typename }" + " ".repeat(20_000) + "\"}";

    // when
    HttpResponse<String> declared = bench.send(post(large));
    HttpResponse<String> streamed =
        bench.send(
            HttpRequest.newBuilder(bench.uri("/graphql"))
                .header("content-type", "application/json")
                .POST(
                    BodyPublishers.fromPublisher(
                        BodyPublishers.ofByteArrays(
                            List.of(large.getBytes(StandardCharsets.UTF_8))))));

    // then
    assertThat(declared.statusCode()).isEqualTo(413);
    assertThat(streamed.statusCode()).isEqualTo(413);
    assertThat(declared.body()).contains("PAYLOAD_TOO_LARGE");
  }

  @Test
  void shouldRefuseOtherMethodsAndUnknownTypes() {
    // when
    HttpResponse<String> put =
        bench.send(
            HttpRequest.newBuilder(bench.uri("/graphql")).PUT(BodyPublishers.ofString("{}")));
    HttpResponse<String> html =
        bench.send(post("{\"query\":\"{ __typename }\"}").header("accept", "text/html"));
    HttpResponse<String> nowhere = get("/nowhere");

    // then
    assertThat(put.statusCode()).isEqualTo(405);
    assertThat(put.headers().firstValue("allow")).hasValue("GET, POST");
    assertThat(html.statusCode()).isEqualTo(406);
    assertThat(nowhere.statusCode()).isEqualTo(404);
  }

  @Test
  void shouldSayThatTooMuchWaits() throws Exception {
    // given
    CountDownLatch free = new CountDownLatch(1);
    Callable<Boolean> busy =
        () -> {
          free.await();
          return true;
        };
    HttpResponse<String> response;
    try {
      bench.workers().submit(busy);
      bench.workers().submit(busy);
      patiently().until(() -> bench.workers().getQueue().isEmpty());
      for (int i = 0; i < 100; i++) {
        bench.workers().submit(busy);
      }

      // when
      response = bench.send(post("{\"query\":\"{ __typename }\"}"));
    } finally {
      free.countDown();
    }
    patiently().until(() -> bench.workers().getActiveCount() == 0);

    // then
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("retry-after")).hasValue("1");
    assertThat(response.body()).contains("OVERLOADED");
  }

  @Test
  void shouldAnswerManyAtOnce() throws Exception {
    // given
    long answeredBefore = answered();
    double parsedBefore = parsed();
    try (var threads = Executors.newFixedThreadPool(8)) {
      Callable<Boolean> many =
          () -> {
            for (int i = 0; i < 50; i++) {
              String id = Thread.currentThread().getName() + i;
              JsonNode answer =
                  bench.ask(
                      "query($id: ID!) { product(id: $id) { id } __typename }", Map.of("id", id));
              assertThat(answer.at("/data/__typename").asText()).isEqualTo("Query");
            }
            return true;
          };

      // when
      List<Future<Boolean>> all = threads.invokeAll(Collections.nCopies(8, many));

      // then
      for (Future<Boolean> one : all) {
        assertThat(one.get()).isTrue();
      }
    }
    assertThat(answered() - answeredBefore).isEqualTo(400);
    assertThat(parsed() - parsedBefore).isBetween(1.0, 8.0);
  }

  @Test
  void shouldServeGraphiQlFromItsOwnFiles() {
    // when
    HttpResponse<String> page = get("/graphiql/");
    String script = page.body().replaceFirst("(?s).*src=\"\\./(static/js/[^\"]+)\".*", "$1");
    HttpResponse<String> code = get("/graphiql/" + script);

    // then
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("/graphql").doesNotContain("https://");
    assertThat(page.headers().firstValue("content-security-policy").orElse(""))
        .startsWith("default-src 'self'");
    assertThat(code.statusCode()).isEqualTo(200);
    assertThat(code.body().length()).isGreaterThan(100_000);
  }

  @Test
  void shouldShowHealthAndMetrics() throws IOException {
    // given
    bench.ask("{ __typename }");
    bench.health =
        new Health(
            true,
            List.of(
                new Health.Check("views", false, "waiting for the broker"),
                new Health.Check("disk", true, "1 bytes free")));

    // when
    HttpResponse<String> live = get("/health/live");
    HttpResponse<String> ready = get("/health/ready");
    HttpResponse<String> metrics = get("/metrics");

    // then
    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(JSON.readTree(ready.body()))
        .isEqualTo(
            JSON.readTree(
                """
                {"status":"DOWN","checks":[
                  {"name":"views","status":"DOWN","reason":"waiting for the broker"},
                  {"name":"disk","status":"UP","reason":"1 bytes free"}]}
                """));
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.body())
        .contains("tributary_central_graphql_requests_seconds_count{status=\"200\"} " + answered());
  }

  private static long answered() {
    Timer timer =
        bench.meters.find(CentralMeter.GRAPHQL_REQUESTS.id()).tag("status", "200").timer();
    return timer == null ? 0 : timer.count();
  }

  private static double parsed() {
    return CentralMeter.DOCUMENT_MISSES.counter(bench.meters).count();
  }

  private HttpResponse<String> get(String path) {
    return bench.send(HttpRequest.newBuilder(bench.uri(path)).GET());
  }

  private HttpRequest.Builder post(String body) {
    return HttpRequest.newBuilder(bench.uri("/graphql"))
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }
}
