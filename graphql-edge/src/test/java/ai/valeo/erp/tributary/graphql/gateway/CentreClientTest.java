package ai.valeo.erp.tributary.graphql.gateway;

import static ai.valeo.erp.tributary.graphql.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.graphql.schema.GraphRequest;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is made of a centre that behaves badly. */
class CentreClientTest {

  private final AtomicInteger successes = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final CountDownLatch cut = new CountDownLatch(1);
  private ServerSocket server;
  private CentreClient client;

  @BeforeEach
  void open() throws IOException {
    open(Duration.ofMinutes(2));
  }

  private void open(Duration timeout) throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    var settings =
        new GatewaySettings(
            URI.create("http://127.0.0.1:" + server.getLocalPort()),
            timeout,
            1_000,
            new GatewaySettings.Cache(
                false, Path.of("none"), Duration.ZERO, 1, Duration.ZERO, 1_000),
            new GatewaySettings.Schema(Duration.ofDays(1), false));
    client = new CentreClient(settings, new Counting(), new SimpleMeterRegistry(), version -> {});
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void shouldBreakOffABodyThatDrips() throws Exception {
    // given
    close();
    open(Duration.ofMillis(500));
    serve("HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n", true);

    // when
    assertThatThrownBy(() -> ask().get(2, TimeUnit.MINUTES))
        .hasRootCauseInstanceOf(TimeoutException.class);

    // then the connection does not go on behind
    assertThat(cut.await(2, TimeUnit.MINUTES)).isTrue();
    patiently().until(() -> failures.get() == 1);
  }

  @Test
  void shouldTakeARefusalForAnAnswer() throws Exception {
    // given a proxy that has no idea of GraphQL
    serve("HTTP/1.1 401 Unauthorized\r\ncontent-length: 2\r\n\r\nno", false);

    // when
    JsonNode answer = ask().get(2, TimeUnit.MINUTES);

    // then
    assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("UNAUTHENTICATED");
    assertThat(answer.has("data")).isFalse();
    patiently().until(() -> successes.get() == 1);
  }

  @Test
  void shouldLeaveOtherAnswersWithoutGraphQlAlone() {
    // given
    serve("HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\n\r\nno", false);

    // when / then
    assertThatThrownBy(() -> ask().get(2, TimeUnit.MINUTES)).hasMessageContaining("404");
    patiently().until(() -> successes.get() == 1);
  }

  private CompletableFuture<JsonNode> ask() {
    return client.ask(
        new Question("{ a }", Map.of()), new GraphRequest("id", "{ a }", null, Map.of(), true));
  }

  /** Answers the first request, and goes on byte by byte if it is to drip. */
  private void serve(String answer, boolean drips) {
    Thread.ofVirtual()
        .start(() -> {
          try (Socket socket = server.accept()) {
            socket.getInputStream().read();
            OutputStream out = socket.getOutputStream();
            out.write(answer.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            while (drips && !cut.await(20, TimeUnit.MILLISECONDS)) {
              out.write(' ');
              out.flush();
            }
            cut.await();
          } catch (IOException | InterruptedException e) {
            cut.countDown();
          }
        });
  }

  private final class Counting implements Reach {

    @Override
    public boolean tryAcquire() {
      return true;
    }

    @Override
    public boolean isUnstable() {
      return false;
    }

    @Override
    public void succeeded(Duration took) {
      successes.incrementAndGet();
    }

    @Override
    public void failed(Duration took, Throwable cause) {
      failures.incrementAndGet();
    }
  }
}
