package ai.valeo.erp.tributary.graphql.http;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every audit that the npm package graphql-http has for servers of GraphQL over HTTP. */
class GraphQlHttpAuditIT {

  private static final int AUDITS = 61;
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "audits.mjs");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path stateDir;

  @Test
  void shouldPassEveryAudit() throws IOException, InterruptedException {
    // given
    Path folder = installed();
    try (GraphBench bench = new GraphBench(stateDir)) {
      // when
      Output output = run(folder, "node", "audits.mjs", bench.uri("/graphql").toString());

      // then
      var failures = new ArrayList<String>();
      int count = 0;
      for (String line : output.text.lines().filter(line -> line.startsWith("{")).toList()) {
        JsonNode audit = JSON.readTree(line);
        count++;
        if (!audit.get("status").asText().equals("ok")) {
          failures.add(line);
        }
      }
      assertThat(failures).as(output.text).isEmpty();
      assertThat(count).as(output.text).isEqualTo(AUDITS);
      assertThat(output.exitCode).isZero();
    }
  }

  private static Path installed() throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of("target", "npm-audits"));
    for (String file : FILES) {
      Files.copy(
          Path.of("src", "test", "npm", file),
          folder.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    Output output = run(folder, "npm", "ci", "--no-audit", "--no-fund");
    if (output.exitCode != 0) {
      abort("Audits skipped: `npm ci` failed, is the npm registry reachable? " + output.text);
    }
    return folder;
  }

  private record Output(int exitCode, String text) {}

  private static Output run(Path folder, String... command)
      throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    } catch (IOException e) {
      abort("Audits skipped: " + command[0] + " cannot be run: " + e.getMessage());
      throw e;
    }
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean hasEnded = process.waitFor(2, TimeUnit.MINUTES);
    assertThat(hasEnded).as("`%s` ended in time", String.join(" ", command)).isTrue();
    return new Output(process.exitValue(), text);
  }
}
