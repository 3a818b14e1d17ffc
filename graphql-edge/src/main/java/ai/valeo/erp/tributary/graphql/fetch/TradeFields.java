package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.view.CustomerQuery;
import ai.valeo.erp.tributary.graphql.view.OrderQuery;
import ai.valeo.erp.tributary.graphql.view.StockQuery;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stock, orders and customers, and the types of all that is traded. */
final class TradeFields {

  private static final List<String> DETAILS =
      List.of("contactName", "email", "phone", "street", "city", "region", "postalCode", "country");

  private static final TradeTypes.Reading<EntityRow> READING =
      new TradeTypes.Reading<>(
          EntityRow::id,
          EntityRow::version,
          row -> Instant.ofEpochMilli(row.hlc().wallMs()),
          EntityRow::attributes);

  private final TypedEntities entities;
  private final TradeTypes<EntityRow> types;

  TradeFields(TypedEntities entities) {
    this.entities = entities;
    this.types = new TradeTypes<>(READING, new ViewLinks(entities));
  }

  private record ViewLinks(TypedEntities entities) implements TradeTypes.Links<EntityRow> {

    @Override
    public @Nullable EntityRow product(EntityRow from, String id) {
      return entities.product(from, id);
    }

    @Override
    public @Nullable EntityRow category(EntityRow from, String id) {
      return entities.category(from, id);
    }

    @Override
    public @Nullable EntityRow customer(EntityRow from, String id) {
      return entities.customer(from, id);
    }
  }

  void into(RuntimeWiring.Builder wiring, Fields<Object> query) {
    query
        .fetch("inventory", this::inventory)
        .fetch("order", field -> entities.order(Arguments.id(field, "id")))
        .fetch("orders", this::orders)
        .fetch("customer", field -> entities.customer(Arguments.id(field, "id")))
        .fetch("customers", this::customers);
    types.product().into(wiring);
    types.inventoryItem().into(wiring);
    types.order().into(wiring);
    types.parts(wiring);
    customer(wiring);
  }

  private void customer(RuntimeWiring.Builder wiring) {
    Fields<EntityRow> customer = types.customer();
    for (String name : DETAILS) {
      customer.add(name, row -> Rows.text(row.attributes(), name));
    }
    customer
        .add("lastOrderAt", row -> Rows.time(row.attributes(), "lastOrderAt"))
        .add("version", EntityRow::version)
        .into(wiring);
  }

  private Page<EntityRow> inventory(DataFetchingEnvironment field) {
    Map<String, Object> filter = Arguments.filter(field);
    return entities.stock(
        new StockQuery(
            Arguments.optionalId(field, "productId"),
            Arguments.optionalId(field, "warehouseId"),
            Arguments.flag(filter, "low"),
            Arguments.whole(filter, "minQuantity", Long.MIN_VALUE),
            Arguments.whole(filter, "maxQuantity", Long.MAX_VALUE),
            Arguments.choice(field, "orderBy", StockQuery.Sort.ID)),
        Arguments.page(field));
  }

  private Page<EntityRow> orders(DataFetchingEnvironment field) {
    Map<String, Object> filter = Arguments.filter(field);
    OrderQuery query =
        new OrderQuery(
            Arguments.text(filter, "customerId"),
            Arguments.text(filter, "status"),
            Arguments.text(filter, "warehouseId"),
            Arguments.amounts(filter, "minTotal", "maxTotal"),
            Arguments.timeMs(filter, "fromDate", OrderQuery.ALL.fromMs()),
            Arguments.timeMs(filter, "toDate", OrderQuery.ALL.beforeMs()),
            Arguments.choice(field, "orderBy", OrderQuery.Sort.DATE_DESC));
    return entities.orders(query, Arguments.page(field));
  }

  private Page<EntityRow> customers(DataFetchingEnvironment field) {
    Map<String, Object> filter = Arguments.filter(field);
    CustomerQuery query =
        new CustomerQuery(
            Arguments.words(filter, "search"),
            Arguments.text(filter, "country"),
            Arguments.choice(field, "orderBy", CustomerQuery.Sort.ID));
    return entities.customers(query, Arguments.page(field));
  }
}
