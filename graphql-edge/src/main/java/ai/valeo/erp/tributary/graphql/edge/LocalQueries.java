package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.edge.outbox.EntityQuery;
import ai.valeo.erp.tributary.graphql.fetch.Arguments;
import ai.valeo.erp.tributary.graphql.fetch.Fields;
import ai.valeo.erp.tributary.graphql.fetch.Rows;
import ai.valeo.erp.tributary.graphql.fetch.TradeTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Queries of products, stock and orders, over the node's own store. */
final class LocalQueries {

  private static final TradeTypes.Reading<LocalEntity> READING =
      new TradeTypes.Reading<>(
          LocalEntity::id,
          entity -> entity.view().baseVersion(),
          LocalEntity::changedAt,
          LocalEntity::values);

  /** Newest first; of the same time, the later id first. */
  private static final Comparator<LocalEntity> NEWEST_FIRST =
      Comparator.<LocalEntity>comparingLong(order -> orderedAtMs(order.view()))
          .thenComparing(LocalEntity::id)
          .reversed();

  private final LocalNode node;

  LocalQueries(LocalNode node) {
    this.node = node;
  }

  private record StoreLinks() implements TradeTypes.Links<LocalEntity> {

    @Override
    public @Nullable LocalEntity product(LocalEntity from, String id) {
      return from.reader().entity(new EntityKey(EntityNames.PRODUCT, id));
    }

    @Override
    public @Nullable LocalEntity category(LocalEntity from, String id) {
      return from.reader().entity(new EntityKey(EntityNames.CATEGORY, id));
    }

    @Override
    public @Nullable LocalEntity customer(LocalEntity from, String id) {
      return from.reader().entity(new EntityKey(EntityNames.CUSTOMER, id));
    }
  }

  void into(RuntimeWiring.Builder wiring, Fields<Object> query) {
    query
        .fetch("localInventory", this::localInventory)
        .fetch("product", this::product)
        .fetch("products", this::products)
        .fetch("localOrders", this::localOrders)
        .fetch("order", this::order);
    var types = new TradeTypes<>(READING, new StoreLinks());
    types.product().into(wiring);
    types.inventoryItem().add("syncStatus", LocalQueries::syncState).into(wiring);
    types.order().add("syncStatus", LocalQueries::syncState).into(wiring);
    types.customer().into(wiring);
    types.parts(wiring);
  }

  private static String syncState(LocalEntity entity) {
    return entity.view().syncState().name();
  }

  private LocalEntity product(DataFetchingEnvironment field) {
    String id = Arguments.id(field, "id");
    LocalEntity product = reader().entity(new EntityKey(EntityNames.PRODUCT, id));
    if (product == null) {
      throw new OfflineException("Produkt " + id + " nicht im Offline-Cache verfügbar");
    }
    return product;
  }

  private LocalEntity order(DataFetchingEnvironment field) {
    String id = Arguments.id(field, "id");
    LocalEntity order = reader().entity(new EntityKey(EntityNames.ORDER, id));
    if (order == null) {
      throw new OfflineException("Bestellung " + id + " nicht im Offline-Cache verfügbar");
    }
    return order;
  }

  private List<LocalEntity> localInventory(DataFetchingEnvironment field) {
    String warehouseId = Arguments.id(field, "warehouseId");
    EntityQuery stock =
        EntityQuery.all(EntityNames.STOCK)
            .where(item ->
                warehouseId.equals(text(item, "warehouseId"))
                    || item.key().entityId().endsWith('@' + warehouseId));
    return Slice.of(field).of(stock, reader());
  }

  private List<LocalEntity> products(DataFetchingEnvironment field) {
    Map<String, Object> filter = Arguments.filter(field);
    EntityQuery products = EntityQuery.all(EntityNames.PRODUCT);
    String categoryId = Arguments.text(filter, "categoryId");
    if (categoryId != null) {
      products = products.where(product -> categoryId.equals(text(product, "categoryId")));
    }
    String search = Arguments.text(filter, "search");
    if (search != null) {
      products = products.where(product -> mentions(product, search));
    }
    if (filter.get("inStock") instanceof Boolean isWanted) {
      products = products.where(inStock(isWanted));
    }
    return Slice.of(field).of(products, reader());
  }

  private List<LocalEntity> localOrders(DataFetchingEnvironment field) {
    Map<String, Object> filter = Arguments.filter(field);
    String status = Arguments.text(filter, "status");
    String customerId = Arguments.text(filter, "customerId");
    long fromMs = Arguments.timeMs(filter, "fromDate", Long.MIN_VALUE);
    long beforeMs = Arguments.timeMs(filter, "toDate", Long.MAX_VALUE);
    EntityQuery orders =
        EntityQuery.all(EntityNames.ORDER)
            .where(order -> status == null || status.equals(text(order, "status")))
            .where(order -> customerId == null || customerId.equals(text(order, "customerId")))
            .where(order -> fromMs <= orderedAtMs(order) && orderedAtMs(order) < beforeMs);
    return Slice.of(field).of(reader().entities(orders).stream().sorted(NEWEST_FIRST).toList());
  }

  private Predicate<EntityView> inStock(boolean isWanted) {
    Set<String> stocked = new HashSet<>();
    for (EntityView item : node.entities(EntityQuery.all(EntityNames.STOCK))) {
      String productId = text(item, "productId");
      if (productId != null && Rows.count(item.values(), "quantity") > 0) {
        stocked.add(productId);
      }
    }
    return product -> stocked.contains(product.key().entityId()) == isWanted;
  }

  private static boolean mentions(EntityView product, String search) {
    String wanted = search.strip().toLowerCase(Locale.ROOT);
    return List.of("name", "sku", "description").stream()
            .anyMatch(attribute -> contains(text(product, attribute), wanted))
        || Rows.texts(product.values(), "tags").stream().anyMatch(tag -> contains(tag, wanted));
  }

  private static boolean contains(@Nullable String text, String wanted) {
    return text != null && text.toLowerCase(Locale.ROOT).contains(wanted);
  }

  private static long orderedAtMs(EntityView order) {
    Long atMs = Rows.whole(order.values(), "orderDate");
    return atMs == null ? 0 : atMs;
  }

  private static @Nullable String text(EntityView entity, String attribute) {
    return Rows.text(entity.values(), attribute);
  }

  private LocalReader reader() {
    return new LocalReader(node);
  }
}
