package ai.valeo.erp.tributary.graphql.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.graphql.view.store.StateDamage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

  @TempDir Path dir;

  @Test
  void shouldKeepStateOfTheSameViews() throws IOException {
    // given
    try (StateFolder folder = StateFolder.take(dir, "app")) {
      folder.fit("views 1");
      write(folder, "0_0/file");
    }

    // when
    try (StateFolder folder = StateFolder.take(dir, "app")) {
      // then
      assertThat(folder.fit("views 1")).isFalse();
      assertThat(folder.path().resolve("0_0/file")).exists();
    }
  }

  @Test
  void shouldWipeStateOfOtherViewsAndNothingElse() throws IOException {
    // given
    Path stranger = Files.createDirectories(dir.resolve("other")).resolve("file");
    Files.writeString(stranger, "kept");
    try (StateFolder folder = StateFolder.take(dir, "app")) {
      folder.fit("views 1");
      write(folder, "0_0/file");

      // when
      boolean isWiped = folder.fit("views 2");

      // then
      assertThat(isWiped).isTrue();
      assertThat(folder.path()).doesNotExist();
      assertThat(stranger).exists();
    }
  }

  @Test
  void shouldBeHeldByOneAtATime() {
    // given
    try (StateFolder held = StateFolder.take(dir, "app")) {
      // when / then
      assertThatThrownBy(() -> StateFolder.take(dir, "app"))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("another process uses it");
      assertThat(held.freeBytes()).isPositive();
    }
    StateFolder.take(dir, "app").close();
  }

  @Test
  void shouldTellDamageFromOtherFailures() {
    assertThat(StateDamage.isDamage(new StreamsException(new ProcessorStateException("sst"))))
        .isTrue();
    assertThat(StateDamage.isDamage(new StreamsException("broker away"))).isFalse();
    assertThat(StateDamage.isDamage(null)).isFalse();
    assertThat(
            StateDamage.isDamage(
                new ProcessorStateException("x", new IOException("No space left on device"))))
        .isFalse();
    assertThat(
            StateDamage.isDamage(
                new StreamsException(
                    "Unable to initialize state, this can happen if multiple instances of Kafka"
                        + " Streams are running in the same state directory",
                    new ProcessorStateException("lock"))))
        .isFalse();
  }

  private static void write(StateFolder folder, String name) throws IOException {
    Path file = folder.path().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "state");
  }
}
