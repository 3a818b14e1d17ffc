package ai.valeo.erp.tributary.graphql.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.Browsers;
import ai.valeo.erp.tributary.graphql.NpmFolder;
import ai.valeo.erp.tributary.graphql.security.TestIssuer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a real browser, over a real edge node without any network. The steps and what they
 * expect stand in {@code page.mjs} and {@code secured.mjs} of {@code src/test/npm/browser}.
 */
class EdgePageIT {

  @TempDir Path folder;

  @Test
  void shouldServeThePersonAtTheWarehouse() throws IOException, InterruptedException {
    // given
    String browser = Browsers.installed();
    NpmFolder npm = NpmFolder.installed("browser");
    try (var warehouse = new Warehouse(folder)) {
      // when
      String[] command = {
        "node", "page.mjs", warehouse.url(), browser, folder.resolve("profile").toString()
      };
      Process process = npm.start(command);
      List<String> lines = conversation(process, warehouse);

      // then
      assertThat(NpmFolder.ended(process, command)).as(String.join("\n", lines)).isZero();
      assertThat(lines).contains("all steps done");
    }
  }

  @Test
  void shouldShowThePersonsDataToThatPersonOnly() throws IOException, InterruptedException {
    // given
    String browser = Browsers.installed();
    NpmFolder npm = NpmFolder.installed("browser");
    try (var issuer = new TestIssuer();
        var desk = new EdgeDesk(folder, secured(issuer))) {
      // when
      NpmFolder.Output output =
          npm.run(
              "node",
              "secured.mjs",
              desk.uri("/").toString(),
              browser,
              folder.resolve("profile").toString(),
              token(issuer, "anna"),
              token(issuer, "bert"));

      // then
      assertThat(output.exitCode()).as(output.text()).isZero();
      assertThat(output.text()).contains("all steps done");
    }
  }

  /** And without room, which needs a person. */
  private static Map<String, String> secured(TestIssuer issuer) {
    return Map.of(
        "edge.security.mode",
        "jwt",
        "edge.security.issuer",
        TestIssuer.NAME,
        "edge.security.jwks.url",
        issuer.jwks().toString(),
        "edge.store.free.mb",
        "1000000");
  }

  private static String token(TestIssuer issuer, String subject) {
    return issuer.token(claims ->
        claims.subject(subject).claim("scope", "inventory:read orders:read inventory:write"));
  }

  /** Reads what the script says, and does what it asks of the edge program. */
  private static List<String> conversation(Process process, Warehouse warehouse)
      throws IOException {
    var lines = new ArrayList<String>();
    try (var output =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Writer input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        if (line.startsWith("please ")) {
          if (line.equals("please stop")) {
            warehouse.stop();
          } else {
            warehouse.start();
          }
          input.write("done\n");
          input.flush();
        }
      }
    }
    return lines;
  }
}
