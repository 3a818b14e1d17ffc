package ai.valeo.erp.tributary.topology.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small parts of getting up again. */
final class RecoveryTest {

  @Test
  void shouldWipeTheStateOfOneApplicationOnly(@TempDir Path folder) throws IOException {
    // given
    Path own = Files.createDirectories(folder.resolve("own/0_1/rocksdb"));
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(own.resolve("CURRENT"), "x");
    var state = new StateFolder(folder.resolve("own"));

    // when
    state.wipe();
    state.wipe();

    // then
    assertThat(folder.resolve("own")).doesNotExist();
    assertThat(other).exists();
    assertThat(state.freeBytes()).isPositive();
  }

  @Test
  void shouldCountDownWhatIsRestored() {
    // given
    var progress = new RestoreProgress();
    var partition = new TopicPartition("changelog", 0);

    // when
    progress.onRestoreStart(partition, "entities", 100, 300);
    progress.onBatchRestored(partition, "entities", 250, 150);

    // then
    assertThat(progress.toRestore()).isEqualTo(50);
    progress.onRestoreEnd(partition, "entities", 200);
    assertThat(progress.toRestore()).isZero();
    assertThat(progress.restored()).isEqualTo(150);
  }
}
