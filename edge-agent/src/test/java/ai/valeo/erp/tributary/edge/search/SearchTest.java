package ai.valeo.erp.tributary.edge.search;

import static ai.valeo.erp.tributary.edge.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.SyncState;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult;
import ai.valeo.erp.tributary.edge.search.SearchResult.Bucket;
import ai.valeo.erp.tributary.edge.search.SearchResult.Facet;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {

  private static final List<EntityType> TYPES = EntityTypes.bundled().all();

  @TempDir Path folder;
  private SearchDesk desk;
  private Search search;

  @BeforeEach
  void open() {
    open(TYPES);
    patiently().until(() -> find("").complete());
  }

  private void open(List<EntityType> types) {
    desk = new SearchDesk(file(), types);
    search = new Search(desk.store, desk.views, desk.index);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void shouldFollowBaseAndOwnPendingChanges() {
    // given
    receive("1", "Camembert", "cheese");
    receive("2", "Chai", "drinks");

    // when
    desk.capture(Draft.create(product("3"), List.of(set("name", "Gemüsesuppe"))));
    desk.capture(Draft.update(product("2"), set("name", "Masala")));
    desk.capture(Draft.delete(product("1")));

    // then
    assertThat(ids("gemuese")).containsExactly("3");
    assertThat(ids("masala")).containsExactly("2");
    assertThat(find("masala").hits().getFirst().entity().syncState()).isEqualTo(SyncState.PENDING);
    assertThat(find("chai").total()).isZero();
    assertThat(find("camembert").total()).isZero();
  }

  @Test
  void shouldWeighTitleOverDescriptionOverTags() {
    // given
    for (int i = 0; i < 20; i++) {
      receive("other" + i, "Something else " + i, "c");
    }
    desk.receive(product("tagged"), Map.of("name", Value.of("One"), "tags", tags("tee", "x", "y")));
    desk.receive(product("told"), text("name", "Two", "description", "tee for you"));
    desk.receive(product("named"), text("name", "Tee for three"));

    // then
    assertThat(ids("tee")).containsExactly("named", "told", "tagged");
    assertThat(find("tee").hits().get(1).snippets())
        .singleElement()
        .satisfies(snippet ->
            assertThat(snippet.render("[", "]", text -> text)).isEqualTo("[tee] for you"));
  }

  @Test
  void shouldCountByCategoryAndByStockAndFilterByBoth() {
    // given
    receive("1", "Red tea", "drinks");
    receive("2", "Green tea", "drinks");
    receive("3", "Tea biscuits", "sweets");
    stock("1@berlin", "1", 5);
    stock("2@berlin", "2", 0);
    desk.capture(Draft.update(item("2@berlin"), Change.add("quantity", 3)));
    desk.capture(Draft.update(item("1@berlin"), Change.add("quantity", -5)));

    // when
    SearchResult all = find("tea");

    // then
    assertThat(all.facets())
        .containsExactly(
            new Facet("categoryId", List.of(new Bucket("drinks", 2), new Bucket("sweets", 1))),
            new Facet("inStock", List.of(new Bucket("true", 1), new Bucket("false", 2))));
    assertThat(ids(query("tea").inStock(true))).containsExactly("2");
    assertThat(ids(query("tea").inStock(false).where("categoryId", "drinks"))).containsExactly("1");
    assertThat(search.search(query("tea").where("categoryId", "sweets")).facets().getFirst())
        .isEqualTo(all.facets().getFirst());
  }

  @Test
  void shouldBrowseByTitleAndPage() {
    // given
    for (int i = 0; i < 30; i++) {
      receive("p" + i, "Product %02d".formatted(29 - i), "c");
    }

    // then
    assertThat(ids(query("").page(0, 2))).containsExactly("p29", "p28");
    assertThat(ids(query("product").page(28, 10))).hasSize(2);
    assertThat(search.search(query("product").page(5_000, 10)).hits()).isEmpty();
    assertThat(search.search(query("product").page(0, 0)).total()).isEqualTo(30);
    assertThatThrownBy(() -> query("x").page(5_001, 1)).hasMessageContaining("offset: 5001");
    assertThatThrownBy(() -> query("x".repeat(501))).hasMessageContaining("text: 501");
    assertThatThrownBy(() -> search.search(SearchQuery.of("Order", "x")))
        .hasMessageContaining("Order");
  }

  @Test
  void shouldSuggestCompletionsAndCorrections() {
    // given
    receive("1", "Camembert Pierrot", "cheese");
    receive("2", "Cabrales", "cheese");

    // then
    assertThat(search.suggest("Product", "queso ca", 5))
        .containsExactlyInAnyOrder("queso Camembert", "queso Cabrales");
    assertThat(find("camenbert pierot").corrected()).isEqualTo("Camembert Pierrot");
    assertThat(find("camenbert pierot").suggestions()).startsWith("Camembert Pierrot");
    assertThat(find("camembert").corrected()).isNull();
    assertThat(find("xyzzyq").total()).isZero();
  }

  @Test
  void shouldForgetWordsThatNobodyUsesAnyMore() {
    // given
    receive("1", "Camembert", "cheese");

    // when
    receive("1", "Brie", "cheese");

    // then
    assertThat(search.suggest("Product", "cam", 5)).isEmpty();
    assertThat(find("camembrt").total()).isZero();
    assertThat(ids("bri")).containsExactly("1");
  }

  @Test
  void shouldTakeNoTextOfUsersForSyntax() {
    // given
    receive("1", "AND \"OR\" title:x NEAR(a b) Tofu*", "c");
    var random = new Random(20_261_121);

    // when / then
    for (int round = 0; round < 400; round++) {
      String text = WordsTest.hostile(random);
      SearchResult result = find(text);
      assertThat(result.complete()).as(text).isTrue();
      assertThat(search.suggest("Product", text, 3)).as(text).hasSizeLessThanOrEqualTo(3);
    }
    assertThat(ids("\"OR\" AND (tofu*) NOT")).isEqualTo(List.of("1"));
    assertThat(ids("title:x")).containsExactly("1");
    assertThat(ids("'; DROP TABLE entity; --")).isEmpty();
    assertThat(ids("***")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE search_index_1_config",
        "DROP TABLE search_index_1_data",
        "DELETE FROM search_index_1_data",
        "DELETE FROM search_index_1_idx",
        "DELETE FROM search_index_1_docsize",
        "UPDATE search_index_1_data SET block = x'00'",
        "DROP TABLE search_trigram_1_data",
        "DROP TABLE search_doc",
        "DROP TABLE search_word",
        "DELETE FROM search_meta",
        "UPDATE search_meta SET fingerprint = 'of an older version'"
      })
  void shouldMakeIndexAnewIfItIsDamagedMissingOrOld(String damage) throws Exception {
    // given
    receiveNumbered(500);
    close();
    execute(damage);

    // when
    open(TYPES);
    desk.capture(Draft.create(product("new"), List.of(set("name", "Product neu"))));

    // then
    patiently().until(() -> find("product").complete() && find("product").total() == 501);
    assertThat(ids("number499")).containsExactly("p499");
    assertThat(ids("neu")).containsExactly("new");
    assertThat(ids("nubmer499")).contains("p499");
  }

  @Test
  void shouldNotLetDamageRefuseChangesWhileTheNodeRuns() throws Exception {
    // given
    receive("1", "Chai", "drinks");
    execute("DELETE FROM search_index_1_data");

    // when
    var captured = desk.capture(Draft.create(product("2"), List.of(set("name", "Chang"))));

    // then
    assertThat(captured).isInstanceOf(CaptureResult.Captured.class);
    patiently().until(() -> find("cha").complete() && find("cha").total() == 2);
  }

  @Test
  void shouldGoOnBuildingWhereAKillStoppedIt() throws Exception {
    // given
    receiveNumbered(300);
    close();
    execute("UPDATE search_meta SET built_to = 'Product:p2'");

    // when
    open(TYPES);

    // then
    patiently().until(() -> find("product").complete());
    assertThat(find("product").total()).isEqualTo(300);
  }

  @Test
  void shouldMakeIndexAnewWhenOtherAttributesAreSearched() {
    // given
    receive("1", "Chai", "drinks");
    var fewer = TYPES.stream().filter(type -> !type.name().equals("InventoryItem")).toList();
    close();

    // when
    open(fewer);

    // then
    patiently().until(() -> find("chai").complete() && find("chai").total() == 1);
  }

  private SearchResult find(String text) {
    return search.search(query(text));
  }

  private List<String> ids(String text) {
    return ids(query(text));
  }

  private List<String> ids(SearchQuery query) {
    return search.search(query).hits().stream().map(hit -> hit.entity().key().entityId()).toList();
  }

  private static SearchQuery query(String text) {
    return SearchQuery.of("Product", text);
  }

  private void receive(String id, String name, String category) {
    desk.receive(product(id), text("name", name, "categoryId", category));
  }

  private void stock(String id, String product, long pieces) {
    desk.receive(item(id), Map.of("productId", Value.of(product), "quantity", Value.of(pieces)));
  }

  private void receiveNumbered(int count) {
    desk.receive(
        IntStream.range(0, count)
            .mapToObj(i -> SearchDesk.record(product("p" + i), text("name", "Product number" + i)))
            .toList());
  }

  private static Map<String, Value> text(String... namesAndTexts) {
    var values = new TreeMap<String, Value>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      values.put(namesAndTexts[i], Value.of(namesAndTexts[i + 1]));
    }
    return values;
  }

  private static Value tags(String... tags) {
    return Value.of(List.of(tags).stream().map(Value::of).toList());
  }

  private static Change set(String attribute, String text) {
    return Change.set(attribute, Value.of(text));
  }

  private static EntityKey product(String id) {
    return new EntityKey("Product", id);
  }

  private static EntityKey item(String id) {
    return new EntityKey("InventoryItem", id);
  }

  private Path file() {
    return folder.resolve("edge.db");
  }

  private void execute(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement sql = connection.createStatement()) {
      sql.execute("PRAGMA busy_timeout = 10000");
      sql.execute(statement);
    }
  }
}
