package ai.valeo.erp.tributary.edge.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.edge.core.Remote;
import ai.valeo.erp.tributary.edge.core.RemoteStatus;
import ai.valeo.erp.tributary.edge.core.RemoteStatus.Circuit;
import ai.valeo.erp.tributary.edge.core.RemoteStatus.State;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RemotesTest {

  private static final Duration QUICK = Duration.ofMillis(20);

  private final AtomicLong nanos = new AtomicLong(Duration.ofHours(1).toNanos());
  private final Remotes remotes =
      new Remotes(
          Given.settings(URI.create("http://centre:4000")),
          new RemoteWatch.Time(nanos::get, () -> Instant.EPOCH.plusNanos(nanos.get())));
  private final RemoteWatch centre = remotes.watch(Remote.CENTRE);

  @Test
  void shouldKnowNothingBeforeTheFirstAnswer() {
    assertThat(remotes.statuses())
        .extracting(RemoteStatus::remote)
        .containsExactly(Remote.BROKER, Remote.REGISTRY, Remote.CENTRE);
    assertThat(centre.status().state()).isEqualTo(State.UNKNOWN);
    assertThat(centre.status().lastSuccess()).isNull();
    assertThat(centre.status().circuit()).isEqualTo(Circuit.CLOSED);
  }

  @Test
  void shouldLeaveOutCentreWithoutAddress() {
    var without = new Remotes(Given.settings(null), new RemoteWatch.Time(nanos::get, Instant::now));

    assertThat(without.knows(Remote.CENTRE)).isFalse();
    assertThat(without.statuses()).hasSize(2);
    assertThatThrownBy(() -> without.watch(Remote.CENTRE)).hasMessageContaining("CENTRE");
  }

  @Test
  void shouldShowWhatChecksFound() {
    // when
    centre.answered(QUICK);
    later(Duration.ofSeconds(5));
    centre.lost("refused");

    // then
    RemoteStatus status = centre.status();
    assertThat(status.state()).as("one loss").isEqualTo(State.UNSTABLE);
    assertThat(status.lastSuccess()).isEqualTo(Instant.parse("1970-01-01T01:00:00Z"));
    assertThat(status.lastFailure()).isEqualTo(Instant.parse("1970-01-01T01:00:05Z"));
    assertThat(status.lastError()).isEqualTo("refused");
    assertThat(status.latencyMs()).isEqualTo(20);
    assertThat(status.loss()).isEqualTo(0.5);

    // when
    later(Duration.ofSeconds(1));
    centre.lost("refused");
    centre.lost("refused");

    // then
    assertThat(centre.status().state()).isEqualTo(State.DOWN);
    assertThat(centre.status().circuit()).isEqualTo(Circuit.OPEN);

    // when
    later(Duration.ofSeconds(1));
    centre.answered(QUICK);

    // then
    assertThat(centre.status().circuit()).isEqualTo(Circuit.CLOSED);
  }

  @Test
  void shouldRefuseCallsAfterManyHaveFailed() {
    // when
    for (int i = 0; i < 5; i++) {
      assertThat(centre.tryAcquire()).isTrue();
      centre.failed(QUICK, new IllegalStateException("503"));
    }

    // then
    assertThat(centre.tryAcquire()).isFalse();
    assertThatThrownBy(centre::acquire)
        .isInstanceOf(RemoteAwayException.class)
        .hasMessage("CENTRE does not answer: 503");
    assertThat(centre.status().state()).isEqualTo(State.DOWN);
  }

  @Test
  void shouldLetTrialCallsThroughAfterAPauseByTheSteadyClock() {
    // given
    for (int i = 0; i < 5; i++) {
      centre.failed(QUICK, new IllegalStateException("503"));
    }

    // when
    later(Duration.ofSeconds(2));

    // then
    assertThat(centre.tryAcquire()).isTrue();
    assertThat(centre.tryAcquire()).isTrue();
    assertThat(centre.tryAcquire()).as("two trials are enough").isFalse();
    assertThat(centre.status().circuit()).isEqualTo(Circuit.HALF_OPEN);

    // when
    later(QUICK);
    centre.succeeded(QUICK);
    centre.succeeded(QUICK);

    // then
    assertThat(centre.status().circuit()).isEqualTo(Circuit.CLOSED);
    assertThat(centre.tryAcquire()).isTrue();
  }

  @Test
  void shouldLetAllCallsThroughAfterOneTrialWasAnsweredEvenIfAnotherFailed() {
    // given
    for (int i = 0; i < 5; i++) {
      centre.failed(QUICK, new IllegalStateException("503"));
    }
    later(Duration.ofSeconds(2));
    assertThat(centre.tryAcquire()).isTrue();
    centre.failed(QUICK, new IllegalStateException("503"));
    assertThat(centre.tryAcquire()).isTrue();

    // when: the last trial, the centre is back
    later(QUICK);
    centre.succeeded(QUICK);

    // then
    assertThat(centre.status().circuit()).isEqualTo(Circuit.CLOSED);
    assertThat(centre.tryAcquire()).isTrue();
    assertThat(centre.status().state()).isNotEqualTo(State.DOWN);
  }

  @Test
  void shouldShowAttemptsToConnect() {
    // given
    RemoteWatch broker = remotes.watch(Remote.BROKER);

    // when
    broker.attempted();
    broker.refused("no route");

    // then
    assertThat(broker.status().state()).isEqualTo(State.DOWN);
    assertThat(broker.status().circuit()).isEqualTo(Circuit.OPEN);
    assertThat(broker.status().loss()).as("no measure of connections that stood").isZero();

    // when
    broker.attempted();

    // then
    assertThat(broker.status().circuit()).isEqualTo(Circuit.HALF_OPEN);
    assertThat(broker.status().state()).isEqualTo(State.DOWN);

    // when
    later(QUICK);
    broker.answered(QUICK);

    // then
    assertThat(broker.status().state()).isEqualTo(State.UP);
  }

  @Test
  void shouldTellEveryChangeOfState() {
    // given
    List<State> told = new ArrayList<>();
    remotes.listen(status -> {
      told.add(status.state());
      throw new IllegalStateException("on purpose");
    });

    // when
    centre.answered(QUICK);
    centre.answered(QUICK);
    later(QUICK);
    centre.broke("reset");

    // then
    assertThat(told).containsExactly(State.UP, State.DOWN);
  }

  private void later(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
