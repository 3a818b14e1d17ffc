package ai.valeo.erp.tributary.schemas.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PausesTest {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  @Test
  void shouldDoubleUpToTheLimitUntilAllIsWell() {
    // given
    Pauses pauses = Pauses.whole(FIRST, LONGEST);

    // then
    assertThat(next(pauses, 5)).containsExactly(100L, 200L, 400L, 800L, 1_000L);
    assertThat(next(pauses, 100)).containsOnly(1_000L);
    pauses.reset();
    assertThat(next(pauses, 2)).containsExactly(100L, 200L);
  }

  @Test
  void shouldVaryByHalf() {
    // given
    var random = new AtomicReference<>(0.0);
    Pauses pauses = new Pauses(FIRST, LONGEST, random::get);

    // when
    long least = next(pauses, 1).getFirst();
    random.set(0.5);
    long middle = next(pauses, 1).getFirst();

    // then
    assertThat(least).isEqualTo(50);
    assertThat(middle).isEqualTo(150);
  }

  private static List<Long> next(Pauses pauses, int count) {
    return IntStream.range(0, count).mapToObj(i -> pauses.next().toMillis()).toList();
  }
}
