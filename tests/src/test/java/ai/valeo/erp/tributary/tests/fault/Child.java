package ai.valeo.erp.tributary.tests.fault;

import ai.valeo.erp.tributary.compose.process.ChildProcess;
import ai.valeo.erp.tributary.compose.process.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One process of the system under test. It can be killed, frozen and thawed, and started again on
 * the same data. One thread.
 */
final class Child implements AutoCloseable {

  /** Small and quick to start rather than fast. */
  private static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "-Dlogback.configurationFile=fault/logback-child.xml");

  private final JavaCommand command;
  private final Path logs;
  private @Nullable ChildProcess process;

  /**
   * A process that is not started yet.
   *
   * @param command what to run
   * @param heapMb its largest heap, MiB
   * @param logs where its output goes
   */
  Child(JavaCommand command, int heapMb, Path logs) {
    var options = new ArrayList<>(JVM);
    options.add("-Xmx" + heapMb + "m");
    options.addAll(command.options());
    this.command =
        new JavaCommand(
            command.name(), List.of(), options, command.mainClass(), command.arguments());
    this.logs = logs;
  }

  String name() {
    return command.name();
  }

  /** Starts it, for the first time or again; returns at once. */
  Child start() {
    if (isAlive()) {
      throw new IllegalStateException(name() + ": runs (expected: ended before it starts again)");
    }
    process = ChildProcess.start(command, logs);
    return this;
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Its process id. */
  long pid() {
    return running().pid();
  }

  /** How it ended by itself. */
  int exitCode() {
    return running().exitCode();
  }

  /** Ends it as a crash does: SIGKILL. */
  void kill() {
    running().kill();
  }

  /** Ends it as an operator does: SIGTERM; what does not end in time is killed. */
  void stop() {
    running().close();
  }

  /** Makes it stand still, as a machine that is starved or asleep does: SIGSTOP. */
  void freeze() {
    signal("STOP");
  }

  /** Lets it go on from where it stood: SIGCONT. */
  void thaw() {
    signal("CONT");
  }

  /** The last lines it printed. */
  String tail(int lines) {
    Path log = logs.resolve(name() + ".log");
    if (!Files.exists(log)) {
      return "(nothing)";
    }
    try {
      List<String> all = Files.readAllLines(log);
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    } catch (IOException e) {
      throw new UncheckedIOException("log of " + name(), e);
    }
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      process.kill();
    }
  }

  private ChildProcess running() {
    if (process == null) {
      throw new IllegalStateException(name() + ": never started");
    }
    return process;
  }

  private void signal(String name) {
    try {
      String pid = Long.toString(running().pid());
      int code = new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + name + ": exit code " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("kill", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
