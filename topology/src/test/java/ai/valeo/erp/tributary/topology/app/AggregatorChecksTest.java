package ai.valeo.erp.tributary.topology.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.topology.app.AggregatorHealth.Check;
import ai.valeo.erp.tributary.topology.app.AggregatorHealth.State;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When an aggregator is ready, and why not. */
final class AggregatorChecksTest {

  private static final AggregatorChecks.Away NOTHING_AWAY = new AggregatorChecks.Away(false, false);
  private static final AggregatorChecks.Figures WELL =
      new AggregatorChecks.Figures(2_000, 1_000, 0, 5, 0.5);

  @Test
  void shouldBeReadyWhenItRunsAndNothingIsWrong() {
    assertThat(health(State.RUNNING, NOTHING_AWAY, WELL).isReady()).isTrue();
  }

  @Test
  void shouldNotBeReadyOnceTheDiskIsFullAlthoughItRuns() {
    // given
    var full = new AggregatorChecks.Figures(999, 1_000, 0, 5, 0.5);

    // when
    AggregatorHealth health = health(State.RUNNING, NOTHING_AWAY, full);

    // then
    assertThat(health.isReady()).isFalse();
    assertThat(health.isLive()).isTrue();
    assertThat(health.reasons()).containsExactly("State disk has only 999 bytes free");
  }

  @Test
  void shouldNotBeReadyWhenNoCommitComesWhileMutationsWait() {
    // given
    var hanging = new AggregatorChecks.Figures(2_000, 1_000, 0, 5, 61);

    // when / then
    assertThat(health(State.RUNNING, NOTHING_AWAY, hanging).reasons())
        .containsExactly("No commit for 61 s while 5 mutations wait");
  }

  @Test
  void shouldNameWhatIsAway() {
    assertThat(health(State.RUNNING, new AggregatorChecks.Away(true, true), WELL).reasons())
        .containsExactly(
            "No broker answers", "Records wait for a schema registry that does not answer");
  }

  @Test
  void shouldTellHowMuchIsToBeRestored() {
    // given
    var restoring = new AggregatorChecks.Figures(2_000, 1_000, 7, -1, 0);

    // when / then
    assertThat(health(State.STARTING, NOTHING_AWAY, restoring).reasons())
        .containsExactly("STARTING", "7 rows to restore");
  }

  private static AggregatorHealth health(
      State state, AggregatorChecks.Away away, AggregatorChecks.Figures figures) {
    return new AggregatorHealth(state, checks(state, null, away, figures), 0, 0, 0, 0, 0);
  }

  private static List<Check> checks(
      State state,
      @Nullable String failure,
      AggregatorChecks.Away away,
      AggregatorChecks.Figures figures) {
    return new AggregatorChecks(state, failure, away, null, figures).checks();
  }
}
