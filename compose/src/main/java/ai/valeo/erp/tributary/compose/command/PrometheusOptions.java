package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.local.PortChoice;
import ai.valeo.erp.tributary.compose.local.Screen;
import ai.valeo.erp.tributary.compose.prometheus.PrometheusProcess;
import ai.valeo.erp.tributary.compose.prometheus.PrometheusProgram;
import ai.valeo.erp.tributary.compose.prometheus.PrometheusSettings;
import ai.valeo.erp.tributary.compose.prometheus.ScrapeTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Prometheus beside the one-machine run. */
final class PrometheusOptions {
  private static final int USUAL_PORT = 9090;

  /** Shorter than in production, so that a demo of a few minutes draws lines. */
  private static final Duration EVERY = Duration.ofSeconds(5);

  @Option(
      names = "--with-prometheus",
      description = "Run an installed Prometheus beside it, with our recording rules and alerts.")
  boolean isAsked;

  @Option(names = "--prometheus-port", paramLabel = "PORT", description = "Usually 9090; 0 = any.")
  @Nullable Integer port;

  /** Starts it if it is asked for and installed; what has been started must be closed. */
  Optional<PrometheusProcess> start(List<ScrapeTarget> targets, Path data, Screen screen) {
    if (!isAsked) {
      return Optional.empty();
    }
    Optional<Path> program = PrometheusProgram.find();
    if (program.isEmpty()) {
      screen.say("Prometheus       " + PrometheusProgram.HOW_TO_GET_IT);
      return Optional.empty();
    }
    String home = System.getenv("TRIBUTARY_HOME");
    PrometheusProcess prometheus =
        PrometheusProcess.start(
            new PrometheusSettings(
                program.get(),
                data.resolve("prometheus"),
                new PortChoice().choose(port, USUAL_PORT),
                EVERY,
                Path.of(home == null ? "" : home, "dashboards", "rules"),
                targets));
    screen.say("Prometheus       " + prometheus.url());
    return Optional.of(prometheus);
  }
}
