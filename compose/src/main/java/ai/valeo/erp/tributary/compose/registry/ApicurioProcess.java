package ai.valeo.erp.tributary.compose.registry;

import ai.valeo.erp.tributary.compose.process.ChildProcess;
import ai.valeo.erp.tributary.compose.process.JavaCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Apicurio Registry as a child process on loopback. Its schemas lie in a file of the data folder
 * and outlive it, also when it is killed.
 */
public final class ApicurioProcess implements AutoCloseable {
  private static final String PATH = "/apis/ccompat/v7";
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration ASK_EVERY = Duration.ofMillis(100);

  private final ChildProcess process;
  private final int port;

  private ApicurioProcess(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Where and how it runs.
   *
   * @param program folder of the unpacked program
   * @param dataFolder where its schemas and its log lie
   * @param port the port it serves
   * @param managementPort the port of its own health and metrics
   * @param compatibility what a new version of a schema must keep, e.g. FULL_TRANSITIVE
   */
  public record Settings(
      Path program, Path dataFolder, int port, int managementPort, String compatibility) {}

  /**
   * Starts it and waits until it answers.
   *
   * @throws RegistryStartException if it ends, or does not answer in time
   */
  public static ApicurioProcess start(Settings settings) {
    try {
      Files.createDirectories(settings.dataFolder());
    } catch (IOException e) {
      throw new RegistryStartException("data folder " + settings.dataFolder(), e);
    }
    ChildProcess child = ChildProcess.start(command(settings), settings.dataFolder());
    ApicurioProcess registry = new ApicurioProcess(child, settings.port());
    try {
      registry.awaitAnswer();
      return registry;
    } catch (RuntimeException e) {
      child.close();
      throw e;
    }
  }

  /** What clients put into {@code schema.registry.url}. */
  public String url() {
    return "http://127.0.0.1:" + port + PATH;
  }

  /** The process. */
  public ChildProcess process() {
    return process;
  }

  /** Stops it; its data stay. */
  @Override
  public void close() {
    process.close();
  }

  private static JavaCommand command(Settings settings) {
    Path database = settings.dataFolder().toAbsolutePath().resolve("registry");
    return new JavaCommand(
        "apicurio",
        List.of(settings.program().resolve("quarkus-run.jar")),
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-Dquarkus.http.host=127.0.0.1",
            "-Dquarkus.http.port=" + settings.port(),
            "-Dquarkus.management.host=127.0.0.1",
            "-Dquarkus.management.port=" + settings.managementPort(),
            "-Dapicurio.storage.kind=sql",
            "-Dapicurio.storage.sql.kind=h2",
            // without a delay nothing acknowledged is lost by a kill, so that no id is given twice
            "-Dapicurio.datasource.url=jdbc:h2:file:" + database + ";WRITE_DELAY=0",
            "-Dapicurio.datasource.jdbc.initial-size=2",
            "-Dapicurio.datasource.jdbc.min-size=2",
            "-Dapicurio.rules.global.compatibility=" + settings.compatibility()),
        "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
        List.of());
  }

  private void awaitAnswer() {
    long deadlineNs = System.nanoTime() + START_LIMIT.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!answers(client)) {
        if (!process.isAlive() || System.nanoTime() > deadlineNs) {
          throw new RegistryStartException(
              "Apicurio Registry does not answer; see " + process.logFile(), null);
        }
        Thread.sleep(ASK_EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryStartException("interrupted while Apicurio Registry was starting", e);
    }
  }

  private boolean answers(HttpClient client) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/subjects")).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // not listening yet
    }
  }
}
