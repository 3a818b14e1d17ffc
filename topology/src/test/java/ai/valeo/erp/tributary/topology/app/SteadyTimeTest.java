package ai.valeo.erp.tributary.topology.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SteadyTimeTest {

  private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final AtomicReference<Instant> wall = new AtomicReference<>(START);
  private final AtomicLong nanos = new AtomicLong(-5);
  private final SteadyTime time = new SteadyTime(wall::get, nanos::get);

  @Test
  void shouldBeginByTheWallClockAndGoOnByWhatPasses() {
    // when
    nanos.addAndGet(Duration.ofMillis(20).toNanos());
    wall.set(START.plusMillis(20));

    // then
    assertThat(time.milliseconds()).isEqualTo(START.toEpochMilli() + 20);
    assertThat(time.aheadMs()).isZero();
  }

  @Test
  void shouldGoOnWhereTheWallClockIsSetBack() {
    // when
    wall.set(START.minus(HOUR));
    nanos.addAndGet(Duration.ofMillis(20).toNanos());

    // then
    assertThat(time.milliseconds()).isEqualTo(START.toEpochMilli() + 20);
    assertThat(time.aheadMs()).isEqualTo(HOUR.toMillis() + 20);
  }

  @Test
  void shouldNotJumpWhereTheWallClockIsSetForward() {
    // when
    wall.set(START.plus(HOUR));

    // then
    assertThat(time.milliseconds()).isEqualTo(START.toEpochMilli());
    assertThat(time.aheadMs()).isEqualTo(-HOUR.toMillis());
  }

  @Test
  void shouldWaitUntilItsOwnDeadline() throws InterruptedException {
    // given
    wall.set(START.minus(HOUR));

    // when a condition holds, that is the end of it
    time.waitObject(new Object(), () -> true, time.milliseconds());

    // then
    assertThat(time.nanoseconds()).isEqualTo(nanos.get());
  }
}
