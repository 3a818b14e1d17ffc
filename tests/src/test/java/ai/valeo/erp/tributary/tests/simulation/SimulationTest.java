package ai.valeo.erp.tributary.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/**
 * Edge nodes, lost records, lost acknowledgements and a centre that crashes between windows: R2,
 * R13, R15 and R16 hold after every step. {@code -Dsimulation.seeds=N} runs more.
 */
final class SimulationTest {

  private static final int SEEDS = Integer.getInteger("simulation.seeds", 200);

  @Test
  void shouldAnswerEachMutationOnceAndRepeatItself() {
    forEachSeed(seed ->
        assertThat(new Simulation(seed, true, true).run().checkReplay().size()).isPositive());
  }

  @Test
  void shouldEndWhatWaitsByRulings() {
    var ended = new AtomicInteger();
    forEachSeed(seed -> ended.addAndGet(new Simulation(seed, true, true).run().ended()));
    assertThat(ended.get()).isGreaterThan(SEEDS / 10);
  }

  @Test
  void shouldGiveTheSameValuesInOtherWindows() {
    forEachSeed(seed ->
        assertThat(
                new Simulation(seed, false, true)
                    .run()
                    .checkReplay()
                    .checkReplayWithoutBorders()
                    .size())
            .isPositive());
  }

  @Test
  void shouldFindSecondOutcomesOfACentreThatDeliversAtLeastOnce() {
    assertThatThrownBy(
            () -> forEachSeed(seed -> new Simulation(seed, true, false).run().checkReplay()))
        .hasStackTraceContaining("second outcome of");
  }

  private static void forEachSeed(LongConsumer run) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        run.accept(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }
}
