package ai.valeo.erp.tributary.edge.search;

import static ai.valeo.erp.tributary.edge.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.edge.core.FeedItem;
import ai.valeo.erp.tributary.edge.outbox.EntityQuery;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lists tell the same as a look at every entity does. {@code -Dtributary.list.entities=100000}
 * makes the large one large, and tells what a page takes.
 */
class ListsTest {

  private static final String STOCK = "InventoryItem";
  private static final String WAREHOUSE = "warehouseId";

  @TempDir Path folder;
  private SearchDesk desk;
  private Lists lists;

  @BeforeEach
  void open() {
    desk = new SearchDesk(folder.resolve("edge.db"), EntityTypes.bundled().all());
    lists = new Lists(desk.store, desk.views, desk.index);
    patiently().until(() -> lists.values(STOCK, WAREHOUSE, 1).isPresent());
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void shouldTellTheSameAsALookAtEveryEntity() {
    var random = new Random(20_261_122);
    for (int step = 0; step < 250; step++) {
      happen(random);
      if (step % 10 == 9) {
        compareStock("w" + random.nextInt(3), random.nextInt(6), 1 + random.nextInt(6));
        compareOrders(random);
        compareProducts(random.nextBoolean(), random.nextInt(4), 1 + random.nextInt(4));
      }
    }
  }

  private void happen(Random random) {
    String product = "p" + random.nextInt(12);
    EntityKey stock = new EntityKey(STOCK, product + "@w" + random.nextInt(3));
    EntityKey order = new EntityKey("Order", "o" + random.nextInt(12));
    switch (random.nextInt(9)) {
      case 0 ->
          desk.receive(stock, Map.of("productId", Value.of(product), WAREHOUSE, warehouse(stock)));
      case 1 -> desk.capture(Draft.update(stock, Change.add("quantity", random.nextInt(5) - 2)));
      case 2 -> desk.receive(order, order(random));
      case 3 ->
          desk.capture(
              Draft.update(
                  order,
                  Change.set("status", Value.of(random.nextBoolean() ? "SHIPPED" : "CREATED"))));
      case 4 -> desk.capture(Draft.delete(random.nextBoolean() ? order : stock));
      case 5 -> desk.receiveEnd(random.nextBoolean() ? order : stock);
      case 6 ->
          desk.receive(
              new EntityKey("Product", product),
              Map.of("name", Value.of(product), "categoryId", Value.of("c" + random.nextInt(2))));
      case 7 ->
          desk.capture(
              Draft.update(
                  new EntityKey("Product", product),
                  Change.set("categoryId", Value.of("c" + random.nextInt(2)))));
      default -> {
        var values = new TreeMap<String, Value>();
        values.put("productId", Value.of(product));
        values.put("quantity", Value.of(random.nextInt(3)));
        desk.receive(stock, values); // it says nothing of its warehouse
      }
    }
  }

  private static Value warehouse(EntityKey stock) {
    return Value.of(stock.entityId().substring(stock.entityId().indexOf('@') + 1));
  }

  private static Map<String, Value> order(Random random) {
    var values = new TreeMap<String, Value>();
    values.put("customerId", Value.of("c" + random.nextInt(3)));
    values.put("status", Value.of("CREATED"));
    if (random.nextInt(4) > 0) {
      values.put("orderDate", Value.of(random.nextInt(6)));
    }
    return values;
  }

  private void compareStock(String warehouse, int offset, int limit) {
    Predicate<EntityKey> unsaid = key -> key.entityId().endsWith('@' + warehouse);
    assertThat(
            find(
                ListQuery.all(STOCK)
                    .by(new ListQuery.Group(WAREHOUSE, warehouse, unsaid))
                    .page(offset, limit)))
        .isEqualTo(
            slice(
                all(STOCK)
                    .filter(view ->
                        view.value(WAREHOUSE) == null
                            ? unsaid.test(view.key())
                            : Value.of(warehouse).equals(view.value(WAREHOUSE)))
                    .toList(),
                offset,
                limit));
    assertThat(lists.values(STOCK, WAREHOUSE, 10))
        .contains(
            all(STOCK)
                .map(view -> view.value(WAREHOUSE))
                .filter(Objects::nonNull)
                .map(value -> ((Value.Text) value).value())
                .distinct()
                .sorted()
                .toList());
  }

  private void compareOrders(Random random) {
    int offset = random.nextInt(5);
    int limit = 1 + random.nextInt(5);
    int from = random.nextInt(4);
    int before = from + random.nextInt(4);
    String customer = random.nextBoolean() ? "c1" : null;
    String status = random.nextBoolean() ? "SHIPPED" : null;
    ListQuery query = ListQuery.all("Order").latest(from, before).page(offset, limit);
    Predicate<EntityView> hasStatus =
        view -> status == null || Value.of(status).equals(view.value("status"));
    query =
        customer != null
            ? query.by("customerId", customer).where(hasStatus)
            : status == null ? query : query.by("status", status);
    assertThat(find(query))
        .isEqualTo(
            slice(
                all("Order")
                    .filter(hasStatus)
                    .filter(view ->
                        customer == null || Value.of(customer).equals(view.value("customerId")))
                    .filter(view -> from <= date(view) && date(view) < before)
                    .sorted(
                        Comparator.<EntityView>comparingLong(ListsTest::date)
                            .thenComparing(EntityView::key)
                            .reversed())
                    .toList(),
                offset,
                limit));
  }

  private void compareProducts(boolean inStock, int offset, int limit) {
    List<String> stocked =
        all(STOCK)
            .filter(view -> view.value("quantity") instanceof Value.Whole(long n) && n > 0)
            .filter(view -> view.value("productId") != null)
            .map(view -> ((Value.Text) Objects.requireNonNull(view.value("productId"))).value())
            .toList();
    for (@Nullable String category : new @Nullable String[] {null, "c1"}) {
      ListQuery query = ListQuery.all("Product").inStock(inStock).page(offset, limit);
      assertThat(find(category == null ? query : query.by("categoryId", category)))
          .isEqualTo(
              slice(
                  all("Product")
                      .filter(view -> stocked.contains(view.key().entityId()) == inStock)
                      .filter(view ->
                          category == null || Value.of(category).equals(view.value("categoryId")))
                      .toList(),
                  offset,
                  limit));
    }
  }

  @Test
  void shouldNotAnswerWhileTheIndexIsMade() {
    // given
    desk.receive(
        new EntityKey(STOCK, "p@w"), Map.of("productId", Value.of("p"), WAREHOUSE, Value.of("w")));

    // when
    desk.store.run(transaction -> transaction.search().markStale());

    // then
    assertThat(lists.find(ListQuery.all(STOCK).by(WAREHOUSE, "w"))).isEmpty();
    assertThat(lists.find(ListQuery.all("Customer"))).isEmpty();
    assertThat(lists.values(STOCK, "locationCode", 10)).isEmpty();
  }

  @Test
  void shouldPageThroughALargeWarehouse() {
    // given
    int count = Integer.getInteger("tributary.list.entities", 2_000);
    for (int first = 0; first < count; first += 1_000) {
      var items = new ArrayList<FeedItem>();
      for (int i = first; i < Math.min(count, first + 1_000); i++) {
        String product = String.format("p%06d", i);
        items.add(
            SearchDesk.record(
                new EntityKey(STOCK, product + "@w" + i % 2),
                Map.of("productId", Value.of(product), WAREHOUSE, Value.of("w" + i % 2))));
      }
      desk.receive(items);
    }
    ListQuery query = ListQuery.all(STOCK).by(WAREHOUSE, "w1");

    // when
    List<String> last = timed("last page", () -> find(query.page(count / 2 - 100, 200)));
    timed("first page", () -> find(query.page(0, 25)));
    timed(
        "first page, by a look at all",
        () ->
            desk.views
                .entities(
                    EntityQuery.all(STOCK)
                        .where(view -> Value.of("w1").equals(view.value(WAREHOUSE)))
                        .page(null, 25))
                .size());
    timed(
        "last page, by a look at all",
        () ->
            desk.views
                .entities(
                    EntityQuery.all(STOCK)
                        .where(view -> Value.of("w1").equals(view.value(WAREHOUSE)))
                        .page(null, count / 2))
                .size());
    timed("warehouses", () -> lists.values(STOCK, WAREHOUSE, 10));

    // then
    assertThat(last).hasSize(100).endsWith(String.format("p%06d@w1", count - 1));
  }

  private static <T> T timed(String what, Supplier<T> work) {
    work.get(); // warm
    long begin = System.nanoTime();
    T result = work.get();
    if (System.getProperty("tributary.list.entities") != null) {
      System.out.printf("%s: %.2f ms%n", what, (System.nanoTime() - begin) / 1e6);
    }
    return result;
  }

  private List<String> find(ListQuery query) {
    return lists.find(query).map(ListsTest::ids).orElseThrow();
  }

  private Stream<EntityView> all(String type) {
    return desk.views.entities(EntityQuery.all(type)).stream();
  }

  private static List<String> slice(List<EntityView> all, int offset, int limit) {
    return ids(all.stream().skip(offset).limit(limit).toList());
  }

  private static List<String> ids(List<EntityView> entities) {
    return entities.stream().map(view -> view.key().entityId()).toList();
  }

  private static long date(EntityView order) {
    return Optional.ofNullable(order.value("orderDate"))
        .map(value -> ((Value.Whole) value).value())
        .orElse(0L);
  }
}
