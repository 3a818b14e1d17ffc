package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.schemas.entity.Value;
import graphql.schema.idl.RuntimeWiring;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Fetchers of the types that centre and edge have in common, so that an app meets the same fields
 * at both.
 *
 * @param <S> type of the source of an entity
 */
public final class TradeTypes<S> {

  private final Reading<S> reading;
  private final Links<S> links;

  /**
   * Fetchers.
   *
   * @param reading how a source is read
   * @param links how one entity leads to another
   */
  public TradeTypes(Reading<S> reading, Links<S> links) {
    this.reading = reading;
    this.links = links;
  }

  /**
   * How the source of an entity is read.
   *
   * @param id its identity
   * @param version its version
   * @param changedAt when it was last changed
   * @param values its attributes; absent ones are not in the map
   */
  public record Reading<S>(
      Function<S, String> id,
      ToLongFunction<S> version,
      Function<S, Instant> changedAt,
      Function<S, SortedMap<String, Value>> values) {}

  /** From one entity to another; none if the process does not have it. */
  public interface Links<S> {
    /** A product, by its id. */
    @Nullable S product(S from, String id);

    /** A category, by its id. */
    @Nullable S category(S from, String id);

    /** A customer, by its id. */
    @Nullable S customer(S from, String id);
  }

  /**
   * A line of an order.
   *
   * @param order the order
   * @param fields its fields
   */
  private record Line<S>(S order, SortedMap<String, Value> fields) {}

  /** Products. */
  public Fields<S> product() {
    return entity("Product")
        .add("name", source -> text(source, "name"))
        .add("sku", source -> text(source, "sku"))
        .add("description", source -> text(source, "description"))
        .add("category", source -> linked(source, "categoryId", links::category))
        .add("price", source -> money(source, "price"))
        .add("quantityPerUnit", source -> text(source, "quantityPerUnit"))
        .add("tags", source -> Rows.texts(values(source), "tags"))
        .add("attributes", source -> structures(source, "attributes"))
        .add("images", source -> structures(source, "images"))
        .add("discontinued", source -> Rows.flag(values(source), "discontinued"))
        .add("version", version());
  }

  /** Stock. */
  public Fields<S> inventoryItem() {
    return entity("InventoryItem")
        .add("productId", source -> text(source, "productId"))
        .add("product", source -> linked(source, "productId", links::product))
        .add("warehouseId", source -> text(source, "warehouseId"))
        .add("locationCode", source -> text(source, "locationCode"))
        .add("quantity", source -> Rows.count(values(source), "quantity"))
        .add("reservedQuantity", source -> Rows.count(values(source), "reservedQuantity"))
        .add("reorderLevel", source -> Rows.whole(values(source), "reorderLevel"))
        .add("lastUpdated", reading.changedAt)
        .add("version", version());
  }

  /** Orders. */
  public Fields<S> order() {
    return entity("Order")
        .add("orderNumber", source -> text(source, "orderNumber"))
        .add("customerId", source -> text(source, "customerId"))
        .add("customer", source -> linked(source, "customerId", links::customer))
        .add("orderDate", source -> Rows.time(values(source), "orderDate"))
        .add("status", source -> text(source, "status"))
        .add("items", this::lines)
        .add("totalAmount", source -> money(source, "totalAmount"))
        .add("warehouseId", source -> text(source, "warehouseId"))
        .add("shippedAt", source -> Rows.time(values(source), "shippedAt"))
        .add("shipCity", source -> text(source, "shipCity"))
        .add("shipCountry", source -> text(source, "shipCountry"))
        .add("comment", source -> text(source, "comment"))
        .add("createdBy", source -> text(source, "createdBy"))
        .add("createdAt", source -> Rows.time(values(source), "createdAt"))
        .add("version", version());
  }

  /** Customers, as far as both know them. */
  public Fields<S> customer() {
    return entity("Customer")
        .add("customerNumber", source -> text(source, "customerNumber"))
        .add("name", source -> text(source, "name"));
  }

  /** What hangs on products and orders: categories, properties, pictures, lines. */
  public void parts(RuntimeWiring.Builder wiring) {
    entity("ProductCategory")
        .add("name", source -> text(source, "name"))
        .add("description", source -> text(source, "description"))
        .add("parentId", source -> text(source, "parentId"))
        .into(wiring);
    Fields.<SortedMap<String, Value>>of("ProductAttribute")
        .add("name", fields -> Rows.text(fields, "name"))
        .add("value", fields -> Rows.text(fields, "value"))
        .add("unit", fields -> Rows.text(fields, "unit"))
        .into(wiring);
    Fields.<SortedMap<String, Value>>of("Image")
        .add("url", fields -> Rows.text(fields, "url"))
        .add("altText", fields -> Rows.text(fields, "altText"))
        .add("width", fields -> Rows.whole(fields, "width"))
        .add("height", fields -> Rows.whole(fields, "height"))
        .into(wiring);
    Fields.<Line<S>>of("OrderItem")
        .add("id", line -> Rows.text(line.fields, "id"))
        .add("productId", line -> Rows.text(line.fields, "productId"))
        .add("product", this::productOf)
        .add("quantity", line -> Rows.count(line.fields, "quantity"))
        .add("unitPrice", line -> Rows.money(line.fields, "unitPrice", currency(line.order)))
        .add("discountPercent", line -> Rows.real(line.fields, "discountPercent"))
        .into(wiring);
  }

  private Fields<S> entity(String type) {
    return Fields.<S>of(type).add("id", reading.id);
  }

  private Function<S, Long> version() {
    return reading.version::applyAsLong;
  }

  private SortedMap<String, Value> values(S source) {
    return reading.values.apply(source);
  }

  private @Nullable String text(S source, String attribute) {
    return Rows.text(values(source), attribute);
  }

  private @Nullable Object money(S source, String attribute) {
    return Rows.money(values(source), attribute, currency(source));
  }

  private String currency(S source) {
    return Rows.currency(values(source));
  }

  private interface Link<S> {
    @Nullable S follow(S from, String id);
  }

  private @Nullable S linked(S source, String attribute, Link<S> link) {
    String id = text(source, attribute);
    return id == null ? null : link.follow(source, id);
  }

  private @Nullable S productOf(Line<S> line) {
    String id = Rows.text(line.fields, "productId");
    return id == null ? null : links.product(line.order, id);
  }

  private List<SortedMap<String, Value>> structures(S source, String attribute) {
    return Rows.elements(values(source), attribute).stream().map(Rows::fields).toList();
  }

  private List<Line<S>> lines(S order) {
    return Rows.elements(values(order), "items").stream()
        .map(element -> new Line<>(order, Rows.fields(element)))
        .toList();
  }
}
