package ai.valeo.erp.tributary.topology.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FlowControllerTest {

  private static final FlowRules RULES = new FlowRules(5_000, 1_000, 5_000, 5_000, 1);
  private static final long LOOK_MS = 2_000;

  private FlowController controller = FlowController.free(RULES);
  private long nowMs = 1_000_000;

  @Test
  void shouldHoldNobodyBackWhenAllIsWell() {
    look(100, 1_000, 10, 5);
    look(4_999, 100, 10, 5);
    look(50_000, 20_000, 10, 5);

    assertThat(controller.perNode()).isEqualTo(-1);
  }

  @Test
  void shouldBrakeWhenTheWaitIsTooLongThreeTimesInARow() {
    // when
    look(10_000, 1_000, 4, 2);
    look(4_000, 1_000, 4, 1);
    look(10_000, 1_000, 4, 2);

    // then
    assertThat(controller.brakes()).isFalse();

    // when
    look(20_000, 1_000, 4, 1);

    // then: four fifths of what it took in, shared by four
    assertThat(controller.perNode()).isEqualTo(200);
  }

  @Test
  void shouldLetAlmostNothingComeWhileItStandsStill() {
    // given
    look(0, 10_000, 10, 1);

    // when
    look(20_000, 0, 10, 3);

    // then: a tenth of what it could do
    assertThat(controller.perNode()).isBetween(90, 100);
  }

  @Test
  void shouldCutFurtherWhileTheWaitStaysTooLong() {
    // given
    look(10_000, 1_000, 1, 3);
    int first = controller.perNode();

    // when: a step takes five seconds
    look(20_000, 1_000, 1, 2);
    assertThat(controller.perNode()).isEqualTo(first);
    look(20_000, 1_000, 1, 1);

    // then
    assertThat(controller.perNode()).isEqualTo(560);
  }

  @Test
  void shouldHoldBetweenTheBounds() {
    // given
    look(10_000, 1_000, 1, 3);
    int first = controller.perNode();

    // when
    look(5_000, 1_250, 1, 50);

    // then
    assertThat(controller.perNode()).isEqualTo(first);
  }

  @Test
  void shouldSetAllFreeStepByStep() {
    // given
    look(10_000, 1_000, 1, 3);

    // when
    int steps = 0;
    int before = controller.perNode();
    while (controller.brakes()) {
      look(0, 100, 1, 3);
      steps++;
      assertThat(controller.brakes() ? controller.perNode() : Integer.MAX_VALUE)
          .isGreaterThan(before);
      before = controller.perNode();
    }

    // then
    assertThat(steps).isBetween(2, 5);
    assertThat(controller.perNode()).isEqualTo(-1);
  }

  @Test
  void shouldLeaveEachNodeItsLeast() {
    look(20_000, 1, 10_000, 9);

    assertThat(controller.perNode()).isEqualTo(1);
  }

  @Test
  void shouldHoldItsPromisesWhateverItSees() {
    for (long seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      FlowController now = FlowController.free(RULES);
      long atMs = 0;
      int longLooks = 0;
      for (int i = 0; i < 500; i++) {
        atMs += 1 + random.nextInt(4_000);
        long lag = random.nextBoolean() ? random.nextInt(100_000) : random.nextInt(6_000);
        double rate = random.nextInt(4) == 0 ? 0 : random.nextInt(20_000);
        var seen = new Observation(atMs, lag, rate, 1 + random.nextInt(500));
        FlowController next = now.next(seen);
        longLooks = lag >= 5_000 && seen.waitMs() >= 5_000 ? longLooks + 1 : 0;
        String where = "seed " + seed + ", look " + i;
        if (!now.brakes() && next.brakes()) {
          assertThat(longLooks).as(where).isGreaterThanOrEqualTo(3);
        }
        if (now.brakes() && next.total() != now.total()) {
          assertThat(atMs - now.changedAtMs()).as(where).isGreaterThanOrEqualTo(5_000);
        }
        if (next.brakes()) {
          assertThat(next.perNode()).as(where).isPositive();
        }
        now = next;
      }
    }
  }

  @Test
  void shouldTellOnlyWhatIsNewOrAboutToEnd() {
    // given
    var told = new FlowNotice(100, 1_000);

    // when / then
    assertThat(FlowNotice.NONE.isDue(-1, 99_999_999, 60_000)).isFalse();
    assertThat(FlowNotice.NONE.isDue(100, 0, 60_000)).isTrue();
    assertThat(told.isDue(115, 2_000, 60_000)).isFalse();
    assertThat(told.isDue(121, 2_000, 60_000)).isTrue();
    assertThat(told.isDue(-1, 2_000, 60_000)).isTrue();
    assertThat(told.isDue(100, 31_000, 60_000)).isTrue();
  }

  @Test
  void shouldRefuseRulesThatCannotWork() {
    assertThatThrownBy(() -> new FlowRules(1_000, 1_000, 1, 1, 1)).hasMessageContaining("above");
    assertThatThrownBy(() -> new Observation(0, -1, 0, 1)).hasMessageContaining("-1");
  }

  private void look(long lag, double perSecond, int nodes, int times) {
    for (int i = 0; i < times; i++) {
      nowMs += LOOK_MS;
      controller = controller.next(new Observation(nowMs, lag, perSecond, nodes));
    }
  }
}
