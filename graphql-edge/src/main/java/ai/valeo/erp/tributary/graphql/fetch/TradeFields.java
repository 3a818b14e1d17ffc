package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.view.OrderQuery;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.Value;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Stock, orders and customers. */
final class TradeFields {

  private final TypedEntities entities;

  TradeFields(TypedEntities entities) {
    this.entities = entities;
  }

  /**
   * A line of an order.
   *
   * @param fields its fields
   * @param currency the order's currency
   */
  private record Line(SortedMap<String, Value> fields, String currency) {}

  void into(RuntimeWiring.Builder wiring, Fields<Object> query) {
    query
        .fetch("inventory", this::inventory)
        .fetch("order", field -> entities.order(Arguments.id(field, "id")))
        .fetch("orders", this::orders)
        .fetch("customer", field -> entities.customer(Arguments.id(field, "id")));
    inventoryItem(wiring);
    order(wiring);
    orderItem(wiring);
    customer(wiring);
  }

  private void inventoryItem(RuntimeWiring.Builder wiring) {
    Fields.<EntityRow>of("InventoryItem")
        .add("id", EntityRow::id)
        .add("productId", row -> Rows.text(row.attributes(), "productId"))
        .add("product", row -> product(row.attributes()))
        .add("warehouseId", row -> Rows.text(row.attributes(), "warehouseId"))
        .add("locationCode", row -> Rows.text(row.attributes(), "locationCode"))
        .add("quantity", row -> Rows.count(row.attributes(), "quantity"))
        .add("reservedQuantity", row -> Rows.count(row.attributes(), "reservedQuantity"))
        .add("reorderLevel", row -> Rows.whole(row.attributes(), "reorderLevel"))
        .add("lastUpdated", row -> Instant.ofEpochMilli(row.hlc().wallMs()))
        .add("version", EntityRow::version)
        .into(wiring);
  }

  private void order(RuntimeWiring.Builder wiring) {
    Fields.<EntityRow>of("Order")
        .add("id", EntityRow::id)
        .add("orderNumber", row -> Rows.text(row.attributes(), "orderNumber"))
        .add("customerId", row -> Rows.text(row.attributes(), "customerId"))
        .add("customer", this::customerOf)
        .add("orderDate", row -> Rows.time(row.attributes(), "orderDate"))
        .add("status", row -> Rows.text(row.attributes(), "status"))
        .add("items", TradeFields::lines)
        .add("totalAmount", row -> Rows.money(row.attributes(), "totalAmount", Rows.currency(row)))
        .add("warehouseId", row -> Rows.text(row.attributes(), "warehouseId"))
        .add("shippedAt", row -> Rows.time(row.attributes(), "shippedAt"))
        .add("shipCity", row -> Rows.text(row.attributes(), "shipCity"))
        .add("shipCountry", row -> Rows.text(row.attributes(), "shipCountry"))
        .add("comment", row -> Rows.text(row.attributes(), "comment"))
        .add("createdBy", row -> Rows.text(row.attributes(), "createdBy"))
        .add("createdAt", row -> Rows.time(row.attributes(), "createdAt"))
        .add("version", EntityRow::version)
        .into(wiring);
  }

  private void orderItem(RuntimeWiring.Builder wiring) {
    Fields.<Line>of("OrderItem")
        .add("id", line -> Rows.text(line.fields, "id"))
        .add("productId", line -> Rows.text(line.fields, "productId"))
        .add("product", line -> product(line.fields))
        .add("quantity", line -> Rows.count(line.fields, "quantity"))
        .add("unitPrice", line -> Rows.money(line.fields, "unitPrice", line.currency))
        .add("discountPercent", line -> Rows.real(line.fields, "discountPercent"))
        .into(wiring);
  }

  private static void customer(RuntimeWiring.Builder wiring) {
    Fields<EntityRow> customer = Fields.of("Customer");
    customer.add("id", EntityRow::id);
    for (String name :
        List.of(
            "customerNumber",
            "name",
            "contactName",
            "email",
            "phone",
            "street",
            "city",
            "region",
            "postalCode",
            "country")) {
      customer.add(name, row -> Rows.text(row.attributes(), name));
    }
    customer
        .add("lastOrderAt", row -> Rows.time(row.attributes(), "lastOrderAt"))
        .add("version", EntityRow::version)
        .into(wiring);
  }

  private @Nullable EntityRow product(SortedMap<String, Value> values) {
    String id = Rows.text(values, "productId");
    return id == null ? null : entities.product(id);
  }

  private @Nullable EntityRow customerOf(EntityRow order) {
    String id = Rows.text(order.attributes(), "customerId");
    return id == null ? null : entities.customer(id);
  }

  private static List<Line> lines(EntityRow order) {
    String currency = Rows.currency(order);
    return Rows.elements(order.attributes(), "items").stream()
        .map(element -> new Line(Rows.fields(element), currency))
        .toList();
  }

  private Page<EntityRow> inventory(DataFetchingEnvironment field) {
    return entities.stock(
        Arguments.optionalId(field, "productId"),
        Arguments.optionalId(field, "warehouseId"),
        Arguments.page(field));
  }

  private Page<EntityRow> orders(DataFetchingEnvironment field) {
    Map<String, Object> filter = Arguments.filter(field);
    OrderQuery query =
        new OrderQuery(
            Arguments.text(filter, "customerId"),
            Arguments.text(filter, "status"),
            Arguments.timeMs(filter, "fromDate", OrderQuery.ALL.fromMs()),
            Arguments.timeMs(filter, "toDate", OrderQuery.ALL.beforeMs()));
    return entities.orders(query, Arguments.page(field));
  }
}
