package ai.valeo.erp.tributary.graphql.subscribe;

import static ai.valeo.erp.tributary.graphql.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** graphql-transport-ws to the letter, by a client that can misbehave. */
class SocketProtocolTest {

  private static CounterBench bench;
  private static URI uri;

  @BeforeAll
  static void open() {
    bench = new CounterBench(new SubscriptionLimits(50, 3, 4_000, 1 << 16, 20_000, 20_000, 20_000));
    uri = bench.uri("ws");
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  @Test
  void shouldStreamAndComplete() {
    try (SocketClient client = SocketClient.ready(uri)) {
      // when
      client.subscribe("a", "subscription { count(to: 2) }");

      // then
      assertThat(client.protocol()).isEqualTo("graphql-transport-ws");
      client.expect("{'id':'a','type':'next','payload':{'data':{'count':1}}}");
      client.expect("{'id':'a','type':'next','payload':{'data':{'count':2}}}");
      client.expect("{'id':'a','type':'complete'}");
    }
  }

  @Test
  void shouldAnswerQueriesAndMutations() {
    try (SocketClient client = SocketClient.ready(uri)) {
      // when
      client.say(
          "{'id':'q','type':'subscribe','payload':{'query':'query A($n: String) { hello(name: $n)"
              + " } query B { hello }','operationName':'A','variables':{'n':'me'},'extensions':{}}}");
      JsonNode next = client.hear();
      client.expect("{'id':'q','type':'complete'}");
      client.subscribe("q", "mutation { add(n: 3) }");

      // then the id is free again
      assertThat(next.at("/payload/data/hello").asText()).isEqualTo("hello me");
      assertThat(client.hear().at("/payload/data/add").asInt()).isEqualTo(bench.sum.get());
      client.expect("{'id':'q','type':'complete'}");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ nothing }                       | GRAPHQL_VALIDATION_FAILED",
        "{ bad                             | GRAPHQL_PARSE_FAILED",
        "subscription { count }            | GRAPHQL_VALIDATION_FAILED",
        "{ deep { deep { deep { deep { deep { leaf } } } } } } | LIMIT_EXCEEDED",
        "{ a: hello b: hello c: hello d: hello }               | LIMIT_EXCEEDED",
      })
  void shouldSendErrorForWhatCannotRun(String query, String code) {
    try (SocketClient client = SocketClient.ready(uri)) {
      // when
      client.subscribe("e", query);
      JsonNode error = client.hear();
      client.subscribe("e", "{ hello }");

      // then it is over without a complete, and the id is free
      assertThat(error.path("type").asText()).isEqualTo("error");
      assertThat(error.at("/payload/0/extensions/code").asText()).isEqualTo(code);
      assertThat(client.hear().path("type").asText()).isEqualTo("next");
    }
  }

  @Test
  void shouldMaskWhatBreaks() {
    try (SocketClient client = SocketClient.ready(uri)) {
      // when
      client.subscribe("1", "subscription { breaking }");
      JsonNode breaking = client.hear();
      client.subscribe("2", "subscription { refused }");
      JsonNode refused = client.hear();
      client.expect("{'id':'2','type':'complete'}");

      // then
      assertThat(breaking.path("type").asText()).isEqualTo("error");
      assertThat(refused.at("/payload/errors/0/extensions/code").asText()).isEqualTo("INTERNAL");
      assertThat(breaking.toString() + refused).doesNotContain("secret");
    }
  }

  @Test
  void shouldBeginNothingBehindASubscriptionBeforeThatIsListenedTo() {
    try (SocketClient client = SocketClient.ready(uri);
        SocketClient other = SocketClient.ready(uri)) {
      // given
      client.subscribe("s", "subscription { held }");
      client.subscribe("m", "mutation { add(n: 1000) }");
      client.subscribe("w", "mutation { add(n: 1000000) }");
      client.say("{'id':'w','type':'complete'}");
      client.say("{'type':'ping'}");
      client.expect("{'type':'pong'}");
      patiently().until(bench::isHeld);

      // when others have come to their turn, on the one thread that is left
      other.subscribe("o", "mutation { add(n: 1) }");
      int sum = other.hear().at("/payload/data/add").asInt();
      bench.release();

      // then the change is behind what the subscription begins with
      JsonNode first = client.hear();
      JsonNode second = client.hear();
      JsonNode third = client.hear();
      assertThat(sum).isLessThan(1_000);
      assertThat(List.of(first, second, third))
          .anySatisfy(told -> assertThat(told.at("/payload/data/held").asInt()).isEqualTo(sum))
          .anySatisfy(
              told -> assertThat(told.at("/payload/data/add").asInt()).isEqualTo(sum + 1_000));
      patiently().untilAsserted(() -> assertThat(bench.open).hasValue(0));
      assertThat(bench.sum).hasValue(sum + 1_000);
    }
  }

  @Test
  void shouldStopWhenTheClientCompletes() {
    try (SocketClient client = SocketClient.ready(uri)) {
      // given
      client.subscribe("s", "subscription { silent }");
      patiently().until(() -> bench.open.get() == 1);

      // when
      client.say("{'id':'s','type':'complete'}");
      client.say("{'id':'unknown','type':'complete'}");

      // then
      patiently().until(() -> bench.open.get() == 0);
      client.subscribe("s", "{ hello }");
      assertThat(client.hear().path("type").asText()).isEqualTo("next");
    }
  }

  @Test
  void shouldStopEverythingWhenTheClientLeaves() {
    try (SocketClient client = SocketClient.ready(uri)) {
      client.subscribe("1", "subscription { silent }");
      client.subscribe("2", "subscription { silent }");
      patiently().until(() -> bench.open.get() == 2);

      // when
      client.leave();

      // then
      patiently().until(() -> bench.open.get() == 0);
      patiently().until(() -> bench.clients() == 0);
    }
  }

  @Test
  void shouldPong() {
    try (SocketClient client = new SocketClient(uri, "graphql-transport-ws")) {
      // when, at any time
      client.say("{'type':'ping'}");
      client.say("{'type':'pong'}");
      client.say("{'type':'pong','payload':{'a':1}}");
      client.say("{'type':'ping','payload':{'a':[1]}}");

      // then
      client.expect("{'type':'pong'}");
      client.expect("{'type':'pong','payload':{'a':[1]}}");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense",
        "[]",
        "{}",
        "{'type':1}",
        "{'type':'start'}",
        "{'type':'connection_ack'}",
        "{'type':'next','id':'1'}",
        "{'type':'connection_init','payload':1}",
        "{'type':'ping','payload':[]}",
        "{'type':'complete'}",
        "{'type':'subscribe'}",
        "{'type':'subscribe','id':'','payload':{'query':'{hello}'}}",
        "{'type':'subscribe','id':1,'payload':{'query':'{hello}'}}",
        "{'type':'subscribe','id':'1'}",
        "{'type':'subscribe','id':'1','payload':{}}",
        "{'type':'subscribe','id':'1','payload':{'query':1}}",
        "{'type':'subscribe','id':'1','payload':{'query':'{hello}','variables':[]}}",
        "{'type':'subscribe','id':'1','payload':{'query':'{hello}','operationName':1}}",
        "{'type':'subscribe','id':'1','payload':{'query':'{hello}','extensions':1}}",
      })
  void shouldCloseOnAnInvalidMessage(String message) {
    try (SocketClient client = new SocketClient(uri, "graphql-transport-ws")) {
      // given
      if (message.contains("subscribe")) {
        client.say("{'type':'connection_init','payload':{}}");
        client.expect("{'type':'connection_ack'}");
      }

      // when
      client.say(message);

      // then
      assertThat(client.closed()).startsWith("4400 Invalid message: ");
    }
  }

  @Test
  void shouldCloseOnBinaryAndOnTooMuch() {
    try (SocketClient binary = SocketClient.ready(uri);
        SocketClient large = SocketClient.ready(uri)) {
      // when
      binary.sayBinary("{\"type\":\"ping\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      large.say("{'type':'ping','payload':{'a':'" + "x".repeat(5_000) + "'}}");

      // then
      assertThat(binary.closed()).startsWith("4400 ");
      assertThat(large.closed()).startsWith("1009");
    }
  }

  @Test
  void shouldRefuseToSubscribeBeforeTheAck() {
    try (SocketClient client = new SocketClient(uri, "graphql-transport-ws")) {
      client.subscribe("1", "{ hello }");
      assertThat(client.closed()).isEqualTo("4401 Unauthorized");
    }
  }

  @Test
  void shouldRefuseAnIdInUse() {
    try (SocketClient client = SocketClient.ready(uri)) {
      client.subscribe("mine", "subscription { silent }");
      client.subscribe("mine", "{ hello }");
      assertThat(client.closed()).isEqualTo("4409 Subscriber for mine already exists");
      patiently().until(() -> bench.open.get() == 0);
    }
  }

  @Test
  void shouldRefuseASecondInit() {
    try (SocketClient client = SocketClient.ready(uri)) {
      client.say("{'type':'connection_init'}");
      assertThat(client.closed()).isEqualTo("4429 Too many initialisation requests");
    }
  }

  @ParameterizedTest
  @CsvSource({"graphql-ws", "''"})
  void shouldRefuseOtherSubprotocols(String protocol) {
    String[] protocols = protocol.isEmpty() ? new String[0] : new String[] {protocol};
    try (SocketClient client = new SocketClient(uri, protocols)) {
      assertThat(client.closed()).isEqualTo("4406 Subprotocol not acceptable");
    }
  }

  @Test
  void shouldLimitOperationsOfAConnection() {
    try (SocketClient client = SocketClient.ready(uri)) {
      // given
      for (String id : new String[] {"1", "2", "3"}) {
        client.subscribe(id, "subscription { silent }");
      }

      // when
      client.subscribe("4", "{ hello }");
      JsonNode error = client.hear();

      // then
      assertThat(error.path("type").asText()).isEqualTo("error");
      assertThat(error.at("/payload/0/extensions/code").asText()).isEqualTo("LIMIT_EXCEEDED");
      client.say("{'type':'complete','id':'1'}");
      client.subscribe("4", "{ hello }");
      assertThat(client.hear().path("type").asText()).isEqualTo("next");
    }
  }

  @Test
  void shouldRefusePagesOfOtherOrigins() {
    // given
    try (HttpClient client = HttpClient.newHttpClient()) {
      // when / then
      Assertions.assertThatThrownBy(() ->
              client
                  .newWebSocketBuilder()
                  .subprotocols("graphql-transport-ws")
                  .header("Origin", "https://evil.example")
                  .buildAsync(uri, new java.net.http.WebSocket.Listener() {})
                  .join())
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              e -> assertThat(e.getResponse().statusCode()).isEqualTo(403));
    }
  }
}
