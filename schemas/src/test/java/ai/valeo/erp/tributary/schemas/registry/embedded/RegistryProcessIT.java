package ai.valeo.erp.tributary.schemas.registry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.registry.SchemaRegistry;
import ai.valeo.erp.tributary.schemas.registry.SchemaText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry as part of a process that ends, one way or the other. */
class RegistryProcessIT {

  private static final long TIMEOUT_S = 60;
  private static final int ACKNOWLEDGED_AT_LEAST = 40;

  @TempDir private Path folder;

  @Test
  void shouldKnowAfterKillWhatItAcknowledged() throws Exception {
    // given: another process that registers one schema after the other
    Process process = start(Registrant.class);
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

  @Test
  void shouldNotKeepAProcessAlive() throws Exception {
    // given: another process that leaves without closing its registry
    Process process = start(Leaver.class);

    // when
    boolean left = process.waitFor(TIMEOUT_S, TimeUnit.SECONDS);
    process.destroyForcibly();

    // then
    assertThat(left).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private Process start(Class<?> main) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** The process that leaves. */
  static final class Leaver {

    private Leaver() {}

    public static void main(String[] args) {
      System.out.println(EmbeddedRegistry.start(Path.of(args[0]), 0).port());
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
