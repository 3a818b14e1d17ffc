package ai.valeo.erp.tributary.schemas.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HlcTest {

  @Test
  void shouldFollowTheWallClockWhileItGoesForward() {
    assertThat(new Hlc(1_000, 7).next(1_001)).isEqualTo(new Hlc(1_001, 0));
  }

  @Test
  void shouldGoOnWhenTheWallClockIsSetBack() {
    assertThat(new Hlc(1_000, 7).next(500)).isEqualTo(new Hlc(1_000, 8));
    assertThat(new Hlc(1_000, Integer.MAX_VALUE).next(500)).isEqualTo(new Hlc(1_001, 0));
  }

  @Test
  void shouldBeAfterWhatItHasSeen() {
    // given
    Hlc own = new Hlc(1_000, 0);
    Hlc seen = new Hlc(2_000, 3);

    // when
    Hlc merged = own.merge(seen);

    // then
    assertThat(merged.next(1_500)).isGreaterThan(seen).isEqualTo(new Hlc(2_000, 4));
    assertThat(seen.merge(own)).isEqualTo(seen);
  }
}
