package ai.valeo.erp.tributary.graphql.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateMeterTest {

  private final AtomicLong nowMs = new AtomicLong(100_000);
  private final RateMeter rate = new RateMeter(nowMs::get);

  @Test
  void shouldCountFullSecondsOnly() {
    // given
    for (int i = 0; i < 20; i++) {
      rate.mark();
    }

    // when / then
    assertThat(rate.perSecond()).isZero();
    nowMs.addAndGet(1_000);
    assertThat(rate.perSecond()).isEqualTo(2.0);
  }

  @Test
  void shouldForgetWhatIsOlderThanTheWindow() {
    // given
    rate.mark();

    // when
    nowMs.addAndGet(10_000);

    // then
    assertThat(rate.perSecond()).isEqualTo(0.1);
    nowMs.addAndGet(1_000);
    assertThat(rate.perSecond()).isZero();
  }

  @Test
  void shouldReuseASecondsPlace() {
    // given
    rate.mark();

    // when
    nowMs.addAndGet(16_000);
    rate.mark();
    nowMs.addAndGet(1_000);

    // then
    assertThat(rate.perSecond()).isEqualTo(0.1);
  }
}
