package ai.valeo.erp.tributary.graphql.app;

import static ai.valeo.erp.tributary.graphql.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.subscribe.SocketClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the centre tells, passed on by a real edge node to its own subscribers. */
class GatewaySubscriptionsIT {

  private static final String TOLD =
      "subscription($f: String!) { it: told(from: $f) { ...C syncState: __typename } }"
          + " fragment C on Customer { called: name }";

  private static final String PATIENT_MS = "120000";

  @TempDir Path folder;
  private CentreDouble centre;
  private EdgeDesk desk;

  @BeforeEach
  void open() {
    centre = new CentreDouble();
    desk =
        new EdgeDesk(
            folder,
            Map.of(
                "edge.centre.url", centre.url(),
                "edge.gateway.timeout.ms", PATIENT_MS,
                "edge.security.timeout.ms", PATIENT_MS));
    patiently().until(() -> desk.ask("{ _federated }").at("/data/_federated").asBoolean());
  }

  @AfterEach
  void close() {
    desk.close();
    centre.close();
  }

  @Test
  void shouldPassOnWhatTheCentreTells() {
    try (SocketClient client = subscribed()) {
      // when
      centre.tell("c1");
      centre.tell("c2");

      // then
      assertThat(client.hear().at("/payload/data").toString())
          .isEqualTo("{\"it\":{\"called\":\"Alfreds\",\"syncState\":\"Customer\"}}");
      assertThat(client.hear().at("/payload/data/it/called").asText()).isEqualTo("Berglund");
      var request = centre.requests.get(0);
      assertThat(request.variables()).isEqualTo(Map.of("f", "x"));
    }
  }

  @Test
  void shouldSendNoHeadBeforeTheCentreListens() throws IOException, InterruptedException {
    // given
    CountDownLatch held = centre.hold();
    try (HttpClient http = HttpClient.newHttpClient()) {
      var streamed =
          http.sendAsync(
              post("{\"query\":\"" + TOLD + "\",\"variables\":{\"f\":\"x\"}}")
                  .header("accept", "text/event-stream")
                  .build(),
              BodyHandlers.ofInputStream());
      patiently().until(() -> centre.requests.size() == 1);

      // when others are answered meanwhile
      HttpResponse<String> other =
          http.send(post("{\"query\":\"{ __typename }\"}").build(), BodyHandlers.ofString());
      boolean hasHead = streamed.isDone();
      held.countDown();

      // then
      assertThat(other.statusCode()).isEqualTo(200);
      assertThat(hasHead).isFalse();
      try (InputStream unread = streamed.join().body()) {
        assertThat(centre.listeners()).isEqualTo(1);
        assertThat(unread).isNotNull();
      }
    }
  }

  @Test
  void shouldLetTheCentreGoWhenItsClientDoes() {
    try (SocketClient client = subscribed()) {
      // when
      client.say("{'id':'1','type':'complete'}");

      // then
      patiently().until(() -> centre.listeners() == 0);
    }
  }

  @Test
  void shouldEndWhenTheConnectionIsCut() {
    try (SocketClient client = subscribed()) {
      // when
      centre.goAway();

      // then
      assertEndsOffline(client);
    }
  }

  @Test
  void shouldEndInOfflineMode() {
    try (SocketClient client = subscribed()) {
      // when
      desk.node().setOfflineMode(true);

      // then
      assertEndsOffline(client);
      patiently().until(() -> centre.listeners() == 0);
    }
  }

  @Test
  void shouldSayThatItCannotBeToldOffline() {
    // given
    desk.node().setOfflineMode(true);
    try (SocketClient client = client()) {

      // when
      subscribe(client);

      // then
      assertThat(client.hear().findValuesAsText("code")).containsExactly("OFFLINE");
    }
  }

  private HttpRequest.Builder post(String body) {
    return HttpRequest.newBuilder(URI.create(desk.uri("/graphql").toString()))
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private static void assertEndsOffline(SocketClient client) {
    JsonNode last = client.hear();
    assertThat(last.at("/payload/errors/0/extensions/code").asText()).isEqualTo("OFFLINE");
    assertThat(last.at("/payload/data/it").isNull()).isTrue();
    client.expect("{'id':'1','type':'complete'}");
  }

  private SocketClient subscribed() {
    SocketClient client = client();
    subscribe(client);
    patiently().until(() -> centre.listeners() == 1);
    return client;
  }

  private SocketClient client() {
    return SocketClient.ready(URI.create(desk.uri("/graphql").toString().replace("http", "ws")));
  }

  private static void subscribe(SocketClient client) {
    client.say(
        "{'id':'1','type':'subscribe','payload':{'query':'" + TOLD + "','variables':{'f':'x'}}}");
  }
}
