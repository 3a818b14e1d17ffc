package ai.valeo.erp.tributary.graphql.peer;

import static ai.valeo.erp.tributary.graphql.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How an instance asks another one, which answers when the test says so. */
class PeersTest {

  private static final int MOST = 8;

  private final Vertx vertx = PeerServer.vertx();
  private final Queue<HttpServerRequest> waiting = new ConcurrentLinkedQueue<>();
  private final Set<HttpVersion> versions = ConcurrentHashMap.newKeySet();
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Host other;
  private Peers peers;

  @BeforeEach
  void open() {
    HttpServer server =
        vertx
            .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(true))
            .connectionHandler(connections::add)
            .requestHandler(request -> {
              versions.add(request.version());
              waiting.add(request);
            })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(10, TimeUnit.SECONDS)
            .join();
    other = new Host("127.0.0.1", server.actualPort());
    Host any = new Host("127.0.0.1", 0);
    peers =
        new Peers(
            new PeerSettings(
                any, any, "a secret of all", null, Duration.ofMinutes(2), MOST, Duration.ZERO),
            InstantSource.system(),
            System::nanoTime,
            new PeerMetrics(meters));
  }

  @AfterEach
  void close() {
    peers.close();
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Test
  void shouldAskManyThingsAtOnceOverOneConnectionOfHttp2() {
    // when
    List<CompletableFuture<List<Told>>> asked = ask(MOST);
    patiently().until(() -> waiting.size() == MOST);
    answerAll();

    // then none had to wait for another's answer
    assertThat(asked).allSatisfy(one -> assertThat(one).succeedsWithin(Duration.ofMinutes(2)));
    assertThat(versions).containsExactly(HttpVersion.HTTP_2);
    assertThat(connections).hasSize(1);
  }

  @Test
  void shouldHaveNoMoreUnderWayThanAllowed() {
    // given
    List<CompletableFuture<List<Told>>> asked = ask(MOST);
    patiently().until(() -> waiting.size() == MOST);

    // when
    CompletableFuture<List<Told>> tooMuch = ask(1).getFirst();

    // then it is refused at once and never sent, and the next may go when the others are through
    assertThat(tooMuch).isCompletedExceptionally();
    assertThat(waiting).hasSize(MOST);
    assertThat(meters.get(PeerMetric.CALLS.id()).tag("result", "OVERLOADED").timer().count())
        .isEqualTo(1);
    answerAll();
    assertThat(asked).allSatisfy(one -> assertThat(one).succeedsWithin(Duration.ofMinutes(2)));
    CompletableFuture<List<Told>> next = ask(1).getFirst();
    patiently().until(() -> !waiting.isEmpty());
    answerAll();
    assertThat(next).succeedsWithin(Duration.ofMinutes(2));
  }

  private List<CompletableFuture<List<Told>>> ask(int times) {
    var asked = new ArrayList<CompletableFuture<List<Told>>>();
    for (int i = 0; i < times; i++) {
      asked.add(peers.ask(other, List.of()));
    }
    return asked;
  }

  private void answerAll() {
    for (HttpServerRequest one = waiting.poll(); one != null; one = waiting.poll()) {
      one.response().end(Buffer.buffer(Wire.answers(List.of())));
    }
  }
}
