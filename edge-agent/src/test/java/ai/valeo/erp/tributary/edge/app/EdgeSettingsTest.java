package ai.valeo.erp.tributary.edge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EdgeSettingsTest {

  @Test
  void shouldTakeDefaultsWhereNothingIsSaid() {
    // when
    EdgeSettings settings = EdgeSettings.of(least());

    // then
    assertThat(settings.store().node().value()).isEqualTo("berlin");
    assertThat(settings.topics().mutations()).isEqualTo("tributary.mutations.v1");
    assertThat(settings.publish().windowMutations()).isEqualTo(20_000);
    assertThat(settings.clock().heartbeat()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.kafka()).containsExactly(Map.entry("bootstrap.servers", "b:9092"));
    assertThat(settings.scope().covers("Order")).isTrue();
  }

  @Test
  void shouldListEveryProblemAtOnce() {
    // given
    Map<String, String> given =
        Map.of(
            "edge.node.id", "no spaces please",
            "edge.nod.id", "berlin",
            "edge.heartbeat.ms", "soon",
            "edge.network.backoff.ms", "5000",
            "edge.network.backoff.max.ms", "10",
            "edge.scope.where.InventoryItem", "B1");

    // when / then
    assertThatThrownBy(() -> EdgeSettings.of(given))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e ->
                assertThat(e.problems())
                    .containsExactlyInAnyOrder(
                        "edge.nod.id: unknown key",
                        "edge.scope.where.InventoryItem:"
                            + " (expected: edge.scope.where.TYPE.ATTRIBUTE)",
                        "edge.node.id: no spaces please"
                            + " (expected: up to 90 of A-Z a-z 0-9 _.@-)",
                        "edge.store.file: missing",
                        "edge.heartbeat.ms: soon"
                            + " (expected: a whole number from 100 to 600000)",
                        "edge.network.backoff.max.ms: 10"
                            + " (expected: at least edge.network.backoff.ms)",
                        "kafka.bootstrap.servers: missing",
                        "schema.registry.url: missing"));
  }

  @Test
  void shouldReadScope() {
    // given
    var given = new HashMap<>(least());
    given.put("edge.scope.types", "InventoryItem, Product");
    given.put("edge.scope.where.InventoryItem.warehouseId", "B1,B2");

    // when
    var scope = EdgeSettings.of(given).scope();

    // then
    assertThat(scope.covers("Order")).isFalse();
    assertThat(scope.includes("Product", new TreeMap<>())).isTrue();
    assertThat(
            scope.includes("InventoryItem", new TreeMap<>(Map.of("warehouseId", Value.of("B2")))))
        .isTrue();
    assertThat(scope.includes("InventoryItem", new TreeMap<>(Map.of("warehouseId", Value.of("X")))))
        .isFalse();
  }

  @Test
  void shouldNotShowSecrets() {
    // given
    var given = new HashMap<>(least());
    given.put("kafka.sasl.jaas.config", "hunter2");
    given.put("kafka.ssl.keystore.password", "hunter2");

    // when / then
    assertThat(EdgeSettings.of(given).toString()).contains("***").doesNotContain("hunter2");
  }

  @Test
  void shouldStandInTheReadme() throws IOException {
    // given
    String readme = Files.readString(Path.of("README.md"));

    // when / then
    for (EdgeKey key : EdgeKey.values()) {
      assertThat(readme).contains(key.tableRow());
    }
  }

  static Map<String, String> least() {
    return Map.of(
        "edge.node.id", "berlin",
        "edge.store.file", "data/berlin.db",
        "kafka.bootstrap.servers", "b:9092",
        "schema.registry.url", "http://r:8081");
  }
}
