package ai.valeo.erp.tributary.tests.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.valeo.erp.tributary.compose.local.FreePorts;
import ai.valeo.erp.tributary.compose.local.LocalRun;
import ai.valeo.erp.tributary.compose.local.LocalSettings;
import ai.valeo.erp.tributary.compose.local.LocalSettings.Ports;
import ai.valeo.erp.tributary.compose.local.LocalSettings.RegistryKind;
import ai.valeo.erp.tributary.compose.local.Screen;
import ai.valeo.erp.tributary.compose.prometheus.PrometheusProcess;
import ai.valeo.erp.tributary.compose.prometheus.PrometheusProgram;
import ai.valeo.erp.tributary.compose.prometheus.PrometheusSettings;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every query of every dashboard, asked of a real Prometheus beside a one-machine run with offices
 * that work without network, records nobody can read, and questions with errors.
 */
final class DashboardsIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  /** Master data, opening stock, and a month with two offices without network. */
  private static final int CHAPTERS = 4;

  @TempDir Path folder;

  @Test
  void shouldAnswerEveryQueryBesideARunWithErrors() throws Exception {
    // given
    Optional<Path> program = PrometheusProgram.find();
    assumeTrue(program.isPresent(), "Skipped: prometheus is " + PrometheusProgram.HOW_TO_GET_IT);
    List<Integer> ports = FreePorts.find(7);
    LocalSettings settings = settings(ports);
    Screen silent = new Screen(new PrintWriter(Writer.nullWriter()), false);
    try (LocalRun run = LocalRun.start(settings, false, silent);
        PrometheusProcess prometheus =
            PrometheusProcess.start(prometheus(program.get(), ports.get(6), run));
        TroubledLoad load =
            TroubledLoad.start(run, local(ports.get(0)), "http://" + local(ports.get(1)))) {
      LiveQueries queries = new LiveQueries(prometheus.url());
      // when
      try {
        await()
            .atMost(LIMIT)
            .pollInterval(Duration.ofSeconds(1))
            .until(() -> queries.ask().isEmpty());
      } catch (ConditionTimeoutException e) {
        // then
        assertThat(queries.ask()).as("answers that are missing, not finite, or 0").isEmpty();
      }
      assertThat(queries.unhealthyRules()).isEmpty();
      assertThat(load.failure()).isNull();
    }
  }

  private static String local(int port) {
    return "127.0.0.1:" + port;
  }

  private PrometheusSettings prometheus(Path program, int port, LocalRun run) {
    return new PrometheusSettings(
        program,
        folder.resolve("prometheus"),
        port,
        Duration.ofSeconds(1),
        DashboardSource.folder().resolve("rules"),
        run.metrics());
  }

  private LocalSettings settings(List<Integer> ports) {
    return new LocalSettings(
        folder.resolve("data"),
        RegistryKind.EMBEDDED,
        new Ports(
            ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4), ports.get(5)),
        false,
        false,
        CHAPTERS);
  }
}
