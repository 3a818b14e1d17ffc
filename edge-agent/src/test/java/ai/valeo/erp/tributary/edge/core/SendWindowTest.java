package ai.valeo.erp.tributary.edge.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.edge.core.SendWindow.Answers;
import ai.valeo.erp.tributary.edge.core.SendWindow.Rules;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SendWindowTest {

  private static final Rules RULES = new Rules(10, 100, 10_000, 2_000);
  private static final SendWindow NEW = SendWindow.start(RULES);

  @Test
  void shouldDoubleWithEveryWindowAtFirst() {
    // when
    SendWindow once = NEW.answered(new Answers(50, 100, 100), 100, true);
    SendWindow twice = once.answered(new Answers(50, 200, 300), 300, true);

    // then
    assertThat(once.limit()).isEqualTo(200);
    assertThat(twice.limit()).isEqualTo(400);
  }

  @Test
  void shouldNotGrowWhenItIsNotUsed() {
    assertThat(NEW.answered(new Answers(50, 100, 100), 100, false).limit()).isEqualTo(100);
  }

  @Test
  void shouldShrinkOnceForWhatWasSentBefore() {
    // given
    SendWindow known = NEW.answered(new Answers(100, 1, 1), 1, false);

    // when
    SendWindow shrunk = known.answered(new Answers(8_000, 10, 10), 100, true);
    SendWindow again = shrunk.answered(new Answers(8_000, 90, 100), 150, true);
    SendWindow later = again.answered(new Answers(8_000, 10, 110), 160, true);

    // then
    assertThat(shrunk.limit()).isEqualTo(70);
    assertThat(again.limit()).isEqualTo(70);
    assertThat(later.limit()).isEqualTo(49);
  }

  @Test
  void shouldNotStarveWhereTheWayAloneTakesLonger() {
    // given: never an answer in less than 2.5 s
    SendWindow far = NEW;

    // when
    for (int i = 1; i <= 50; i++) {
      far = far.answered(new Answers(2_500 + i % 3 * 100, 100, i * 100), i * 100, true);
    }

    // then
    assertThat(far.limit()).isGreaterThan(1_000);
    assertThat(far.tooLongMs()).isBetween(5_000.0, 6_000.0);

    // when: it takes three times as long
    SendWindow late = far;
    for (int i = 1; i <= 5; i++) {
      late = late.answered(new Answers(8_000, 100, 5_000 + i), 5_000 + i, true);
    }

    // then
    assertThat(late.limit()).isLessThan(far.limit());
  }

  @Test
  void shouldGrowSlowlyAfterItHasShrunk() {
    // given
    SendWindow shrunk = NEW.slowed(1, 100);

    // when: a window's worth of good answers
    SendWindow grown = shrunk.answered(new Answers(600, 70, 200), 300, true);

    // then: a hundredth of the greatest size
    assertThat(grown.limit()).isEqualTo(170);
  }

  @Test
  void shouldGrowWithEveryAnswerAgainOnceTheCentreIsQuick() {
    // given a centre that had only just started
    SendWindow shrunk = NEW.slowed(1, 100);

    // when
    SendWindow grown = shrunk;
    for (int i = 1; i <= 5; i++) {
      grown = grown.answered(new Answers(100, grown.limit(), 100 + i), 200, true);
    }

    // then
    assertThat(grown.limit()).isEqualTo(32 * 70);
  }

  @Test
  void shouldForgetAnswersOfAnHourAgoWithinAFewGoodOnes() {
    // given
    SendWindow late = NEW.answered(new Answers(3_600_000, 1, 1), 1, true);

    // when
    int answers = 0;
    SendWindow now = late;
    while (now.smoothedMs() > RULES.targetMs()) {
      now = now.answered(new Answers(20, 1, 2), 2, true);
      answers++;
    }

    // then
    assertThat(answers).isLessThanOrEqualTo(6);
  }

  @Test
  void shouldStayWithinItsBoundsWhateverComes() {
    for (long seed = 0; seed < 100; seed++) {
      var random = new Random(seed);
      SendWindow window = NEW;
      long sent = 0;
      for (int i = 0; i < 1_000; i++) {
        sent += random.nextInt(window.limit() + 1);
        long upTo = Math.max(0, sent - random.nextInt(1_000));
        window =
            random.nextInt(10) == 0
                ? window.slowed(upTo, sent)
                : window.answered(
                    new Answers(random.nextInt(6_000), 1 + random.nextInt(500), upTo),
                    sent,
                    random.nextBoolean());
        assertThat(window.limit()).as("seed %d", seed).isBetween(10, 10_000);
      }
    }
  }

  @Test
  void shouldRefuseBoundsThatDoNotAscend() {
    assertThatThrownBy(() -> new Rules(0, 1, 2, 1)).hasMessageContaining("ascending");
  }
}
