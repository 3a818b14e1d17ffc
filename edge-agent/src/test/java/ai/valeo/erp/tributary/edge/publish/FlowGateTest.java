package ai.valeo.erp.tributary.edge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Allowance;
import ai.valeo.erp.tributary.edge.core.SendWindow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FlowGateTest {

  private final AtomicLong nanos = new AtomicLong(3);
  private final FlowGate gate =
      new FlowGate(
          new FlowSettings(new SendWindow.Rules(10, 80, 800, 1_000), 5, Duration.ofMinutes(5)),
          nanos::get);

  @Test
  void shouldLetAWindowThroughAndThenWaitForAnswers() {
    assertThat(gate.permit(1_000, false).count()).isEqualTo(80);
    send(1, 80);
    assertThat(gate.permit(1_000, false).count()).isZero();

    // when: a few answers are no reason for a write to the disk
    answer(1, 2, 10);
    assertThat(gate.permit(1_000, false).count()).isZero();

    // then
    answer(3, 40, 10);
    assertThat(gate.permit(1_000, false).count()).isGreaterThanOrEqualTo(40);
  }

  @Test
  void shouldSendLessWhenAnswersAreLate() {
    // given
    send(1, 1);
    answer(1, 1, 10);
    send(2, 81);

    // when
    answer(2, 81, 5_000);

    // then
    assertThat(gate.status().window()).isEqualTo(56);
    assertThat(gate.status().answerMs()).isEqualTo(1_008);
  }

  @Test
  void shouldSendLessWhenTheBrokerIsSlow() {
    // given
    send(1, 80);

    // when
    later(Duration.ofSeconds(2));
    LongStream.rangeClosed(1, 80).forEach(gate::acknowledged);

    // then: once, not eighty times
    assertThat(gate.status().window()).isEqualTo(56);
  }

  @Test
  void shouldNotBlameSpeedForAnOutage() {
    // given
    send(1, 80);

    // when
    gate.begin();
    answer(1, 80, 60_000);

    // then
    assertThat(gate.status().window()).isEqualTo(80);
    assertThat(gate.status().inFlight()).isZero();
  }

  @Test
  void shouldSendAFewAtATimeWhileUnstable() {
    // given
    assertThat(gate.permit(1_000, true).count()).isEqualTo(5);
    send(1, 5);

    // when / then
    assertThat(gate.permit(1_000, true).count()).isZero();
    LongStream.rangeClosed(1, 4).forEach(each -> assertThat(gate.acknowledged(each)).isFalse());
    assertThat(gate.permit(1_000, true).count()).isZero();
    assertThat(gate.acknowledged(5)).isTrue();
    assertThat(gate.permit(1_000, true).count()).isEqualTo(5);
  }

  @Test
  void shouldPaceByTheAllowance() {
    // given
    gate.allow(false, new Allowance(20, "LAG", nanos.get() + Duration.ofHours(1).toNanos()), 1);

    // when / then
    FlowGate.Permit first = gate.permit(1_000, false);
    assertThat(first.count()).isZero();
    assertThat(first.pause()).isEqualTo(Duration.ofMillis(100));
    later(first.pause());
    assertThat(gate.permit(1_000, false).count()).isEqualTo(2);
    send(1, 2);
    assertThat(gate.permit(1_000, false).count()).isZero();
    assertThat(gate.permitAgain(50).count()).as("what is sent again counts too").isZero();
  }

  @Test
  void shouldStandStillAtZeroButNotForEver() {
    // given
    gate.allow(true, new Allowance(0, "OPERATOR", nanos.get() + 1_000_000_000L), 1);

    // when / then
    assertThat(gate.permit(10, false).count()).isZero();
    later(Duration.ofSeconds(1));
    assertThat(gate.permit(10, false).count()).isEqualTo(10);
  }

  @Test
  void shouldForgetWhatIsOver() {
    // given
    send(1, 80);

    // when
    gate.raiseFloor(80);
    gate.forget(80);

    // then
    assertThat(gate.status().inFlight()).isZero();
    assertThat(gate.permit(1_000, false).count()).isEqualTo(80);
  }

  private void send(long from, long to) {
    LongStream.rangeClosed(from, to).forEach(gate::sent);
  }

  private void answer(long from, long to, long afterMs) {
    later(Duration.ofMillis(afterMs));
    List<Long> answered = LongStream.rangeClosed(from, to).boxed().toList();
    gate.answered(answered);
  }

  private void later(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
