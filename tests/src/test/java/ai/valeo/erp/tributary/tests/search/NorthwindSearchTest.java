package ai.valeo.erp.tributary.tests.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.compose.northwind.Northwind;
import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.app.EdgeSettings;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.outbox.BatchResult;
import ai.valeo.erp.tributary.edge.search.SearchQuery;
import ai.valeo.erp.tributary.edge.search.SearchResult;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people type for a product, and the product they mean. */
class NorthwindSearchTest {

  @TempDir static Path folder;
  private static EdgeNode node;

  @BeforeAll
  static void open() {
    node =
        EdgeNode.open(
            EdgeSettings.of(
                Map.of(
                    "edge.node.id", "berlin",
                    "edge.store.file", folder.resolve("berlin.db").toString(),
                    "kafka.bootstrap.servers", "localhost:1",
                    "schema.registry.url", "http://localhost:1")));
    var drafts = new ArrayList<Draft>();
    for (Northwind.Product product : Northwind.load().products()) {
      drafts.add(
          Draft.create(
              new EntityKey("Product", product.id()),
              List.of(
                  Change.set("name", Value.of(product.name())),
                  Change.set("sku", Value.of("NW-" + product.id())),
                  Change.set("categoryId", Value.of(product.categoryId())))));
    }
    assertThat(node.captureAll(drafts)).isInstanceOf(BatchResult.AllCaptured.class);
    await().atMost(Duration.ofMinutes(2)).until(() -> find("").complete());
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @ParameterizedTest
  @CsvSource({
    "chai, Chai",
    "Chia, Chai",
    "CAHI, Chai",
    "tofu, Tofu",
    "tofo, Tofu",
    "Camenbert Pierot, Camembert Pierrot",
    "camembert, Camembert Pierrot",
    "camem, Camembert Pierrot",
    "camenb, Camembert Pierrot",
    "pierot, Camembert Pierrot",
    "gnocci, Gnocchi di nonna Alice",
    "gnochi nona, Gnocchi di nonna Alice",
    "morzarella, Mozzarella di Giovanni",
    "worchester, ",
    "knaeckebroed, Gustaf's Knäckebröd",
    "knackebrod, Gustaf's Knäckebröd",
    "Knäkebröd, Gustaf's Knäckebröd",
    "nuss nougat, NuNuCa Nuß-Nougat-Creme",
    "nougart creme, NuNuCa Nuß-Nougat-Creme",
    "gruene sosse, Original Frankfurter grüne Soße",
    "frankfurter, Original Frankfurter grüne Soße",
    "bratwurst, Thüringer Rostbratwurst",
    "thueringer wurst, Thüringer Rostbratwurst",
    "roessle, Rössle Sauerkraut",
    "cote de blaye, Côte de Blaye",
    "sirop erable, Sirop d'érable",
    "pate chinois, Pâté chinois",
    "gumbar, Gumbär Gummibärchen",
    "baerchen, Gumbär Gummibärchen",
    "syrup, Aniseed Syrup",
    "boysenbery, Grandma's Boysenberry Spread",
    "clam chouder, Jack's New England Clam Chowder",
    "hokien noodles, Singaporean Hokkien Fried Mee",
    "raviolli, Ravioli Angelo",
    "ipoh cofee, Ipoh Coffee",
    "lumberjak, Laughing Lumberjack Lager",
    "guarana, Guaraná Fantástica",
    "NW-42, Singaporean Hokkien Fried Mee",
    "mascarpone fabioli, Mascarpone Fabioli",
    "fabioli mascarpone, Mascarpone Fabioli"
  })
  void shouldFindWhatWasMeantFirst(String typed, String expected) {
    // when
    SearchResult result = find(typed);

    // then
    if (expected == null) {
      assertThat(result.hits()).isEmpty();
    } else {
      assertThat(result.hits()).as(typed).isNotEmpty();
      assertThat(name(result.hits().getFirst())).isEqualTo(expected);
    }
  }

  @Test
  void shouldNotGuessWhereTheWordIsThere() {
    assertThat(find("lager").hits())
        .extracting(NorthwindSearchTest::name)
        .containsExactlyInAnyOrder("Laughing Lumberjack Lager", "Outback Lager");
    assertThat(find("lager").corrected()).isNull();
    assertThat(find("camenbert pierot").corrected()).isEqualTo("Camembert Pierrot");
  }

  private static SearchResult find(String text) {
    return node.search().search(SearchQuery.of("Product", text));
  }

  private static String name(SearchResult.Hit hit) {
    return hit.entity().value("name") instanceof Value.Text(String text) ? text : "";
  }
}
