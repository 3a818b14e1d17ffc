package ai.valeo.erp.tributary.graphql.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.graphql.page.InvalidPageException;
import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.page.PageRequest;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Entities on disk, and the same in memory too. */
@ParameterizedClass
@ValueSource(longs = {0, 1 << 20})
class EntityViewsTest {

  @Parameter long tableBytes;
  @TempDir Path stateDir;
  private ViewBench bench;
  private EntityViews entities;

  @BeforeEach
  void open() {
    bench = new ViewBench(stateDir, ViewListener.NONE, EntityTypes.bundled(), tableBytes);
    entities = bench.views.entities();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldShowTheNewestVersion() {
    // given
    product("p1", 1, "c1");
    product("p1", 2, "c2");

    // when
    EntityRow row = entities.entity(bench.type("Product"), "p1");

    // then
    assertThat(row).isNotNull();
    assertThat(row.version()).isEqualTo(2);
    assertThat(row.attributes().get("categoryId")).isEqualTo(Value.of("c2"));
    assertThat(row.mutationId()).isEqualTo("m2");
  }

  @Test
  void shouldLeaveOutARepetitionOfAnOlderVersion() {
    // given
    product("p1", 3, "c3");

    // when
    product("p1", 2, "c2");
    bench.delete("Product", "p1", 1);

    // then
    assertThat(ids(entities.products(ProductQuery.of("c3"), first(10)))).containsExactly("p1");
    assertThat(ids(entities.products(ProductQuery.of("c2"), first(10)))).isEmpty();
    assertThat(bench.count(CentralMeter.VIEW_OUTDATED)).isEqualTo(2);
  }

  @Test
  void shouldMoveIndexEntriesAndDropThoseOfTheDeleted() {
    // given
    product("p1", 1, "c1");
    product("p2", 1, "c1");
    product("p1", 2, "c2");

    // when
    bench.delete("Product", "p2", 2);

    // then
    assertThat(ids(entities.products(ProductQuery.of("c1"), first(10)))).isEmpty();
    assertThat(ids(entities.products(ProductQuery.of("c2"), first(10)))).containsExactly("p1");
    assertThat(entities.entries(EntityIndex.PRODUCTS_BY_CATEGORY, 0)).isEqualTo(1);
    assertThat(entities.entity(bench.type("Product"), "p2")).isNull();
  }

  @Test
  void shouldNotTrustAnIndexEntryThatTheRowDoesNotBear() {
    // given
    product("p1", 1, "c1");
    KeyValueStore<Bytes, byte[]> index =
        (KeyValueStore<Bytes, byte[]>)
            bench.store(
                EntityIndex.PRODUCTS_BY_CATEGORY.storeName(),
                QueryableStoreTypes.<Bytes, byte[]>keyValueStore(),
                0);
    byte[] stale = new KeyBytes().text("category").text("c9").text("p1").toBytes();
    index.put(Bytes.wrap(stale), "p1".getBytes(StandardCharsets.UTF_8));

    // when
    Page<EntityRow> page = entities.products(ProductQuery.of("c9"), first(10));

    // then
    assertThat(page.nodes()).isEmpty();
  }

  @Test
  void shouldReadWhatCannotBeReadAsAbsentAndGoOn() {
    // given
    product("p1", 1, "c1");

    // when
    bench.raw("Product", "Product:p1", "garbage".getBytes(StandardCharsets.UTF_8));
    bench.raw("Product", "Product:p3", new byte[] {0, 0, 1, 1, 1, 9});
    product("p2", 1, "c1");

    // then
    assertThat(entities.entity(bench.type("Product"), "p1")).isNull();
    assertThat(ids(entities.products(ProductQuery.of("c1"), first(10)))).containsExactly("p2");
    assertThat(bench.count(CentralMeter.VIEW_UNREADABLE)).isEqualTo(2);
  }

  @Test
  void shouldPageThroughAllStockOfAWarehouse() {
    // given
    for (int i = 0; i < 25; i++) {
      stock("p%02d".formatted(i), i % 5 == 0 ? "w2" : "w1", 1);
    }

    // when
    List<String> found = all(request -> entities.stock(StockQuery.of(null, "w1"), request), 7);

    // then
    assertThat(found).hasSize(20).isSorted().doesNotHaveDuplicates().doesNotContain("p05@w2");
  }

  @Test
  void shouldPageThroughAllEntitiesOfAType() {
    // given
    for (int i = 0; i < 9; i++) {
      product("p" + i, 1, "c" + i % 2);
    }

    // when
    List<String> found =
        all(request -> entities.all(bench.type("Product"), row -> true, request), 2);

    // then
    assertThat(found).containsExactly("p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8");
  }

  @Test
  void shouldListOrdersTheNewestFirst() {
    // given
    order("o1", 1_000, "alice", "CREATED");
    order("o2", 3_000, "bob", "SHIPPED");
    order("o3", 2_000, "alice", "SHIPPED");
    order("o4", 2_000, "alice", "SHIPPED");

    // when
    List<String> all = all(request -> entities.orders(OrderQuery.ALL, request), 3);

    // then
    assertThat(all).containsExactly("o2", "o3", "o4", "o1");
    assertThat(orders("alice", null, Long.MIN_VALUE, Long.MAX_VALUE))
        .containsExactly("o3", "o4", "o1");
    assertThat(orders(null, "SHIPPED", Long.MIN_VALUE, Long.MAX_VALUE))
        .containsExactly("o2", "o3", "o4");
    assertThat(orders("alice", "CREATED", Long.MIN_VALUE, Long.MAX_VALUE)).containsExactly("o1");
  }

  @Test
  void shouldTakeTheBeginOfATimeSpanAndLeaveItsEnd() {
    // given
    order("o1", 1_000, "alice", "CREATED");
    order("o2", 2_000, "alice", "CREATED");
    order("o3", 3_000, "alice", "CREATED");

    // when
    List<String> found = orders(null, null, 1_000, 3_000);

    // then
    assertThat(found).containsExactly("o2", "o1");
    assertThat(orders("alice", null, 2_000, 2_001)).containsExactly("o2");
    assertThat(orders(null, null, 3_001, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void shouldRefuseACursorOfAnotherList() {
    // given
    product("p1", 1, "c1");
    product("p2", 1, "c1");
    String cursor = entities.products(ProductQuery.of("c1"), first(1)).endCursor();

    // when / then
    assertThatThrownBy(() -> entities.products(ProductQuery.of("c2"), new PageRequest(1, cursor)))
        .isInstanceOf(InvalidPageException.class)
        .hasMessage("after: not a cursor of this field and filter");
  }

  @Test
  void shouldKnowWhatIsInStock() {
    // given
    stock("p1", "w1", 0);
    stock("p1", "w2", 5);
    stock("p2", "w1", 0);

    // when / then
    assertThat(entities.isInStock("p1")).isTrue();
    assertThat(entities.isInStock("p2")).isFalse();
    assertThat(entities.isInStock("p3")).isFalse();
  }

  private List<String> orders(
      @Nullable String customer, @Nullable String status, long from, long before) {
    return ids(entities.orders(OrderQuery.of(customer, status, from, before), first(50)));
  }

  private void product(String id, long version, String category) {
    bench.put(
        "Product", id, version, Map.of("name", Value.of(id), "categoryId", Value.of(category)));
  }

  private void stock(String product, String warehouse, long quantity) {
    bench.put(
        "InventoryItem",
        product + "@" + warehouse,
        1,
        Map.of(
            "productId", Value.of(product),
            "warehouseId", Value.of(warehouse),
            "quantity", Value.of(quantity)));
  }

  private void order(String id, long dateMs, String customer, String status) {
    var attributes = new HashMap<String, Value>();
    attributes.put("orderNumber", Value.of(id));
    attributes.put("orderDate", Value.of(dateMs));
    attributes.put("customerId", Value.of(customer));
    attributes.put("status", Value.of(status));
    bench.put("Order", id, 1, attributes);
  }

  private static PageRequest first(int first) {
    return new PageRequest(first, null);
  }

  private static List<String> ids(Page<EntityRow> page) {
    return page.nodes().stream().map(EntityRow::id).toList();
  }

  private static List<String> all(Function<PageRequest, Page<EntityRow>> list, int first) {
    var found = new ArrayList<String>();
    String after = null;
    do {
      Page<EntityRow> page = list.apply(new PageRequest(first, after));
      assertThat(page.nodes()).hasSizeLessThanOrEqualTo(first);
      found.addAll(ids(page));
      after = page.hasNextPage() ? page.endCursor() : null;
    } while (after != null);
    return found;
  }
}
