package ai.valeo.erp.tributary.compose.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerTest {
  @TempDir Path folder;

  @Test
  void shouldRememberAcrossRunsAndCountEachOnce() {
    // given
    Path file = folder.resolve("deep").resolve("london");
    try (Ledger ledger = Ledger.open(file)) {
      ledger.add(List.of("a", "b"));
    }
    // when
    try (Ledger ledger = Ledger.open(file)) {
      ledger.add(List.of("b", "c"));
      // then
      assertThat(ledger.captured()).containsExactly("a", "b", "c");
      assertThat(ledger.size()).isEqualTo(3);
    }
  }

  @Test
  void shouldDropALineThatAKillHasCutAndGoOnBehindTheWholeOnes() throws IOException {
    // given
    Path file = folder.resolve("london");
    Files.writeString(file, "a\nb\nhalf");
    // when
    try (Ledger ledger = Ledger.open(file)) {
      ledger.add(List.of("whole"));
    }
    // then
    try (Ledger ledger = Ledger.open(file)) {
      assertThat(ledger.captured()).containsExactly("a", "b", "whole");
    }
    assertThat(Files.readString(file)).isEqualTo("a\nb\nwhole\n");
  }

  @Test
  void shouldKeepProgressWholeWhateverLiesBesideIt() throws IOException {
    // given
    Progress progress = new Progress(folder.resolve("progress").resolve("chapters"));
    assertThat(progress.done()).isZero();
    progress.note(7);
    Files.writeString(
        folder.resolve("progress").resolve("chapters.new"), "9", StandardOpenOption.CREATE);
    // when, then
    assertThat(progress.done()).isEqualTo(7);
    progress.note(8);
    assertThat(progress.done()).isEqualTo(8);
  }
}
