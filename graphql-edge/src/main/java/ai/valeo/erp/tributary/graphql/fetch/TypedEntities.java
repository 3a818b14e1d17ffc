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
import org.jspecify.annotations.Nullable;

/** The entity types that have fields of their own in the schema. Any thread that may block. */
final class TypedEntities {

  private final EntityViews views;
  private final EntityType product;
  private final EntityType category;
  private final EntityType inventoryItem;
  private final EntityType order;
  private final EntityType customer;

  /**
   * Over the views.
   *
   * @throws IllegalArgumentException if a type with fields of its own is not in the catalogue
   */
  TypedEntities(Views views) {
    this.views = views.entities();
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
    return views.products(query, request);
  }

  Page<EntityRow> orders(OrderQuery query, PageRequest request) {
    return views.orders(query, request);
  }

  Page<EntityRow> stock(StockQuery query, PageRequest request) {
    return views.stock(query, request);
  }

  Page<EntityRow> customers(CustomerQuery query, PageRequest request) {
    return views.customers(query, request);
  }

  Page<EntityRow> categories(@Nullable String parentId, PageRequest request) {
    return views.categories(parentId, request);
  }

  private static EntityType required(Views views, String name) {
    EntityType type = views.types().type(name);
    if (type == null) {
      throw new IllegalArgumentException("type: " + name + " is not in the catalogue");
    }
    return type;
  }
}
