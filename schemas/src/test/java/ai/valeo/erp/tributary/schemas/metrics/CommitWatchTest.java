package ai.valeo.erp.tributary.schemas.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class CommitWatchTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final CommitWatch watch = new CommitWatch();

  @Test
  void shouldCountFromTheLastCommitWhileRecordsWait() {
    // given
    watch.look(7, 1, 10 * SECOND);

    // when
    watch.look(7, 3, 20 * SECOND);

    // then
    assertThat(watch.ageSeconds(25 * SECOND)).isEqualTo(15);

    // when
    watch.look(8, 3, 26 * SECOND);

    // then
    assertThat(watch.ageSeconds(27 * SECOND)).isEqualTo(1);
  }

  @Test
  void shouldNotCountWhileNothingWaits() {
    // given
    watch.look(7, 0, 10 * SECOND);

    // when / then
    assertThat(watch.ageSeconds(90 * SECOND)).isZero();

    // when records come after a long rest
    watch.look(7, 0, 90 * SECOND);
    watch.look(7, 5, 91 * SECOND);

    // then
    assertThat(watch.ageSeconds(92 * SECOND)).isEqualTo(2);
  }

  @Test
  void shouldNotCountWithoutAStream() {
    // given
    watch.look(7, 5, 10 * SECOND);

    // when
    watch.rest();

    // then
    assertThat(watch.ageSeconds(90 * SECOND)).isZero();
  }
}
