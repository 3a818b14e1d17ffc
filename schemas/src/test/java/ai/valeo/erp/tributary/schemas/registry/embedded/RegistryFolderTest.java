package ai.valeo.erp.tributary.schemas.registry.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.schemas.registry.Compatibility;
import ai.valeo.erp.tributary.schemas.registry.SchemaRegistry;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a registry remembers. */
class RegistryFolderTest {

  private static final Schema INT = Schema.create(Schema.Type.INT);
  private static final Schema LONG = Schema.create(Schema.Type.LONG);

  @TempDir private Path folder;

  @Test
  void shouldRememberSchemasAndRules() {
    // given
    try (var registry = EmbeddedRegistry.start(folder, 0);
        var client = client(registry)) {
      client.register("a", INT);
      client.setCompatibility("a", Compatibility.NONE);
      client.register("a", LONG);
      client.setDefaultCompatibility(Compatibility.BACKWARD);
    }

    // when
    try (var registry = EmbeddedRegistry.start(folder, 0);
        var client = client(registry)) {
      // then
      assertThat(client.version("a", 1).schema()).isEqualTo(INT);
      assertThat(client.latest("a").id()).isEqualTo(2);
      assertThat(client.compatibility("a")).isEqualTo(Compatibility.NONE);
      assertThat(client.compatibility("b")).isEqualTo(Compatibility.BACKWARD);
      assertThat(client.register("b", LONG)).isEqualTo(2);
    }
  }

  @Test
  void shouldCutOffATornLineAndGoOn() throws Exception {
    // given
    try (var registry = EmbeddedRegistry.start(folder, 0);
        var client = client(registry)) {
      client.register("a", INT);
    }
    Path file = folder.resolve("registry.jsonl");
    Files.writeString(file, "{\"fact\":\"schema\",\"subj", StandardOpenOption.APPEND);

    // when
    try (var registry = EmbeddedRegistry.start(folder, 0);
        var client = client(registry)) {
      client.register("b", LONG);
    }

    // then
    assertThat(Files.readAllLines(file)).hasSize(2).allMatch(line -> line.endsWith("}"));
    try (var registry = EmbeddedRegistry.start(folder, 0);
        var client = client(registry)) {
      assertThat(client.latest("b").id()).isEqualTo(2);
    }
  }

  @Test
  void shouldHaveItsFolderForItself() {
    try (var registry = EmbeddedRegistry.start(folder, 0)) {
      assertThatThrownBy(() -> EmbeddedRegistry.start(folder, 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("in use");
      assertThat(registry.port()).isPositive();
    }
  }

  @Test
  void shouldSayThatThePortIsTaken() {
    try (var registry = EmbeddedRegistry.inMemory()) {
      int port = registry.port();
      assertThatThrownBy(() -> EmbeddedRegistry.start(folder, port))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(String.valueOf(port));
    }
    // and the folder is free again
    EmbeddedRegistry.start(folder, 0).close();
  }

  private static SchemaRegistry client(EmbeddedRegistry registry) {
    return SchemaRegistry.from(Map.of("schema.registry.url", registry.url()));
  }
}
