package ai.valeo.erp.tributary.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs the scripts of {@code src/test/npm}; skips with the reason where npm cannot be reached. */
public final class Npm {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Npm() {}

  /** What a script reported, one JSON object a line; every one must have the status ok. */
  public static void shouldPass(String script, int checks, String... arguments)
      throws IOException, InterruptedException {
    shouldPassIn("", script, checks, arguments);
  }

  /** The same with a script of a folder under {@code src/test/npm}. */
  public static void shouldPassIn(String folder, String script, int checks, String... arguments)
      throws IOException, InterruptedException {
    shouldPass(NpmFolder.installed(folder), script, checks, arguments);
  }

  /** The same with a script of a folder that is installed. */
  public static void shouldPass(NpmFolder folder, String script, int checks, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("node", script));
    command.addAll(List.of(arguments));
    NpmFolder.Output output = folder.run(command.toArray(String[]::new));
    var failures = new ArrayList<String>();
    int count = 0;
    for (String line : output.text().lines().filter(line -> line.startsWith("{")).toList()) {
      JsonNode check = JSON.readTree(line);
      count++;
      if (!check.get("status").asText().equals("ok")) {
        failures.add(line);
      }
    }
    assertThat(failures).as(output.text()).isEmpty();
    assertThat(count).as(output.text()).isEqualTo(checks);
    assertThat(output.exitCode()).isZero();
  }
}
