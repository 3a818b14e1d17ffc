package ai.valeo.erp.tributary.edge.network;

import static ai.valeo.erp.tributary.edge.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Backoff;
import ai.valeo.erp.tributary.edge.core.Remote;
import ai.valeo.erp.tributary.edge.core.RemoteStatus.State;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProberTest {

  private final RemoteWatch watch =
      new Remotes(
              Given.settings(URI.create("http://centre:4000")),
              new RemoteWatch.Time(System::nanoTime, () -> Instant.EPOCH))
          .watch(Remote.CENTRE);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger returns = new AtomicInteger();
  private volatile boolean away;

  @Test
  void shouldAskAgainAndAgainAndTellWhenItReturns() {
    try (Prober prober = prober(this::ask, false)) {
      // given
      away = true;
      prober.start();
      patiently().until(() -> watch.status().state() == State.DOWN);

      // when
      away = false;

      // then
      patiently().until(() -> watch.status().lastSuccess() != null && returns.get() == 1);
      int before = asked.get();
      patiently().until(() -> asked.get() > before + 2);
      assertThat(returns).hasValue(1);
    }
  }

  @Test
  void shouldAskNothingWhilePaused() {
    try (Prober prober = prober(this::ask, true)) {
      // when
      prober.start();
      prober.setPaused(false);
      patiently().until(() -> asked.get() > 0);
      prober.setPaused(true);
      int before = asked.get();

      // then
      prober.setPaused(true);
      assertThat(asked).hasValue(before);
    }
  }

  @Test
  void shouldBreakOffAQuestionThatHangsWhenPaused() {
    // given
    var asking = new CountDownLatch(1);
    Probe hanging =
        () -> {
          asking.countDown();
          new CountDownLatch(1).await();
        };
    try (Prober prober = prober(hanging, false)) {
      prober.start();
      patiently().until(() -> asking.getCount() == 0);

      // when
      prober.setPaused(true);

      // then: it returned, and a question broken off says nothing
      assertThat(watch.status().state()).isEqualTo(State.UNKNOWN);
    }
  }

  @Test
  void shouldPauseFromItsOwnListener() {
    // given
    var paused = new CountDownLatch(1);
    try (Prober prober = prober(this::ask, false)) {
      watch.listen(status -> {
        prober.setPaused(true);
        paused.countDown();
      });

      // when
      prober.start();

      // then
      patiently().until(() -> paused.getCount() == 0);
    }
  }

  @Test
  void shouldTakeOnlyAReadyCentreForAnAnswer() throws Exception {
    // given
    var code = new AtomicInteger(503);
    HttpServer centre =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    centre.createContext(
        "/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(code.get(), -1);
          exchange.close();
        });
    centre.start();
    URI address = URI.create("http://localhost:" + centre.getAddress().getPort() + "/");
    try (var http = new HttpProbe(address, Duration.ofSeconds(10));
        Prober prober = prober(http, false)) {
      // when
      prober.start();

      // then
      patiently().until(() -> watch.status().state() == State.DOWN);
      assertThat(watch.status().lastError()).isEqualTo("It answers 503 (expected: 200)");

      // when
      code.set(200);

      // then
      patiently().until(() -> watch.status().lastSuccess() != null);
    } finally {
      centre.stop(0);
    }
  }

  private Prober prober(Probe probe, boolean paused) {
    var setup =
        new Prober.Setup(
            probe,
            watch,
            Given.PROBES,
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(4)),
            returns::incrementAndGet);
    return new Prober(setup, paused, () -> 0.5);
  }

  private void ask() throws IOException {
    asked.incrementAndGet();
    if (away) {
      throw new IOException("away");
    }
  }
}
