package ai.valeo.erp.tributary.compose.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildProcessIT {
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  void shouldDieWithAParentThatIsKilled() throws IOException {
    // given
    ChildProcess parent = ChildProcess.start(program("parent", Parent.class), folder);
    await().atMost(LONG).until(() -> grandchild().isPresent());
    ProcessHandle grandchild = grandchild().orElseThrow();
    assertThat(grandchild.isAlive()).isTrue();
    // when
    parent.kill();
    // then
    await().atMost(LONG).until(() -> !grandchild.isAlive());
  }

  @Test
  void shouldLetAChildTidyUpWhenItIsAskedToStop() {
    // given
    ChildProcess child = ChildProcess.start(program("child", Child.class), folder);
    await().atMost(LONG).until(() -> Files.exists(folder.resolve("ready")));
    // when
    child.close();
    // then
    assertThat(child.isAlive()).isFalse();
    assertThat(folder.resolve("tidy")).exists();
  }

  @Test
  void shouldEndAProgramThatIsNoJavaWithItsGuard() {
    // given
    NativeCommand command = new NativeCommand("sleep", Path.of("/bin/sleep"), List.of("1000"));
    ChildProcess guard = ChildProcess.start(command, folder);
    ProcessHandle shell = ProcessHandle.of(guard.pid()).orElseThrow();
    await().atMost(LONG).until(() -> sleeping(shell).isPresent());
    ProcessHandle sleeping = sleeping(shell).orElseThrow();
    // when
    guard.close();
    // then
    assertThat(guard.isAlive()).isFalse();
    await().atMost(LONG).until(() -> !sleeping.isAlive());
  }

  private static Optional<ProcessHandle> sleeping(ProcessHandle shell) {
    return shell
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("sleep"))
        .findFirst();
  }

  @Test
  void shouldLeaveNoTemporaryFilesOfAChildThatIsKilled() throws IOException {
    // given
    ChildProcess child = ChildProcess.start(program("child", Child.class), folder);
    await().atMost(LONG).until(() -> Files.exists(folder.resolve("ready")));
    Path temporary = Path.of(Files.readString(folder.resolve("ready")));
    assertThat(temporary).startsWith(folder).exists();
    // when
    child.kill();
    // then
    assertThat(temporary.getParent()).doesNotExist();
    assertThat(child.logFile()).exists();
  }

  @Test
  void shouldTellWhatAChildHasUsed() {
    // given
    try (ChildProcess child = ChildProcess.start(program("child", Child.class), folder)) {
      // when
      await().atMost(LONG).until(() -> !child.usage().cpu().isZero());
      // then
      assertThat(child.usage().name()).isEqualTo("child");
      assertThat(child.usage().peakMemoryBytes()).isGreaterThan(1 << 20);
    }
  }

  private JavaCommand program(String name, Class<?> main) {
    return new JavaCommand(
        name, List.of(), List.of("-Xmx32m"), main.getName(), List.of(folder.toString()));
  }

  private Optional<ProcessHandle> grandchild() throws IOException {
    Path file = folder.resolve("grandchild.pid");
    return Files.exists(file)
        ? ProcessHandle.of(Long.parseLong(Files.readString(file)))
        : Optional.empty();
  }

  /** Starts a child and writes down its process id. */
  static final class Parent {
    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      JavaCommand command =
          new JavaCommand(
              "grandchild",
              List.of(),
              List.of(),
              Child.class.getName(),
              List.of(folder.toString()));
      ChildProcess child = ChildProcess.start(command, folder);
      Path file = Files.writeString(folder.resolve("fresh.pid"), Long.toString(child.pid()));
      Files.move(file, folder.resolve("grandchild.pid"));
      Thread.currentThread().join();
    }
  }

  /** Lives until it is ended, and tidies up slowly. */
  static final class Child {
    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> tidyUp(folder)));
      Path left = Files.createTempFile("left", "");
      Path said = Files.writeString(folder.resolve("saying"), left.toString());
      Files.move(said, folder.resolve("ready"));
      Thread.currentThread().join();
    }

    private static void tidyUp(Path folder) {
      try {
        LockSupport.parkNanos(300_000_000); // longer than the end of its input would leave it
        Files.writeString(folder.resolve("tidy"), "");
      } catch (IOException e) {
        throw new IllegalStateException("cannot tidy up", e);
      }
    }
  }
}
