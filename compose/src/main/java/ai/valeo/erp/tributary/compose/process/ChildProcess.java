package ai.valeo.erp.tributary.compose.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running child process. It dies with us, also when we are killed.
 *
 * <p>Threading: any thread.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChildProcess.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final String name;
  private final Process process;
  private final Path logFile;
  private final Path temporary;

  private ChildProcess(String name, Process process, Path logFile, Path temporary) {
    this.name = name;
    this.process = process;
    this.logFile = logFile;
    this.temporary = temporary;
  }

  /**
   * Starts a program; what it prints goes into {@code <name>.log} of the folder, and its temporary
   * files, such as native libraries, into {@code <name>.tmp}, which goes when it ends or is started
   * again: one that is killed cannot delete them.
   *
   * @throws ChildException if it cannot be started
   */
  public static ChildProcess start(JavaCommand command, Path logFolder) {
    Path temporary = temporary(logFolder, command.name());
    return start(command.name(), command.commandLine(temporary), logFolder);
  }

  /**
   * Starts a program that is no Java; what it prints goes into {@code <name>.log} of the folder.
   *
   * @throws ChildException if it cannot be started
   */
  public static ChildProcess start(NativeCommand command, Path logFolder) {
    return start(command.name(), command.commandLine(), logFolder);
  }

  private static ChildProcess start(String name, List<String> commandLine, Path logFolder) {
    Path logFile = logFolder.resolve(name + ".log");
    Path temporary = temporary(logFolder, name);
    delete(temporary);
    try {
      Files.createDirectories(temporary);
      Process process =
          new ProcessBuilder(commandLine)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()))
              .start();
      return new ChildProcess(name, process, logFile, temporary);
    } catch (IOException e) {
      throw new ChildException(name + " does not start", e);
    }
  }

  private static Path temporary(Path logFolder, String name) {
    return logFolder.resolve(name + ".tmp");
  }

  private static void delete(Path folder) {
    try {
      Utils.delete(folder.toFile());
    } catch (IOException e) {
      log.atWarn().setCause(e).addKeyValue("folder", folder).log("Temporary files stay");
    }
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * How it ended.
   *
   * @throws IllegalThreadStateException if it runs
   */
  public int exitCode() {
    return process.exitValue();
  }

  /** Where its output goes. */
  public Path logFile() {
    return logFile;
  }

  /** What it has used so far. */
  public ProcessUsage usage() {
    return ProcessUsage.of(name, process.toHandle());
  }

  /** Kills it at once, as a crash would (kill -9). */
  public void kill() {
    process.destroyForcibly();
    awaitEnd(STOP_LIMIT);
  }

  /** Asks it to stop, waits, and kills it if it does not. */
  @Override
  public void close() {
    // Process.destroy would close the child's input too, and so end it before it has tidied up
    process.toHandle().destroy();
    if (!awaitEnd(STOP_LIMIT)) {
      log.atWarn().addKeyValue("process", name).log("Child does not stop and is killed");
      kill();
    }
  }

  private boolean awaitEnd(Duration limit) {
    try {
      boolean hasEnded = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (hasEnded) {
        delete(temporary);
      }
      return hasEnded;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
