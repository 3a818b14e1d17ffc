package ai.valeo.erp.tributary.graphql.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.graphql.page.InvalidPageException;
import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.page.PageRequest;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Filters, orders and cursors of entities against a list that is filtered and sorted by hand. One
 * bench for all tests: whatever one changes, it changes in the list as well.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListsTest {

  private static final int CHANGES = Integer.getInteger("tributary.lists.changes", 300);

  private static final List<String> WORDS =
      List.of("Chai", "chang", "Äpfel", "apfelmus", "Süßkirsche", "Öl", "oliven", "CHA 12");
  private static final Comparator<EntityRow> BY_ID = Comparator.comparing(EntityRow::id);

  @TempDir static Path stateDir;
  private ViewBench bench;
  private EntityViews entities;
  private final Map<String, Map<String, EntityRow>> model = new TreeMap<>();
  private final Map<String, Long> versions = new HashMap<>();
  private final Random random = new Random(11);

  @BeforeAll
  void fill() {
    bench = new ViewBench(stateDir);
    entities = bench.views.entities();
    for (int i = 0; i < CHANGES; i++) {
      int number = random.nextInt(80);
      switch (random.nextInt(4)) {
        case 0 -> product("p%02d".formatted(number));
        case 1 -> stock("p%02d".formatted(number % 20), "w" + number % 3);
        case 2 -> order("o%02d".formatted(number));
        default -> customer("c%02d".formatted(number));
      }
    }
  }

  @AfterAll
  void close() {
    bench.close();
  }

  private void product(String id) {
    if (random.nextInt(8) == 0) {
      delete("Product", id);
      return;
    }
    var values = new TreeMap<String, Value>();
    values.put("name", Value.of(word() + " " + word()));
    values.put("description", Value.of("aus " + word()));
    values.put("categoryId", Value.of("k" + random.nextInt(3)));
    values.put("discontinued", Value.of(random.nextInt(5) == 0));
    if (random.nextInt(5) > 0) {
      values.put("price", amount());
    }
    put("Product", id, values);
  }

  private void stock(String product, String warehouse) {
    var values = new TreeMap<String, Value>();
    values.put("productId", Value.of(product));
    values.put("warehouseId", Value.of(warehouse));
    values.put("quantity", Value.of(random.nextInt(20)));
    if (random.nextBoolean()) {
      values.put("reorderLevel", Value.of(random.nextInt(20)));
    }
    put("InventoryItem", product + "@" + warehouse, values);
  }

  private void order(String id) {
    var values = new TreeMap<String, Value>();
    values.put("orderNumber", Value.of(id));
    values.put("orderDate", Value.of(1_000L * random.nextInt(30)));
    values.put("customerId", Value.of("c" + random.nextInt(3)));
    values.put("warehouseId", Value.of("w" + random.nextInt(2)));
    values.put("status", Value.of(random.nextBoolean() ? "CREATED" : "SHIPPED"));
    values.put("totalAmount", amount());
    put("Order", id, values);
  }

  private void customer(String id) {
    put(
        "Customer",
        id,
        Map.of(
            "name", Value.of(word() + " GmbH"),
            "country", Value.of(random.nextBoolean() ? "DE" : "FR")));
  }

  private Value amount() {
    return Value.of(new BigDecimal(random.nextInt(2_000) - 200).movePointLeft(2).setScale(4));
  }

  private String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private void put(String type, String id, Map<String, Value> values) {
    long version = versions.merge(type + id, 1L, Long::sum);
    bench.put(type, id, version, values);
    EntityRow row = entities.entity(bench.type(type), id);
    model.computeIfAbsent(type, any -> new TreeMap<>()).put(id, row);
  }

  private void delete(String type, String id) {
    bench.delete(type, id, versions.merge(type + id, 1L, Long::sum));
    model.computeIfAbsent(type, any -> new TreeMap<>()).remove(id);
  }

  @Test
  void shouldSortProductsByNameAndPrice() {
    Comparator<EntityRow> byName =
        Comparator.<EntityRow, String>comparing(
                row -> String.join(" ", SearchWords.inOrder(text(row, "name"))))
            .thenComparing(BY_ID);
    Comparator<EntityRow> byPrice = Comparator.comparing(ListsTest::price).thenComparing(BY_ID);
    AmountRange some = AmountRange.of(new BigDecimal("1.5"), new BigDecimal("12"));
    Predicate<EntityRow> fits =
        row -> amount(row, "price") != null && within(amount(row, "price"), "1.5", "12");

    assertProducts(query("", ProductQuery.Sort.NAME_ASC), row -> true, byName);
    assertProducts(query("", ProductQuery.Sort.NAME_DESC), row -> true, byName.reversed());
    assertProducts(query("", ProductQuery.Sort.PRICE_ASC), row -> true, byPrice);
    assertProducts(query("", ProductQuery.Sort.PRICE_DESC), row -> true, byPrice.reversed());
    for (ProductQuery.Sort sort : ProductQuery.Sort.values()) {
      ProductQuery ranged = new ProductQuery("k1", SearchWords.of(""), some, null, false, sort);
      Comparator<EntityRow> order =
          switch (sort) {
            case ID -> BY_ID;
            case NAME_ASC -> byName;
            case NAME_DESC -> byName.reversed();
            case PRICE_ASC -> byPrice;
            case PRICE_DESC -> byPrice.reversed();
          };
      assertProducts(
          ranged,
          row ->
              fits.test(row)
                  && text(row, "categoryId").equals("k1")
                  && !row.attributes().get("discontinued").equals(Value.of(true)),
          order);
    }
  }

  @Test
  void shouldFindEachProductOnceByTheBeginsOfItsWords() {
    for (String asked : List.of("cha", "CHAI", "äpf", "apfel", "suss", "ol", "aus cha", "zzz")) {
      ProductQuery query = query(asked, ProductQuery.Sort.ID);
      Predicate<EntityRow> fits =
          row -> {
            var words = SearchWords.of(text(row, "name") + " " + text(row, "description"));
            return SearchWords.of(asked).stream()
                .allMatch(word -> words.stream().anyMatch(each -> each.startsWith(word)));
          };
      List<String> found = all(request -> entities.products(query, request), 3);
      assertThat(found).as(asked).doesNotHaveDuplicates();
      assertThat(found)
          .as(asked)
          .containsExactlyInAnyOrderElementsOf(expected("Product", fits, BY_ID));
      ProductQuery sorted = query(asked, ProductQuery.Sort.NAME_ASC);
      assertThat(all(request -> entities.products(sorted, request), 3))
          .containsExactlyInAnyOrderElementsOf(found);
    }
    assertThatThrownBy(() -> ProductQuery.words("a b c d e f g h i"))
        .isInstanceOf(InvalidPageException.class);
    assertThatThrownBy(() -> ProductQuery.words(" !? ")).isInstanceOf(InvalidPageException.class);
  }

  @Test
  void shouldListStockThatIsLowAndSortItByPieces() {
    Comparator<EntityRow> byPieces =
        Comparator.<EntityRow, Long>comparing(row -> EntityIndex.whole(row, "quantity"))
            .thenComparing(BY_ID);
    Predicate<EntityRow> isLow =
        row ->
            row.attributes().containsKey("reorderLevel")
                && EntityIndex.whole(row, "quantity") <= EntityIndex.whole(row, "reorderLevel");

    assertThat(stock(null, true, StockQuery.Sort.ID))
        .containsExactlyInAnyOrderElementsOf(expected("InventoryItem", isLow, BY_ID));
    assertThat(stock("w1", true, StockQuery.Sort.ID))
        .containsExactlyElementsOf(expected("InventoryItem", isLow.and(in("w1")), BY_ID));
    assertThat(stock("w1", false, StockQuery.Sort.ID))
        .containsExactlyElementsOf(expected("InventoryItem", isLow.negate().and(in("w1")), BY_ID));
    Predicate<EntityRow> some =
        in("w2")
            .and(row -> EntityIndex.whole(row, "quantity") >= 3)
            .and(row -> EntityIndex.whole(row, "quantity") <= 15);
    assertThat(stock("w2", null, StockQuery.Sort.QUANTITY_ASC))
        .containsExactlyElementsOf(expected("InventoryItem", some, byPieces));
    assertThat(stock("w2", null, StockQuery.Sort.QUANTITY_DESC))
        .containsExactlyElementsOf(expected("InventoryItem", some, byPieces.reversed()));
    assertThatThrownBy(() -> stock(null, null, StockQuery.Sort.QUANTITY_ASC))
        .isInstanceOf(InvalidPageException.class);
  }

  @Test
  void shouldSortOrdersByDateAndTotal() {
    Comparator<EntityRow> newest =
        Comparator.<EntityRow, Long>comparing(EntityIndex::orderDate)
            .reversed()
            .thenComparing(BY_ID);
    Comparator<EntityRow> least =
        Comparator.<EntityRow, BigDecimal>comparing(row -> amount(row, "totalAmount"))
            .thenComparing(BY_ID);
    Map<OrderQuery.Sort, Comparator<EntityRow>> orders =
        Map.of(
            OrderQuery.Sort.DATE_DESC,
            newest,
            OrderQuery.Sort.DATE_ASC,
            newest.reversed(),
            OrderQuery.Sort.TOTAL_ASC,
            least,
            OrderQuery.Sort.TOTAL_DESC,
            least.reversed());
    AmountRange some = AmountRange.of(new BigDecimal("-1"), new BigDecimal("15"));
    orders.forEach((sort, order) -> {
      for (String customer : new String[] {null, "c1"}) {
        for (String status : new String[] {null, "SHIPPED"}) {
          OrderQuery query = new OrderQuery(customer, status, "w1", some, 5_000, 25_000, sort);
          Predicate<EntityRow> fits =
              row ->
                  (customer == null || text(row, "customerId").equals(customer))
                      && (status == null || text(row, "status").equals(status))
                      && text(row, "warehouseId").equals("w1")
                      && EntityIndex.orderDate(row) >= 5_000
                      && EntityIndex.orderDate(row) < 25_000
                      && within(amount(row, "totalAmount"), "-1", "15");
          assertThat(all(request -> entities.orders(query, request), 4))
              .as(query.toString())
              .containsExactlyElementsOf(expected("Order", fits, order));
        }
      }
    });
  }

  @Test
  void shouldListCustomersByNameAndCountry() {
    Comparator<EntityRow> byName =
        Comparator.<EntityRow, String>comparing(
                row -> String.join(" ", SearchWords.inOrder(text(row, "name"))))
            .thenComparing(BY_ID);
    Predicate<EntityRow> isFrench = row -> text(row, "country").equals("FR");
    CustomerQuery french =
        new CustomerQuery(SearchWords.of(""), "FR", CustomerQuery.Sort.NAME_DESC);
    CustomerQuery found = new CustomerQuery(SearchWords.of("cha gmb"), null, CustomerQuery.Sort.ID);

    assertThat(all(request -> entities.customers(french, request), 3))
        .containsExactlyElementsOf(expected("Customer", isFrench, byName.reversed()));
    assertThat(all(request -> entities.customers(found, request), 3))
        .containsExactlyInAnyOrderElementsOf(
            expected(
                "Customer",
                row -> text(row, "name").toLowerCase(Locale.ROOT).startsWith("cha"),
                BY_ID));
  }

  @Test
  void shouldGoOnFromACursorWhateverComesAndGoesMeanwhile() {
    ProductQuery query = query("", ProductQuery.Sort.NAME_ASC);
    Page<EntityRow> page = entities.products(query, new PageRequest(10, null));
    List<String> rest = expected("Product", row -> true, BY_ID);
    rest.removeAll(ids(page));
    ids(page).forEach(id -> delete("Product", id));
    put("Product", "p-new", Map.of("name", Value.of("0 before all")));

    var found = new ArrayList<String>();
    String after = page.endCursor();
    while (after != null) {
      page = entities.products(query, new PageRequest(7, after));
      found.addAll(ids(page));
      after = page.hasNextPage() ? page.endCursor() : null;
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(rest);
  }

  private static ProductQuery query(String search, ProductQuery.Sort sort) {
    return new ProductQuery(null, SearchWords.of(search), AmountRange.ANY, null, null, sort);
  }

  private void assertProducts(
      ProductQuery query, Predicate<EntityRow> fits, Comparator<EntityRow> order) {
    assertThat(all(request -> entities.products(query, request), 7))
        .as(query.toString())
        .containsExactlyElementsOf(expected("Product", fits, order));
  }

  private List<String> stock(
      @Nullable String warehouse, @Nullable Boolean isLow, StockQuery.Sort sort) {
    boolean isRanged = sort != StockQuery.Sort.ID;
    StockQuery query =
        new StockQuery(
            null,
            warehouse,
            isLow,
            isRanged ? 3 : Long.MIN_VALUE,
            isRanged ? 15 : Long.MAX_VALUE,
            sort);
    return all(request -> entities.stock(query, request), 5);
  }

  private static Predicate<EntityRow> in(String warehouse) {
    return row -> text(row, "warehouseId").equals(warehouse);
  }

  private List<String> expected(
      String type, Predicate<EntityRow> fits, Comparator<EntityRow> order) {
    return new ArrayList<>(
        model.getOrDefault(type, Collections.emptyMap()).values().stream()
            .filter(fits)
            .sorted(order)
            .map(EntityRow::id)
            .toList());
  }

  private static String text(EntityRow row, String attribute) {
    String text = EntityIndex.text(row, attribute);
    return text == null ? "" : text;
  }

  private static @Nullable BigDecimal amount(EntityRow row, String attribute) {
    return row.attributes().get(attribute) instanceof Value.Decimal(BigDecimal number)
        ? number
        : null;
  }

  private static BigDecimal price(EntityRow row) {
    BigDecimal price = amount(row, "price");
    return price == null ? BigDecimal.valueOf(Long.MIN_VALUE) : price;
  }

  private static boolean within(@Nullable BigDecimal amount, String least, String greatest) {
    return amount != null
        && amount.compareTo(new BigDecimal(least)) >= 0
        && amount.compareTo(new BigDecimal(greatest)) <= 0;
  }

  private static List<String> ids(Page<EntityRow> page) {
    return page.nodes().stream().map(EntityRow::id).toList();
  }

  private static List<String> all(Function<PageRequest, Page<EntityRow>> list, int first) {
    var found = new ArrayList<String>();
    String after = null;
    do {
      Page<EntityRow> page = list.apply(new PageRequest(first, after));
      found.addAll(ids(page));
      after = page.hasNextPage() ? page.endCursor() : null;
    } while (after != null);
    return found;
  }
}
