package ai.valeo.erp.tributary.tests.dashboards;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Prometheus's own checker; where it is not installed, the test is skipped and says so. */
final class Promtool {
  private Promtool() {}

  /** What it has said. */
  record Output(int exitCode, String text) {}

  static Output run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(arguments);
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      abort("Skipped: promtool is not installed (Debian and Ubuntu: apt-get install prometheus)");
      throw e;
    }
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Output(process.waitFor(), text);
  }
}
