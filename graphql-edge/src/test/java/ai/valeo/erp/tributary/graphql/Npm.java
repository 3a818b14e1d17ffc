package ai.valeo.erp.tributary.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the scripts of {@code src/test/npm}; skips with the reason where npm cannot be reached. */
public final class Npm {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SOURCE = Path.of("src", "test", "npm");

  private Npm() {}

  /** What a script reported, one JSON object a line; every one must have the status ok. */
  public static void shouldPass(String script, int checks, String... arguments)
      throws IOException, InterruptedException {
    Path folder = installed(script);
    var command = new ArrayList<>(List.of("node", script));
    command.addAll(List.of(arguments));
    Output output = run(folder, command);
    var failures = new ArrayList<String>();
    int count = 0;
    for (String line : output.text.lines().filter(line -> line.startsWith("{")).toList()) {
      JsonNode check = JSON.readTree(line);
      count++;
      if (!check.get("status").asText().equals("ok")) {
        failures.add(line);
      }
    }
    assertThat(failures).as(output.text).isEmpty();
    assertThat(count).as(output.text).isEqualTo(checks);
    assertThat(output.exitCode).isZero();
  }

  private static Path installed(String script) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of("target", "npm"));
    for (String file : List.of("package.json", "package-lock.json", script)) {
      Files.copy(SOURCE.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Output output = run(folder, List.of("npm", "ci", "--no-audit", "--no-fund"));
    if (output.exitCode != 0) {
      abort("Skipped: `npm ci` failed, is the npm registry reachable? " + output.text);
    }
    return folder;
  }

  private record Output(int exitCode, String text) {}

  private static Output run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    } catch (IOException e) {
      abort("Skipped: " + command.get(0) + " cannot be run: " + e.getMessage());
      throw e;
    }
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean hasEnded = process.waitFor(2, TimeUnit.MINUTES);
    assertThat(hasEnded).as("`%s` ended in time", String.join(" ", command)).isTrue();
    return new Output(process.exitValue(), text);
  }
}
