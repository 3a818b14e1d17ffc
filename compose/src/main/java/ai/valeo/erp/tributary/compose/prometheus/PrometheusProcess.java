package ai.valeo.erp.tributary.compose.prometheus;

import ai.valeo.erp.tributary.compose.process.ChildProcess;
import ai.valeo.erp.tributary.compose.process.NativeCommand;
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
 * An installed Prometheus as a child process on loopback. What it has gathered stays in its folder.
 *
 * <p>Threading: any thread.
 */
public final class PrometheusProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration ASK_EVERY = Duration.ofMillis(100);

  private final ChildProcess process;
  private final int port;

  private PrometheusProcess(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @throws PrometheusException if it ends, or does not answer in time
   */
  public static PrometheusProcess start(PrometheusSettings settings) {
    PrometheusProcess prometheus =
        new PrometheusProcess(
            ChildProcess.start(command(settings), settings.folder()), settings.port());
    try {
      prometheus.awaitAnswer();
      return prometheus;
    } catch (RuntimeException e) {
      prometheus.close();
      throw e;
    }
  }

  private static NativeCommand command(PrometheusSettings settings) {
    Path folder = settings.folder().toAbsolutePath();
    Path configuration = folder.resolve("prometheus.yml");
    try {
      Files.createDirectories(folder);
      Files.writeString(configuration, settings.configuration());
    } catch (IOException e) {
      throw new PrometheusException("data folder " + folder, e);
    }
    return new NativeCommand(
        "prometheus",
        settings.program(),
        List.of(
            "--config.file=" + configuration,
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:" + settings.port()));
  }

  /** Its page and its queries. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /** Stops it. */
  @Override
  public void close() {
    process.close();
  }

  private void awaitAnswer() {
    long deadlineNs = System.nanoTime() + START_LIMIT.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!answers(client)) {
        if (!process.isAlive() || System.nanoTime() > deadlineNs) {
          throw new PrometheusException(
              "Prometheus does not answer; see " + process.logFile(), null);
        }
        Thread.sleep(ASK_EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PrometheusException("interrupted while Prometheus was starting", e);
    }
  }

  private boolean answers(HttpClient client) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url().resolve("-/ready")).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // not listening yet
    }
  }
}
