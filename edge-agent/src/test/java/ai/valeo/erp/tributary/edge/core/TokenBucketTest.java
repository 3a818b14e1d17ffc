package ai.valeo.erp.tributary.edge.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Test
  void shouldFillAtItsRateUpToASecondsWorth() {
    // given
    TokenBucket bucket = TokenBucket.empty(10, 5);

    // when / then
    assertThat(bucket.available(5)).isZero();
    assertThat(bucket.available(5 + SECOND / 2)).isEqualTo(5);
    assertThat(bucket.available(5 + 60 * SECOND)).isEqualTo(10);
  }

  @Test
  void shouldSayWhenThereWillBeEnough() {
    // given
    TokenBucket bucket = TokenBucket.empty(10, 0).take(2, 0);

    // when / then
    assertThat(bucket.until(1, 0)).isEqualTo(Duration.ofMillis(300));
    assertThat(bucket.until(100, 0)).as("a second's worth").isEqualTo(Duration.ofMillis(1_200));
    assertThat(bucket.until(1, SECOND)).isEqualTo(Duration.ZERO);
    assertThat(TokenBucket.empty(0, 0).until(1, 0)).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void shouldKeepTokensWhenTheRateChangesButNoMoreThanASecondsWorth() {
    // given
    TokenBucket full = TokenBucket.empty(100, 0);

    // when / then
    assertThat(full.at(10, SECOND).available(SECOND)).isEqualTo(10);
    assertThat(full.at(1_000, SECOND).available(SECOND)).isEqualTo(100);
    assertThat(full.at(0, SECOND).available(10 * SECOND)).isZero();
  }

  @Test
  void shouldRefuseNegativeRate() {
    assertThatThrownBy(() -> TokenBucket.empty(-1, 0)).hasMessageContaining("-1");
  }

  @Test
  void shouldNeverLetMoreThroughThanRateAndBurst() {
    for (long seed = 0; seed < 50; seed++) {
      var random = new Random(seed);
      int rate = 1 + random.nextInt(200);
      TokenBucket bucket = TokenBucket.empty(rate, 0);
      long now = 0;
      long taken = 0;
      for (int i = 0; i < 2_000; i++) {
        now += random.nextInt((int) (SECOND / 20));
        int wish = Math.min(bucket.available(now), random.nextInt(20));
        if (wish > 0) {
          bucket = bucket.take(wish, now);
          taken += wish;
        }
        assertThat(taken).as("seed %d", seed).isLessThanOrEqualTo(rate + now * rate / SECOND + 1);
      }
      assertThat(taken).as("seed %d: not starved", seed).isPositive();
    }
  }
}
