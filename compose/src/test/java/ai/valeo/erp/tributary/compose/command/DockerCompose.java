package ai.valeo.erp.tributary.compose.command;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks an installed docker compose what it thinks of a file; skips with the reason without one. */
final class DockerCompose {

  private DockerCompose() {}

  /** What it printed, with its exit code if that is not 0. */
  static String config(List<String> arguments, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(program());
    assumeTrue(
        !line.isEmpty(),
        "skipped: no docker compose (Debian: apt-get install docker-compose docker.io)");
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String printed;
    try (InputStream output = process.getInputStream()) {
      printed = new String(output.readAllBytes(), StandardCharsets.UTF_8);
    }
    int code = process.waitFor();
    return code == 0 ? printed : "exit code " + code + ": " + printed;
  }

  /** The program's name and first arguments; empty = there is none. */
  private static List<String> program() throws InterruptedException {
    for (List<String> program : List.of(List.of("docker-compose"), List.of("docker", "compose"))) {
      try {
        var line = new ArrayList<>(program);
        line.add("version");
        if (new ProcessBuilder(line).redirectErrorStream(true).start().waitFor() == 0) {
          return program;
        }
      } catch (IOException e) {
        // not there: the next one
      }
    }
    return List.of();
  }
}
