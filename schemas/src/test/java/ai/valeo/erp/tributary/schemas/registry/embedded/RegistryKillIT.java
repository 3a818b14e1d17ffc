package ai.valeo.erp.tributary.schemas.registry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.registry.SchemaRegistry;
import ai.valeo.erp.tributary.schemas.registry.SchemaText;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged survives {@code kill -9}. */
class RegistryKillIT {

  private static final int ACKNOWLEDGED_AT_LEAST = 40;

  @TempDir private Path folder;

  @Test
  void shouldKnowAfterKillWhatItAcknowledged() throws Exception {
    // given: another process that registers one schema after the other
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Registrant.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var acknowledged = new TreeMap<String, Integer>();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(" ", 2);
        acknowledged.put(parts[0], Integer.parseInt(parts[1]));
        if (acknowledged.size() == ACKNOWLEDGED_AT_LEAST) {
          // when: through the handle, which leaves what it printed before to be read
          process.toHandle().destroyForcibly();
        }
      }
    }
    process.waitFor();

    // then
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED_AT_LEAST);
    try (var registry = EmbeddedRegistry.start(folder, 0);
        var client = SchemaRegistry.from(Map.of("schema.registry.url", registry.url()))) {
      acknowledged.forEach(
          (subject, id) -> assertThat(client.latest(subject).id()).as(subject).isEqualTo(id));
    }
  }

  /** The process to be killed. */
  static final class Registrant {

    private Registrant() {}

    public static void main(String[] args) {
      try (var registry = EmbeddedRegistry.start(Path.of(args[0]), 0);
          var client = SchemaRegistry.from(Map.of("schema.registry.url", registry.url()))) {
        for (int i = 0; i < 100_000; i++) {
          String text = "{\"type\":\"fixed\",\"name\":\"F%d\",\"size\":4}".formatted(i);
          int id = client.register("s" + i, SchemaText.parse(text));
          System.out.println("s" + i + " " + id);
        }
      }
    }
  }
}
