package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.page.PageRequest;
import ai.valeo.erp.tributary.graphql.view.CustomerQuery;
import ai.valeo.erp.tributary.graphql.view.EntityViews;
import ai.valeo.erp.tributary.graphql.view.OrderQuery;
import ai.valeo.erp.tributary.graphql.view.ProductQuery;
import ai.valeo.erp.tributary.graphql.view.StockQuery;
import ai.valeo.erp.tributary.graphql.view.Views;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The entity types that have fields of their own in the schema. Any thread that may block. */
final class TypedEntities {

  private final EntityViews views;
  private final @Nullable ListedTogether together;
  private final EntityType product;
  private final EntityType category;
  private final EntityType inventoryItem;
  private final EntityType order;
  private final EntityType customer;

  /**
   * Over the views.
   *
   * @param together follows links of rows that were listed together; none = one by one
   * @throws IllegalArgumentException if a type with fields of its own is not in the catalogue
   */
  TypedEntities(Views views, @Nullable ListedTogether together) {
    this.views = views.entities();
    this.together = together;
    this.product = required(views, "Product");
    this.category = required(views, "ProductCategory");
    this.inventoryItem = required(views, "InventoryItem");
    this.order = required(views, "Order");
    this.customer = required(views, "Customer");
  }

  @Nullable EntityRow product(String id) {
    return views.entity(product, id);
  }

  @Nullable EntityRow category(String id) {
    return views.entity(category, id);
  }

  @Nullable EntityRow inventoryItem(String id) {
    return views.entity(inventoryItem, id);
  }

  @Nullable EntityRow order(String id) {
    return views.entity(order, id);
  }

  @Nullable EntityRow customer(String id) {
    return views.entity(customer, id);
  }

  Page<EntityRow> products(ProductQuery query, PageRequest request) {
    return listed(views.products(query, request));
  }

  Page<EntityRow> orders(OrderQuery query, PageRequest request) {
    return listed(views.orders(query, request));
  }

  Page<EntityRow> stock(StockQuery query, PageRequest request) {
    return listed(views.stock(query, request));
  }

  Page<EntityRow> customers(CustomerQuery query, PageRequest request) {
    return views.customers(query, request);
  }

  Page<EntityRow> categories(@Nullable String parentId, PageRequest request) {
    return views.categories(parentId, request);
  }

  @Nullable EntityRow category(EntityRow from, String id) {
    return together == null
        ? category(id)
        : together.linked(from, category, id, row -> text(row, "categoryId"));
  }

  @Nullable EntityRow customer(EntityRow from, String id) {
    return together == null
        ? customer(id)
        : together.linked(from, customer, id, row -> text(row, "customerId"));
  }

  /** Of stock, or of a line of an order. */
  @Nullable EntityRow product(EntityRow from, String id) {
    return together == null
        ? product(id)
        : together.linked(
            from,
            product,
            id,
            row ->
                Stream.concat(
                    text(row, "productId"),
                    Rows.elements(row.attributes(), "items").stream()
                        .map(line -> Rows.text(Rows.fields(line), "productId"))
                        .filter(Objects::nonNull)));
  }

  private static Stream<String> text(EntityRow row, String attribute) {
    return Stream.ofNullable(Rows.text(row.attributes(), attribute));
  }

  private Page<EntityRow> listed(Page<EntityRow> page) {
    if (together != null) {
      together.listed(page.nodes());
    }
    return page;
  }

  private static EntityType required(Views views, String name) {
    EntityType type = views.types().type(name);
    if (type == null) {
      throw new IllegalArgumentException("type: " + name + " is not in the catalogue");
    }
    return type;
  }
}
