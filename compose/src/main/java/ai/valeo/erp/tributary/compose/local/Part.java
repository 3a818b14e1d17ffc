package ai.valeo.erp.tributary.compose.local;

import ai.valeo.erp.tributary.compose.process.ChildProcess;
import ai.valeo.erp.tributary.compose.process.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part that runs as a process of its own and is started again when it dies.
 *
 * <p>Threading: any thread.
 */
final class Part implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Part.class);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final JavaCommand command;
  private final Path logFolder;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread watch;
  private volatile ChildProcess process;
  private final AtomicInteger restarts = new AtomicInteger();

  private Part(JavaCommand command, Path logFolder) {
    this.command = command;
    this.logFolder = logFolder;
    this.process = ChildProcess.start(command, logFolder);
    this.watch = Thread.ofVirtual().name("watch-" + command.name()).unstarted(this::watch);
  }

  /** Starts one of our own commands. */
  static Part start(String name, List<String> options, List<String> arguments, Path logFolder) {
    Part part = new Part(JavaCommand.ours(name, options, arguments), logFolder);
    part.watch.start();
    return part;
  }

  /** Keys as arguments of a command. */
  static List<String> assignments(Map<String, String> keys) {
    List<String> arguments = new ArrayList<>();
    keys.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    return arguments;
  }

  /** The process as it is now. */
  ChildProcess process() {
    return process;
  }

  /** How often it had to be started again. */
  int restarts() {
    return restarts.get();
  }

  private void watch() {
    try {
      while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        if (!process.isAlive()) {
          log.atWarn().addKeyValue("part", command.name()).log("Part died and starts again");
          process = ChildProcess.start(command, logFolder);
          restarts.incrementAndGet();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      watch.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.close();
  }
}
