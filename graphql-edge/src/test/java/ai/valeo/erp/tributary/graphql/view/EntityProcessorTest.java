package ai.valeo.erp.tributary.graphql.view;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.Value;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a change costs the indexes. */
class EntityProcessorTest {

  private static final String INDEX = ViewNames.index("InventoryItem");

  @Test
  void shouldWriteOnlyWhatChangesOfTheIndexes(@TempDir Path folder) {
    // given
    try (ViewBench bench = new ViewBench(folder)) {
      stock(bench, "i", 1, 5);
      int all = bench.changesOf(INDEX);

      // when
      stock(bench, "i", 2, 6);

      // then
      assertThat(all).as("product, warehouse, quantity").isEqualTo(3);
      assertThat(bench.changesOf(INDEX)).as("quantity: gone from 5, come to 6").isEqualTo(2);
    }
  }

  @Test
  void shouldWriteAllEntriesOfWhatItDoesNotKnowToHaveWritten(@TempDir Path folder) {
    // given
    try (ViewBench bench = new ViewBench(folder)) {
      stock(bench, "i", 1, 5);
      for (int other = 0; other < EntityProcessor.MOST_INDEXED; other++) {
        stock(bench, "other" + other, 1, 5);
      }
      bench.changesOf(INDEX);

      // when
      stock(bench, "i", 2, 6);

      // then
      assertThat(bench.changesOf(INDEX)).as("gone from 5, and all three").isEqualTo(4);
    }
  }

  private static void stock(ViewBench bench, String id, long version, long quantity) {
    bench.put(
        "InventoryItem",
        id,
        version,
        Map.of(
            "productId", Value.of("p"),
            "warehouseId", Value.of("w"),
            "quantity", Value.of(quantity)));
  }
}
