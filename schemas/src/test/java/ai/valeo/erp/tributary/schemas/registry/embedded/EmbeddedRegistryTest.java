package ai.valeo.erp.tributary.schemas.registry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes as any client sees them. */
class EmbeddedRegistryTest {

  private static final String INT = "{\"schema\":\"\\\"int\\\"\"}";
  private static final String R1 = record("{\\\"name\\\":\\\"a\\\",\\\"type\\\":\\\"int\\\"}");
  private static final String R2 = record("{\\\"name\\\":\\\"b\\\",\\\"type\\\":\\\"int\\\"}");
  private static final String R_OPTIONAL =
      record("{\\\"name\\\":\\\"c\\\",\\\"type\\\":\\\"int\\\",\\\"default\\\":0}");

  private final EmbeddedRegistry registry = EmbeddedRegistry.inMemory();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    http.shutdownNow();
    registry.close();
  }

  @Test
  void shouldGiveOneIdToOneSchemaWhereverItIsUsed() throws Exception {
    assertThat(call("POST", "/subjects/a-value/versions", INT)).isEqualTo("200 {\"id\":1}");
    assertThat(call("POST", "/subjects/a-value/versions", INT)).isEqualTo("200 {\"id\":1}");
    assertThat(call("POST", "/subjects/b-value/versions", INT)).isEqualTo("200 {\"id\":1}");
    assertThat(call("POST", "/subjects/c-value/versions", R1)).isEqualTo("200 {\"id\":2}");
    assertThat(call("GET", "/subjects", null))
        .isEqualTo("200 [\"a-value\",\"b-value\",\"c-value\"]");
    assertThat(call("GET", "/schemas/ids/1/versions", null))
        .isEqualTo(
            "200 [{\"subject\":\"a-value\",\"version\":1},{\"subject\":\"b-value\",\"version\":1}]");
  }

  @Test
  void shouldShowSchemasByIdAndByVersion() throws Exception {
    // given
    call("POST", "/subjects/a%2Fvalue/versions", INT);
    String whole = "{\"subject\":\"a/value\",\"version\":1,\"id\":1,\"schema\":\"\\\"int\\\"\"}";

    // then
    assertThat(call("GET", "/schemas/ids/1", null)).isEqualTo("200 {\"schema\":\"\\\"int\\\"\"}");
    assertThat(call("GET", "/schemas/ids/1/schema", null)).isEqualTo("200 \"int\"");
    assertThat(call("GET", "/subjects/a%2Fvalue/versions/latest", null)).isEqualTo("200 " + whole);
    assertThat(call("GET", "/subjects/a%2Fvalue/versions/1", null)).isEqualTo("200 " + whole);
    assertThat(call("POST", "/subjects/a%2Fvalue", INT)).isEqualTo("200 " + whole);
    assertThat(call("GET", "/apis/ccompat/v7/subjects/a%2Fvalue/versions", null))
        .isEqualTo("200 [1]");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /subjects/none/versions, '', 404, 40401",
    "GET, /subjects/known/versions/9, '', 404, 40402",
    "GET, /subjects/known/versions/zero, '', 422, 42202",
    "GET, /schemas/ids/99, '', 404, 40403",
    "GET, /config/known, '', 404, 40408",
    "POST, /subjects/none, INT, 404, 40401",
    "POST, /subjects/known, R1, 404, 40403",
    "POST, /subjects/known/versions, R1, 409, 409",
    "POST, /subjects/known/versions, JUNK, 422, 42201",
    "POST, /subjects/known/versions, NOJSON, 400, 400",
    "PUT, /config, LEVEL, 422, 42203",
    "GET, /associations/resources/-/some.topic, '', 404, 404",
    "PATCH, /subjects/known, '', 405, 405"
  })
  void shouldAnswerWithConfluentsErrorCodes(
      String method, String path, String body, int status, int errorCode) throws Exception {
    // given
    call("POST", "/subjects/known/versions", INT);

    // when
    String answer = call(method, path, body(body));

    // then
    assertThat(answer).startsWith(status + " {\"error_code\":" + errorCode + ",\"message\":\"");
  }

  @Test
  void shouldBeFullyTransitiveUntilToldOtherwise() throws Exception {
    // given
    call("POST", "/subjects/s/versions", R1);

    // when, then
    assertThat(call("GET", "/config", null))
        .isEqualTo("200 {\"compatibilityLevel\":\"FULL_TRANSITIVE\"}");
    assertThat(call("POST", "/subjects/s/versions", R2)).startsWith("409 ");
    assertThat(call("POST", "/compatibility/subjects/s/versions/latest", R2))
        .isEqualTo("200 {\"is_compatible\":false}");
    assertThat(call("PUT", "/config/s", "{\"compatibility\":\"NONE\"}"))
        .isEqualTo("200 {\"compatibility\":\"NONE\"}");
    assertThat(call("POST", "/subjects/s/versions", R2)).isEqualTo("200 {\"id\":2}");
    assertThat(call("DELETE", "/config/s", null))
        .isEqualTo("200 {\"compatibilityLevel\":\"NONE\"}");
    assertThat(call("POST", "/subjects/s/versions", R_OPTIONAL)).startsWith("409 ");
  }

  @Test
  void shouldNeverGiveANumberTwiceAfterDeletion() throws Exception {
    // given
    call("POST", "/subjects/s/versions", INT);
    assertThat(call("DELETE", "/subjects/s", null)).isEqualTo("200 [1]");

    // when
    String id = call("POST", "/subjects/s/versions", R1);

    // then
    assertThat(id).isEqualTo("200 {\"id\":2}");
    assertThat(call("GET", "/subjects/s/versions", null)).isEqualTo("200 [2]");
    assertThat(call("GET", "/schemas/ids/1", null)).startsWith("200 ");
    assertThat(call("DELETE", "/subjects/s/versions/2", null)).isEqualTo("200 2");
    assertThat(call("GET", "/subjects", null)).isEqualTo("200 []");
  }

  @Test
  void shouldServeNobodyButThisMachine() {
    assertThat(URI.create(registry.url()).getHost()).isEqualTo("127.0.0.1");
  }

  private static String body(String name) {
    return switch (name) {
      case "INT" -> INT;
      case "R1" -> R1;
      case "JUNK" -> "{\"schema\":\"{}\"}";
      case "NOJSON" -> "{";
      case "LEVEL" -> "{\"compatibility\":\"SOMEWHAT\"}";
      default -> "";
    };
  }

  private static String record(String field) {
    return "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":["
        + field
        + "]}\"}";
  }

  private String call(String method, String path, @Nullable String body)
      throws IOException, InterruptedException {
    var publisher =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    var request =
        HttpRequest.newBuilder(URI.create(registry.url() + path)).method(method, publisher).build();
    var response = http.send(request, HttpResponse.BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }
}
