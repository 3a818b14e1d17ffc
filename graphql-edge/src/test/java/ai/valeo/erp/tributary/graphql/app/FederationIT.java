package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.Npm;
import ai.valeo.erp.tributary.graphql.http.GraphBench;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Edge and centre as one graph: composed by Apollo's composition, and asked through two gateways.
 * What they ask stands in {@code src/test/npm/federation/federation.mjs}.
 */
class FederationIT {

  private static final int CHECKS = 12;

  @TempDir Path folder;

  @Test
  void shouldComposeAndAnswerThroughGateways() throws IOException, InterruptedException {
    try (var desk = new EdgeDesk(folder.resolve("edge"));
        var bench = new GraphBench(folder.resolve("centre"))) {
      bench.views.put("Product", "p1", 1, Map.of("name", Value.of("Chai, at the centre")));
      bench.views.put(
          "Customer",
          "ALFKI",
          1,
          Map.of("name", Value.of("Alfreds"), "country", Value.of("Germany")));
      stock(bench, "w1");
      stock(bench, "w9");
      Npm.shouldPassIn(
          "federation",
          "federation.mjs",
          CHECKS,
          desk.uri("/graphql").toString(),
          bench.uri("/graphql").toString());
    }
  }

  private static void stock(GraphBench bench, String warehouse) {
    bench.views.put(
        "InventoryItem",
        "p1@" + warehouse,
        1,
        Map.of(
            "productId", Value.of("p1"),
            "warehouseId", Value.of(warehouse),
            "quantity", Value.of(7)));
  }
}
