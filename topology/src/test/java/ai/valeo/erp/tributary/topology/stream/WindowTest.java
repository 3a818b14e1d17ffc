package ai.valeo.erp.tributary.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a window closes; what is decided never depends on it. */
final class WindowTest {

  private static final WindowSettings SETTINGS = WindowSettings.standard();

  @Test
  void shouldGatherLongerWhileItIsBehindTheLog(@TempDir Path folder) {
    try (var harness = new TopologyHarness(folder)) {
      // given records that have waited long in the log, the first window just closed
      harness.driver().advanceWallClockTime(Duration.ofSeconds(10));
      assertThat(harness.decide(Mutations.create("berlin", 1, 5).build())).hasSize(1);

      // when
      harness.send(Mutations.add("berlin", 2, 1).build());
      harness.closeWindow();

      // then it waits for more, but no longer than a regular commit takes
      assertThat(harness.outcomes()).isEmpty();
      harness.pass(Duration.ofMillis(SETTINGS.busyMs()));
      assertThat(harness.outcomes()).hasSize(1);
    }
  }

  @Test
  void shouldCompareTheBrokersTimeWithTheWallClock(@TempDir Path folder) {
    try (var harness = new TopologyHarness(folder)) {
      // given a stream whose own time went on when the clocks were set back
      harness.driver().advanceWallClockTime(Duration.ofHours(1));
      harness.setBack(Duration.ofHours(1));

      // then fresh records are fresh
      assertThat(harness.decide(Mutations.create("berlin", 1, 5).build())).hasSize(1);
      assertThat(harness.decide(Mutations.add("berlin", 2, 1).build())).hasSize(1);
      assertThat(harness.decide(Mutations.add("berlin", 3, 1).build())).hasSize(1);
    }
  }

  @Test
  void shouldNotMakeFreshRecordsWait(@TempDir Path folder) {
    try (var harness = new TopologyHarness(folder)) {
      // given
      assertThat(harness.decide(Mutations.create("berlin", 1, 5).build())).hasSize(1);

      // then one window after the other closes in time
      assertThat(harness.decide(Mutations.add("berlin", 2, 1).build())).hasSize(1);
      assertThat(harness.decide(Mutations.add("berlin", 3, 1).build())).hasSize(1);
    }
  }
}
