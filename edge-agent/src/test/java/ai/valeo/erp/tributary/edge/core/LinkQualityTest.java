package ai.valeo.erp.tributary.edge.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.edge.core.LinkQuality.Bounds;
import ai.valeo.erp.tributary.edge.core.LinkQuality.Rules;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinkQualityTest {

  private static final Rules RULES =
      new Rules(
          10,
          Duration.ofMinutes(10),
          new Bounds(0.05, 0.2),
          new Bounds(100, 1_000),
          Duration.ofSeconds(30),
          3);
  private static final LinkQuality NEW = LinkQuality.unknown(RULES);

  @Test
  void shouldKnowNothingAtFirst() {
    assertThat(NEW.unstable()).isFalse();
    assertThat(NEW.latencyMs()).isEqualTo(-1);
    assertThat(NEW.loss()).isZero();
    assertThat(NEW.isGone()).isFalse();
    assertThat(NEW.isSuspect()).isFalse();
  }

  @Test
  void shouldTakeTheMedianOfAnswersAndTheShareOfLosses() {
    // when
    LinkQuality quality =
        NEW.answered(1, 10).answered(2, 9_000).answered(3, 20).lost(4).answered(5, 30);

    // then
    assertThat(quality.latencyMs()).isEqualTo(30);
    assertThat(quality.loss()).isEqualTo(0.2);
    assertThat(quality.unstable()).as("one loss is an accident").isFalse();
  }

  @Test
  void shouldBeUnstableWhenTooMuchIsLost() {
    // given
    LinkQuality good = answers(NEW, 0, 8, 10);

    // when / then
    assertThat(good.lost(9).unstable()).isFalse();
    assertThat(good.lost(9).lost(10).unstable()).isTrue();
  }

  @Test
  void shouldBeUnstableWhenAnswersAreSlow() {
    assertThat(answers(NEW, 0, 4, 1_000).unstable()).as("too few to tell").isFalse();
    assertThat(answers(NEW, 0, 5, 1_000).unstable()).isTrue();
    assertThat(answers(NEW, 0, 5, 999).unstable()).isFalse();
  }

  @Test
  void shouldStayUnstableBetweenTheBounds() {
    // given
    LinkQuality slow = answers(NEW, 0, 10, 1_500);

    // when: the median is between 100 and 1,000 for long
    LinkQuality between = answers(slow, 100_000, 10, 500);

    // then
    assertThat(between.unstable()).isTrue();
    assertThat(answers(between, 200_000, 10, 50).unstable()).isFalse();
  }

  @Test
  void shouldStayUnstableForAWhileEvenIfAllIsWellAtOnce() {
    // given
    LinkQuality slow = answers(NEW, 0, 10, 1_500);
    long badAtMs = slow.badAtMs();

    // when
    LinkQuality healed = answers(slow, badAtMs + 1, 10, 10);

    // then
    assertThat(healed.latencyMs()).isEqualTo(10);
    assertThat(healed.unstable()).isTrue();
    assertThat(healed.at(healed.badAtMs() + 29_999).unstable()).isTrue();
    assertThat(healed.at(healed.badAtMs() + 30_000).unstable()).isFalse();
  }

  @Test
  void shouldCountSuccessiveLossesOfOneBreakAsOne() {
    // given
    LinkQuality good = answers(NEW, 0, 6, 10);

    // when
    LinkQuality broken = good.lost(7).lost(8).lost(9).broke(10);

    // then
    assertThat(broken.samples()).hasSize(7);
    assertThat(broken.loss()).isEqualTo(1.0 / 7);
  }

  @Test
  void shouldBeUnstableAfterManyBreaks() {
    // when
    LinkQuality flapping = NEW;
    for (int i = 0; i < 5; i++) {
      flapping = flapping.answered(i * 10, 5).broke(i * 10 + 1);
    }

    // then
    assertThat(flapping.unstable()).isTrue();
  }

  @Test
  void shouldForgetOldChecks() {
    // given
    LinkQuality bad = answers(NEW, 0, 5, 10).lost(6).lost(7).lost(8);

    // when
    LinkQuality later = bad.at(700_000);

    // then
    assertThat(later.samples()).isEmpty();
    assertThat(later.unstable()).isFalse();
    assertThat(later.isGone()).isFalse();
  }

  @Test
  void shouldCountAsGoneAfterLossesInARow() {
    assertThat(NEW.lost(1).lost(2).isGone()).isFalse();
    assertThat(NEW.lost(1).lost(2).lost(3).isGone()).isTrue();
    assertThat(NEW.lost(1).lost(2).answered(3, 1).lost(4).isGone()).isFalse();
  }

  @Test
  void shouldRefuseBoundsThatDoNotAscend() {
    assertThatThrownBy(() -> new Bounds(2, 1)).hasMessageContaining("ascending");
  }

  /** Whatever happens: calm times are calm, and no change comes sooner than allowed. */
  @Test
  void shouldNeverFlapFasterThanItsHold() {
    for (long seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      LinkQuality quality = NEW;
      long nowMs = random.nextInt(1_000_000);
      long unstableSinceMs = nowMs;
      double lossy = 0;
      int slowMs = 50;
      for (int step = 0; step < 600; step++) {
        if (random.nextInt(40) == 0) {
          lossy = random.nextBoolean() ? random.nextDouble() : 0;
          slowMs = 1 + random.nextInt(random.nextBoolean() ? 50 : 3_000);
        }
        nowMs += 1 + random.nextInt(5_000);
        LinkQuality before = quality;
        boolean isLost = random.nextDouble() < lossy;
        quality =
            isLost
                ? random.nextInt(3) == 0 ? quality.broke(nowMs) : quality.lost(nowMs)
                : quality.answered(nowMs, random.nextInt(2 * slowMs));
        String where = "seed " + seed + ", step " + step;
        assertThat(quality.samples().size()).as(where).isLessThanOrEqualTo(10);
        if (!before.unstable() && quality.unstable()) {
          unstableSinceMs = nowMs;
          assertThat(quality.loss() >= 0.2 || quality.latencyMs() >= 1_000).as(where).isTrue();
        }
        if (before.unstable() && !quality.unstable()) {
          assertThat(nowMs - unstableSinceMs).as(where).isGreaterThanOrEqualTo(30_000);
          assertThat(nowMs - before.badAtMs()).as(where).isGreaterThanOrEqualTo(30_000);
          assertThat(quality.latencyMs()).as(where).isLessThanOrEqualTo(100);
        }
        if (quality.isGone()) {
          assertThat(quality.isSuspect()).as(where).isTrue();
        }
      }
      quality = answers(quality, nowMs + 1, 10, 10).at(nowMs + 60_000);
      assertThat(quality.unstable()).as("seed %d", seed).isFalse();
    }
  }

  private static LinkQuality answers(LinkQuality from, long startMs, int count, long latencyMs) {
    LinkQuality quality = from;
    for (int i = 0; i < count; i++) {
      quality = quality.answered(startMs + i, latencyMs);
    }
    return quality;
  }
}
