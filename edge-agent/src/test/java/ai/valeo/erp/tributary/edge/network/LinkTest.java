package ai.valeo.erp.tributary.edge.network;

import static ai.valeo.erp.tributary.edge.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Backoff;
import ai.valeo.erp.tributary.edge.core.ConnectionState;
import ai.valeo.erp.tributary.edge.core.Connectivity;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkTest {

  private static final NetworkSettings SETTINGS =
      new NetworkSettings(
          Duration.ofMillis(5),
          Duration.ofMillis(5),
          Duration.ofSeconds(5),
          new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)),
          3,
          Given.RULES,
          Given.OTHERS);

  private final Queue<FakeSession> script = new ConcurrentLinkedQueue<>();
  private final List<FakeSession> opened = new CopyOnWriteArrayList<>();
  private final List<ConnectionState> states = new CopyOnWriteArrayList<>();
  private final Link link = new Link(SETTINGS, Connectivity.NOT_STARTED, this::next, () -> 0.5);

  @AfterEach
  void close() {
    link.close();
  }

  @Test
  void shouldTryAgainUntilConnected() {
    // given
    script.add(new FakeSession(true));
    script.add(new FakeSession(true));
    record();

    // when
    link.start();

    // then
    awaitTold(ConnectionState.ONLINE);
    assertThat(opened).hasSize(3);
    assertThat(states).containsExactly(ConnectionState.RECONNECTING, ConnectionState.ONLINE);
    assertThat(opened.subList(0, 2)).allMatch(session -> session.closed);
    patiently().until(() -> link.connectivity().failures() == 0);
  }

  @Test
  void shouldShowOfflineAfterTooManyAttemptsAndStillComeBack() {
    // given
    for (int i = 0; i < 5; i++) {
      script.add(new FakeSession(true));
    }
    record();

    // when
    link.start();

    // then
    awaitTold(ConnectionState.ONLINE);
    assertThat(states).contains(ConnectionState.OFFLINE);
  }

  @Test
  void shouldOpenNewSessionWhenOneFails() {
    // given
    link.start();
    awaitState(ConnectionState.ONLINE);

    // when
    opened.getFirst().failing = true;

    // then
    patiently().until(() -> opened.size() == 2);
    awaitState(ConnectionState.ONLINE);
    assertThat(opened.getFirst().closed).isTrue();
  }

  @Test
  void shouldConnectAgainWhenSessionCannotBeClosed() {
    // given
    var stuck = new FakeSession(false);
    stuck.unclosable = true;
    script.add(stuck);
    link.start();
    awaitState(ConnectionState.ONLINE);

    // when
    stuck.failing = true;

    // then
    patiently().until(() -> opened.size() == 2);
    awaitState(ConnectionState.ONLINE);
  }

  @Test
  void shouldOutliveErrorsOfAnAttempt() {
    // given
    var starved = new FakeSession(false);
    starved.starved = true;
    script.add(starved);

    // when
    link.start();

    // then
    awaitState(ConnectionState.ONLINE);
    assertThat(opened).hasSize(2);
  }

  @Test
  void shouldBackOffFromConnectionsThatBreakAtOnce() {
    // given
    for (int i = 0; i < 4; i++) {
      var flapping = new FakeSession(false);
      flapping.failing = true;
      script.add(flapping);
    }
    var failures = new CopyOnWriteArrayList<Integer>();
    link.listen((before, after) -> failures.add(after.failures()));

    // when
    link.start();

    // then
    patiently().until(() -> opened.size() == 5 && link.connectivity().failures() == 0);
    assertThat(failures).contains(1, 2, 3, 4);
  }

  @Test
  void shouldOutliveListenersThatThrow() {
    // given
    link.listen((before, after) -> {
      throw new IllegalStateException("on purpose");
    });

    // when
    link.start();

    // then
    awaitState(ConnectionState.ONLINE);
  }

  @Test
  void shouldShowUnstableWhileTheSessionSaysSo() {
    // given
    var shaky = new FakeSession(false);
    shaky.unstable = true;
    script.add(shaky);

    // when
    link.start();

    // then
    awaitState(ConnectionState.UNSTABLE);

    // when
    shaky.unstable = false;

    // then
    awaitState(ConnectionState.ONLINE);
    assertThat(opened).hasSize(1);
  }

  @Test
  void shouldUseNoNetworkWhenOfflineModeWasLeftOn() {
    // given
    try (var offline = new Link(SETTINGS, Connectivity.notStarted(true), this::next, () -> 0.5)) {
      offline.start();
      assertThat(opened).isEmpty();

      // when
      offline.setOfflineMode(false);

      // then
      patiently().until(() -> offline.connectivity().state() == ConnectionState.ONLINE);
    }
  }

  @Test
  void shouldTryAtOnceWhenHurried() {
    // given
    var patient =
        new NetworkSettings(
            SETTINGS.tick(),
            SETTINGS.probe(),
            SETTINGS.timeout(),
            new Backoff(Duration.ofHours(1), Duration.ofHours(2)),
            3,
            Given.RULES,
            Given.OTHERS);
    script.add(new FakeSession(true));
    try (var slow = new Link(patient, Connectivity.NOT_STARTED, this::next, () -> 0.5)) {
      slow.start();
      patiently().until(() -> slow.connectivity().failures() == 1);

      // when
      slow.hurry();

      // then
      patiently().until(() -> slow.connectivity().state() == ConnectionState.ONLINE);
    }
  }

  @Test
  void shouldHaveClosedSessionWhenOfflineModeReturns() {
    // given
    link.start();
    awaitState(ConnectionState.ONLINE);

    // when
    link.setOfflineMode(true);

    // then
    assertThat(opened.getFirst().closed).isTrue();
    assertThat(link.connectivity().state()).isEqualTo(ConnectionState.OFFLINE);

    // when
    link.setOfflineMode(false);

    // then
    awaitState(ConnectionState.ONLINE);
    assertThat(opened).hasSize(2);
  }

  @Test
  void shouldBreakOffAnAttemptInOfflineMode() throws InterruptedException {
    // given
    var hanging = new FakeSession(false);
    hanging.hangs = true;
    script.add(hanging);
    link.start();
    hanging.connecting.await();

    // when
    link.setOfflineMode(true);

    // then
    assertThat(hanging.closed).isTrue();
    assertThat(link.connectivity().state()).isEqualTo(ConnectionState.OFFLINE);
    assertThat(opened).hasSize(1);
  }

  @Test
  void shouldSayGoodbyeOnlyWhenOnline() {
    // given
    link.start();
    awaitState(ConnectionState.ONLINE);

    // when
    link.close();

    // then
    assertThat(opened.getFirst().left).isTrue();
    assertThat(opened.getFirst().closed).isTrue();
    assertThat(link.connectivity().state()).isEqualTo(ConnectionState.OFFLINE);
  }

  @Test
  void shouldLeaveWithoutGoodbyeFromOfflineMode() {
    // given
    link.start();
    awaitState(ConnectionState.ONLINE);
    link.setOfflineMode(true);

    // when
    link.close();

    // then
    assertThat(opened.getFirst().left).isFalse();
  }

  private void record() {
    link.listen((before, after) -> {
      if (before.state() != after.state()) {
        states.add(after.state());
      }
    });
  }

  /** Listeners hear of a state a moment after it is so. */
  private void awaitTold(ConnectionState state) {
    patiently().until(() -> !states.isEmpty() && states.getLast() == state);
  }

  private void awaitState(ConnectionState state) {
    patiently().until(() -> link.connectivity().state() == state);
  }

  private Session next() {
    FakeSession scripted = script.poll();
    FakeSession session = scripted == null ? new FakeSession(false) : scripted;
    opened.add(session);
    return session;
  }

  private static final class FakeSession implements Session {
    private final boolean refused;
    private final CountDownLatch connecting = new CountDownLatch(1);
    private final CountDownLatch cut = new CountDownLatch(1);
    private volatile boolean hangs;
    private volatile boolean failing;
    private volatile boolean unstable;
    private volatile boolean starved;
    private volatile boolean unclosable;
    private volatile boolean left;
    private volatile boolean closed;

    FakeSession(boolean refused) {
      this.refused = refused;
    }

    @Override
    public void connect() {
      connecting.countDown();
      if (starved) {
        throw new NoClassDefFoundError("on purpose");
      }
      if (hangs) {
        try {
          cut.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("cut off");
      }
      if (refused) {
        throw new IllegalStateException("refused");
      }
    }

    @Override
    public boolean tick() {
      if (failing) {
        throw new IllegalStateException("lost");
      }
      return true;
    }

    @Override
    public boolean isUnstable() {
      return unstable;
    }

    @Override
    public void leave() {
      left = true;
    }

    @Override
    public void close() {
      closed = true;
      cut.countDown();
      if (unclosable) {
        throw new IllegalStateException("cannot be closed");
      }
    }
  }
}
