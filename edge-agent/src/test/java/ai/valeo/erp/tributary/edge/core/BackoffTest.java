package ai.valeo.erp.tributary.edge.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

  @Test
  void shouldDoubleBoundUpToLimit() {
    assertThat(BACKOFF.bound(1)).isEqualTo(Duration.ofMillis(500));
    assertThat(BACKOFF.bound(4)).isEqualTo(Duration.ofSeconds(4));
    assertThat(BACKOFF.bound(7)).isEqualTo(Duration.ofSeconds(30));
    assertThat(BACKOFF.bound(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void shouldSpreadPauseOverWholeRange() {
    assertThat(BACKOFF.pause(3, 0)).isZero();
    assertThat(BACKOFF.pause(3, 0.5)).isEqualTo(Duration.ofSeconds(1));
    assertThat(BACKOFF.pause(3, 0.9999)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void shouldRefuseBoundsInWrongOrder() {
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("backoff: PT2S to PT1S (expected: above zero, ascending)");
  }
}
