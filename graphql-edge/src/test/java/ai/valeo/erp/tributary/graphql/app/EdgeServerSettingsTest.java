package ai.valeo.erp.tributary.graphql.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.valeo.erp.tributary.schemas.settings.SettingKey;
import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EdgeServerSettingsTest {

  private static final Map<String, String> LEAST =
      Map.of(
          "edge.node.id", "berlin",
          "edge.store.file", "edge.db",
          "kafka.bootstrap.servers", "k:1",
          "schema.registry.url", "http://r:1");

  @Test
  void shouldDivideTheKeysBetweenServerAndNode() {
    // given
    var given = new TreeMap<>(LEAST);
    given.put("edge.http.port", "4001");
    given.put("edge.location", "Warehouse Berlin");
    given.put("edge.scope.where.InventoryItem.warehouseId", "w1");

    // when
    EdgeServerSettings settings = EdgeServerSettings.of(given);

    // then
    assertThat(settings.http().address().host()).isEqualTo("127.0.0.1");
    assertThat(settings.http().address().port()).isEqualTo(4001);
    assertThat(settings.node().location()).isEqualTo("Warehouse Berlin");
    assertThat(settings.node().scope().interest("InventoryItem").wanted().toString())
        .contains("w1");
    assertThat(EdgeServerSettings.of(LEAST).http().address().port()).isEqualTo(4100);
  }

  @Test
  void shouldNameTheProblemsOfBothOnce() {
    // given
    Map<String, String> given =
        Map.of(
            "edge.http.port", "70000",
            "edge.graphiql", "maybe",
            "edge.heartbeat.ms", "0",
            "edge.nonsense", "1",
            "bogus", "1",
            "edge.node.id", "berlin");

    // when
    SettingsException failure =
        catchThrowableOfType(SettingsException.class, () -> EdgeServerSettings.of(given));

    // then
    assertThat(failure.problems())
        .containsExactlyInAnyOrder(
            "edge.nonsense: unknown key",
            "bogus: unknown key",
            "edge.http.port: 70000 (expected: a whole number from 0 to 65535)",
            "edge.graphiql: maybe (expected: true or false)",
            "edge.heartbeat.ms: 0 (expected: a whole number from 100 to 600000)",
            "edge.store.file: missing",
            "kafka.bootstrap.servers: missing",
            "schema.registry.url: missing");
  }

  @Test
  void shouldBeDocumentedInTheReadme() throws IOException {
    // given
    String readme = Files.readString(Path.of("README.md"));

    // when / then
    for (SettingKey key : EdgeServerSettings.keys()) {
      assertThat(readme).contains(key.tableRow());
    }
  }
}
