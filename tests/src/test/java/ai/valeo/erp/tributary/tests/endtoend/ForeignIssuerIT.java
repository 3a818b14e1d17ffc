package ai.valeo.erp.tributary.tests.endtoend;

import static ai.valeo.erp.tributary.tests.endtoend.CentreDesk.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.graphql.Abuses;
import ai.valeo.erp.tributary.graphql.app.CentralServer;
import ai.valeo.erp.tributary.graphql.app.CentralSettings;
import ai.valeo.erp.tributary.graphql.subscribe.SocketClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real centre that takes the tokens of somebody else's issuer: every kind of token with every
 * kind of operation over every transport, and what nobody may do to it, with a token or without.
 */
class ForeignIssuerIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ISSUER = "staff";
  private static final String AUDIENCE = "tributary";
  private static final String QUERY = "{ inventory(warehouseId: \"W\") { nodes { quantity } } }";
  private static final String SUBSCRIPTION =
      "subscription { inventoryChanged(warehouseId: \"W\") { item { quantity } } }";

  /** What is wrong with a token, and the code of the error that its request gets. */
  private enum Token {
    NONE(false, "UNAUTHENTICATED"),
    EXPIRED(true, "UNAUTHENTICATED"),
    WRONG_AUDIENCE(true, "UNAUTHENTICATED"),
    WRONG_ISSUER(true, "UNAUTHENTICATED"),
    WRONG_ROLE(false, "FORBIDDEN"),
    RIGHT(false, null);

    private final boolean isInvalid;
    private final @Nullable String code;

    Token(boolean isInvalid, @Nullable String code) {
      this.isInvalid = isInvalid;
      this.code = code;
    }
  }

  @TempDir private Path folder;

  private final MockOAuth2Server issuer = new MockOAuth2Server();
  private final HttpClient client = HttpClient.newHttpClient();
  private int port;
  private int bookings;

  private @Nullable String text(Token token) {
    return switch (token) {
      case NONE -> null;
      case EXPIRED -> issued(ISSUER, AUDIENCE, "CLERK", -3_600);
      case WRONG_AUDIENCE -> issued(ISSUER, "elsewhere", "CLERK", 3_600);
      case WRONG_ISSUER -> issued("strangers", AUDIENCE, "CLERK", 3_600);
      case WRONG_ROLE -> issued(ISSUER, AUDIENCE, "VISITOR", 3_600);
      case RIGHT -> issued(ISSUER, AUDIENCE, "CLERK", 3_600);
    };
  }

  private String issued(String by, String audience, String role, long seconds) {
    return issuer
        .issueToken(by, "anna", audience, Map.of("roles", List.of(role)), seconds)
        .serialize();
  }

  @Test
  void shouldHoldWithTokensOfAnIssuerThatIsNotOurs() throws Exception {
    issuer.start();
    try (var rig = new CentreRig(folder.resolve("broker"))) {
      var desk = new CentreDesk(rig, rig.newTopics(), folder);
      desk.whileDeciding(() -> {
        try (CentralServer centre = centre(desk)) {
          port = centre.port();
          knowProduct();
          for (Token token : Token.values()) {
            // the right one comes last: nothing has been booked by the others
            shouldHoldOverHttp(token);
            shouldHoldOverAWebSocket(token);
            shouldHoldForEventStreams(token);
          }
          for (Abuses abuse : Abuses.values()) {
            abuse.shouldBeRefusedBy(uri("http"));
          }
          Abuses.slowBodyShouldBeRefusedBy(uri("http"));
        }
      });
    } finally {
      issuer.shutdown();
      client.close();
    }
  }

  private CentralServer centre(CentreDesk desk) {
    var centre =
        new CentralServer(
            CentralSettings.of(
                desk.keys(
                    Map.of(
                        "central.security.mode",
                        "jwt",
                        "central.security.issuer",
                        issuer.issuerUrl(ISSUER).toString(),
                        "central.security.audience",
                        AUDIENCE,
                        "central.security.jwks.url",
                        issuer.jwksUrl(ISSUER).toString(),
                        "central.command.wait.ms",
                        "60000",
                        "central.http.body.ms",
                        "3000"))));
    centre.start();
    await().atMost(LONG).until(() -> centre.health().isReady());
    return centre;
  }

  /** There is something to book, which only its node may submit. */
  private void knowProduct() throws IOException, InterruptedException {
    String token =
        issuer
            .issueToken(ISSUER, "berlin", AUDIENCE, Map.of("roles", List.of("ADMIN")), 3_600)
            .serialize();
    String known =
        """
        mutation { submitMutations(input: [{id: "s-1", edgeNodeId: "berlin", entityType: "Product",
          entityId: "p1", operationType: CREATE, baseVersion: 0, timestamp: "2026-11-21T10:00:00Z",
          attributes: [{name: "name", value: "Chai"}]}]) { accepted { status } } }
        """;
    HttpResponse<String> answer =
        client.send(request(known, token, "application/json"), BodyHandlers.ofString());
    assertThat(answer.body()).contains("APPLIED");
    await()
        .atMost(LONG)
        .until(() ->
            client
                .send(
                    request("{ product(id: \"p1\") { name } }", token, "application/json"),
                    BodyHandlers.ofString())
                .body()
                .contains("Chai"));
  }

  private void shouldHoldOverHttp(Token token) throws IOException, InterruptedException {
    for (String operation : List.of(QUERY, booking())) {
      HttpResponse<String> answer =
          client.send(request(operation, text(token), "application/json"), BodyHandlers.ofString());
      JsonNode body = JSON.readTree(answer.body());
      assertThat(answer.statusCode()).as("%s", token).isEqualTo(token.isInvalid ? 401 : 200);
      assertThat(answer.headers().firstValue("www-authenticate").isPresent())
          .as("%s", token)
          .isEqualTo(token.isInvalid);
      assertAnswer(token, body, operation);
    }
  }

  private void shouldHoldOverAWebSocket(Token token) throws IOException, InterruptedException {
    String text = text(token);
    try (var socket = new SocketClient(uri("ws"), "graphql-transport-ws")) {
      socket.say(
          text == null
              ? "{'type':'connection_init'}"
              : "{'type':'connection_init','payload':{'authorization':'Bearer " + text + "'}}");
      if (token.isInvalid) {
        assertThat(socket.closed()).as("%s", token).startsWith("4403 ");
        return;
      }
      socket.expect("{'type':'connection_ack'}");
      for (String operation : List.of(QUERY, booking())) {
        socket.subscribe("once", escaped(operation));
        assertAnswer(token, socket.hear().at("/payload"), operation);
        assertThat(socket.hear().at("/type").asText()).isEqualTo("complete");
      }
      socket.subscribe("s", escaped(SUBSCRIPTION));
      var told = CompletableFuture.supplyAsync(() -> socket.hear().at("/payload"));
      bookUntil(token, told);
      assertAnswer(token, told.join(), SUBSCRIPTION);
    }
  }

  private void shouldHoldForEventStreams(Token token) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        client.send(
            request(SUBSCRIPTION, text(token), "text/event-stream"), BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).as("%s", token).isEqualTo(token.isInvalid ? 401 : 200);
    try (var lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      if (token.isInvalid) {
        assertAnswer(token, JSON.readTree(lines.readLine()), SUBSCRIPTION);
        return;
      }
      var told = CompletableFuture.supplyAsync(() -> data(lines));
      bookUntil(token, told);
      assertAnswer(token, told.join(), SUBSCRIPTION);
    }
  }

  /** A subscription may begin to listen after some of the bookings. */
  private void bookUntil(Token token, CompletableFuture<JsonNode> told)
      throws IOException, InterruptedException {
    while (token == Token.RIGHT && !told.isDone()) {
      client.send(request(booking(), text(token), "application/json"), BodyHandlers.ofString());
    }
  }

  private static JsonNode data(BufferedReader lines) {
    return lines
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> {
          try {
            return JSON.readTree(line.substring("data: ".length()));
          } catch (IOException e) {
            throw new AssertionError(line, e);
          }
        })
        .findFirst()
        .orElseThrow(() -> new AssertionError("the stream ended without an answer"));
  }

  private static void assertAnswer(Token token, JsonNode answer, String operation) {
    String seen = token + " " + operation + " " + answer;
    assertThat(answer.at("/errors/0/extensions/code").asText(null)).as(seen).isEqualTo(token.code);
    boolean hasQuantity = answer.findValue("quantity") != null;
    boolean isEmptyList = answer.at("/data/inventory/nodes").isEmpty();
    if (token == Token.RIGHT) {
      assertThat(hasQuantity || (operation.equals(QUERY) && isEmptyList)).as(seen).isTrue();
    } else {
      assertThat(hasQuantity).as(seen).isFalse();
    }
    if (token == Token.RIGHT && operation.startsWith("mutation")) {
      assertThat(answer.at("/data/updateInventory/status").asText()).as(seen).isEqualTo("APPLIED");
    }
  }

  private String booking() {
    return CentreDesk.booking(1, "b" + ++bookings).strip();
  }

  private static String escaped(String document) {
    return document.replace("\"", "\\\"").replace('\n', ' ');
  }

  private HttpRequest request(String query, @Nullable String token, String accept) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("http"))
            .timeout(LONG)
            .header("content-type", "application/json")
            .header("accept", accept)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    JSON.createObjectNode().put("query", query).toString()));
    return (token == null ? request : request.header("authorization", "Bearer " + token)).build();
  }

  private URI uri(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + port + "/graphql");
  }
}
