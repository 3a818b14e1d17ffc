package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A secondary index: entities of one type in an order of their own.
 *
 * <p>All indexes of a type share a store, which holds the entity's id under {@link #keys}. Entries
 * are hints: after a crash one may be left that no longer fits, so a reader compares with the row.
 * A missing one cannot be: all entries of a row are written again whenever the row is, unless it is
 * known that they were.
 *
 * @param tag what every key begins with; names the index within its store
 * @param entityType type of the entities
 * @param rest what stands behind the tag, ending with the entity's id; empty if the row is not in
 *     the index
 */
record EntityIndex(String tag, String entityType, Function<EntityRow, List<byte[]>> rest) {

  static final EntityIndex PRODUCTS_BY_CATEGORY =
      new EntityIndex("category", "Product", row -> byText(row, "categoryId"));

  static final EntityIndex PRODUCTS_BY_NAME =
      new EntityIndex("name", "Product", row -> byName(row, "name"));

  static final EntityIndex PRODUCTS_BY_PRICE =
      new EntityIndex("price", "Product", row -> byAmount(row, "price"));

  static final EntityIndex INVENTORY_BY_PRODUCT =
      new EntityIndex("product", "InventoryItem", row -> byText(row, "productId"));

  static final EntityIndex INVENTORY_BY_WAREHOUSE =
      new EntityIndex("warehouse", "InventoryItem", row -> byText(row, "warehouseId"));

  /** Stock that has fallen to where more should be ordered, by warehouse. */
  static final EntityIndex INVENTORY_LOW =
      new EntityIndex(
          "low", "InventoryItem", row -> isLow(row) ? byText(row, "warehouseId") : List.of());

  /** Stock by warehouse and pieces. */
  static final EntityIndex INVENTORY_BY_QUANTITY =
      new EntityIndex(
          "quantity",
          "InventoryItem",
          row -> {
            String warehouse = text(row, "warehouseId");
            return warehouse == null
                ? List.of()
                : one(
                    new KeyBytes()
                        .text(warehouse)
                        .ascending(whole(row, "quantity"))
                        .text(row.id()));
          });

  static final EntityIndex ORDERS_BY_DATE =
      new EntityIndex(
          "date", "Order", row -> one(new KeyBytes().descending(orderDate(row)).text(row.id())));

  static final EntityIndex ORDERS_BY_CUSTOMER =
      new EntityIndex("customer", "Order", row -> byDate(row, "customerId"));

  static final EntityIndex ORDERS_BY_STATUS =
      new EntityIndex("status", "Order", row -> byDate(row, "status"));

  static final EntityIndex ORDERS_BY_TOTAL =
      new EntityIndex("total", "Order", row -> byAmount(row, "totalAmount"));

  static final EntityIndex CUSTOMERS_BY_NAME =
      new EntityIndex("name", "Customer", row -> byName(row, "name"));

  static final EntityIndex CATEGORIES_BY_PARENT =
      new EntityIndex(
          "parent",
          "ProductCategory",
          row -> {
            String parent = text(row, "parentId");
            return one(new KeyBytes().text(parent == null ? "" : parent).text(row.id()));
          });

  private static final List<EntityIndex> DECLARED =
      List.of(
          PRODUCTS_BY_CATEGORY,
          PRODUCTS_BY_NAME,
          PRODUCTS_BY_PRICE,
          INVENTORY_BY_PRODUCT,
          INVENTORY_BY_WAREHOUSE,
          INVENTORY_LOW,
          INVENTORY_BY_QUANTITY,
          ORDERS_BY_DATE,
          ORDERS_BY_CUSTOMER,
          ORDERS_BY_STATUS,
          ORDERS_BY_TOTAL,
          CUSTOMERS_BY_NAME,
          CATEGORIES_BY_PARENT);

  private static final String WORDS = "word";
  private static final int AMOUNT_SCALE = 4;
  private static final int MOST_NAME_CHARS = 100;

  /** Those of one entity type. */
  static List<EntityIndex> of(EntityType type) {
    var indexes = new ArrayList<EntityIndex>();
    DECLARED.stream().filter(index -> index.entityType().equals(type.name())).forEach(indexes::add);
    if (!SearchWords.attributes(type).isEmpty()) {
      indexes.add(words(type));
    }
    return indexes;
  }

  /** The index of the words of a type's entities. */
  static EntityIndex words(EntityType type) {
    List<String> attributes = SearchWords.attributes(type);
    return new EntityIndex(
        WORDS,
        type.name(),
        row ->
            SearchWords.of(row, attributes).stream()
                .map(word -> new KeyBytes().text(word).text(row.id()).toBytes())
                .toList());
  }

  /** Its store, which the indexes of a type share. */
  String storeName() {
    return ViewNames.index(entityType);
  }

  /** What every key of the index begins with. */
  byte[] prefix() {
    return new KeyBytes().text(tag).toBytes();
  }

  /** The whole keys of a row. */
  List<byte[]> keys(EntityRow row) {
    byte[] prefix = prefix();
    return rest.apply(row).stream().map(each -> KeyBytes.join(prefix, each)).toList();
  }

  /** Whether the row is there in the index. */
  boolean isAt(EntityRow row, byte[] key) {
    return keys(row).stream().anyMatch(each -> Arrays.equals(each, key));
  }

  /** The order's date in milliseconds; an order without one counts as of 1970. */
  static long orderDate(EntityRow row) {
    return whole(row, "orderDate");
  }

  static @Nullable String text(EntityRow row, String attribute) {
    return row.attributes().get(attribute) instanceof Value.Text(String text) ? text : null;
  }

  /** A whole number, 0 where it was never set. */
  static long whole(EntityRow row, String attribute) {
    return row.attributes().get(attribute) instanceof Value.Whole(long number) ? number : 0;
  }

  /** An amount in ten-thousandths; none if it was never set or is beyond all sense. */
  static @Nullable Long amount(EntityRow row, String attribute) {
    if (!(row.attributes().get(attribute) instanceof Value.Decimal(var number))) {
      return null;
    }
    try {
      return number.setScale(AMOUNT_SCALE, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }

  /** Whether more should be ordered. */
  static boolean isLow(EntityRow row) {
    return row.attributes().get("reorderLevel") instanceof Value.Whole(long level)
        && whole(row, "quantity") <= level;
  }

  private static List<byte[]> one(KeyBytes key) {
    return List.of(key.toBytes());
  }

  private static List<byte[]> byText(EntityRow row, String attribute) {
    String first = text(row, attribute);
    return first == null ? List.of() : one(new KeyBytes().text(first).text(row.id()));
  }

  /** As people sort: without regard to case and accents. */
  private static List<byte[]> byName(EntityRow row, String attribute) {
    String name = text(row, attribute);
    String sorted = name == null ? "" : String.join(" ", SearchWords.inOrder(name));
    return one(
        new KeyBytes()
            .text(sorted.substring(0, Math.min(sorted.length(), MOST_NAME_CHARS)))
            .text(row.id()));
  }

  /** What has no amount comes first. */
  private static List<byte[]> byAmount(EntityRow row, String attribute) {
    Long amount = amount(row, attribute);
    return one(new KeyBytes().ascending(amount == null ? Long.MIN_VALUE : amount).text(row.id()));
  }

  private static List<byte[]> byDate(EntityRow row, String attribute) {
    String first = text(row, attribute);
    return first == null
        ? List.of()
        : one(new KeyBytes().text(first).descending(orderDate(row)).text(row.id()));
  }
}
