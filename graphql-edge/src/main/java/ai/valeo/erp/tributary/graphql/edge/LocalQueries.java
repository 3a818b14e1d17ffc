package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.edge.outbox.EntityQuery;
import ai.valeo.erp.tributary.edge.search.ListQuery;
import ai.valeo.erp.tributary.graphql.fetch.Arguments;
import ai.valeo.erp.tributary.graphql.fetch.Fields;
import ai.valeo.erp.tributary.graphql.fetch.Rows;
import ai.valeo.erp.tributary.graphql.fetch.TradeTypes;
import ai.valeo.erp.tributary.graphql.schema.EntityFinder;
import ai.valeo.erp.tributary.graphql.trade.EntityNames;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  private static final String WAREHOUSE = "warehouseId";
  private static final int MOST_WAREHOUSES = 1_000;

  private final LocalNode node;
  private final ProductSearch productSearch;

  LocalQueries(LocalNode node) {
    this.node = node;
    productSearch = new ProductSearch(node);
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
        .fetch("localWarehouses", field -> localWarehouses())
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

  /** Entities by their keys; none that are not here. */
  Map<String, EntityFinder> finders() {
    return Stream.of(
            EntityNames.PRODUCT,
            EntityNames.CATEGORY,
            EntityNames.STOCK,
            EntityNames.CUSTOMER,
            EntityNames.ORDER)
        .collect(Collectors.toMap(Function.identity(), this::finder));
  }

  private EntityFinder finder(String type) {
    return (keys, field) -> {
      LocalReader reader = reader();
      return keys.stream()
          .map(key -> reader.entity(new EntityKey(type, Objects.requireNonNull(key.get("id")))))
          .toList();
    };
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

  private List<String> localWarehouses() {
    LocalReader reader = reader();
    return node.listedValues(EntityNames.STOCK, WAREHOUSE, MOST_WAREHOUSES)
        .map(said -> Stream.concat(said.stream(), warehouses(unsaid(reader))))
        .orElseGet(() -> warehouses(reader.entities(EntityQuery.all(EntityNames.STOCK))))
        .distinct()
        .sorted()
        .limit(MOST_WAREHOUSES)
        .toList();
  }

  private static Stream<String> warehouses(List<LocalEntity> stock) {
    return stock.stream().map(item -> Rows.text(item.values(), WAREHOUSE)).filter(Objects::nonNull);
  }

  /** Stock that says nothing of its warehouse: changed here, and not received yet. */
  private List<LocalEntity> unsaid(LocalReader reader) {
    return reader.listed(ListQuery.all(EntityNames.STOCK).by(WAREHOUSE, null)).orElse(List.of());
  }

  private List<LocalEntity> localInventory(DataFetchingEnvironment field) {
    String warehouseId = EntityNames.warehouse(field);
    String search = Arguments.optionalId(field, "search");
    Slice slice = Slice.of(field);
    if (search != null) {
      return slice.of(stockFound(search, warehouseId));
    }
    var here =
        new ListQuery.Group(WAREHOUSE, warehouseId, key -> EntityNames.isStockOf(warehouseId, key));
    return slice.of(
        ListQuery.all(EntityNames.STOCK).by(here),
        () ->
            EntityQuery.all(EntityNames.STOCK)
                .where(item -> {
                  String said = text(item, WAREHOUSE);
                  return said == null
                      ? EntityNames.isStockOf(warehouseId, item.key())
                      : said.equals(warehouseId);
                }),
        reader());
  }

  /** Stock of the products that fit best. */
  private List<LocalEntity> stockFound(String search, String warehouseId) {
    var wanted = new ProductSearch.Wanted(search, null, null);
    List<EntityKey> stock =
        productSearch.find(wanted, Slice.LARGEST).stream()
            .map(product -> EntityNames.stock(product.key().entityId(), warehouseId))
            .toList();
    return reader().entities(stock);
  }

  private List<LocalEntity> products(DataFetchingEnvironment field) {
    Map<String, Object> filter = Arguments.filter(field);
    String categoryId = Arguments.text(filter, "categoryId");
    Boolean isInStock = filter.get("inStock") instanceof Boolean wanted ? wanted : null;
    String search = Arguments.text(filter, "search");
    var wanted = new ProductSearch.Wanted(search == null ? "" : search, categoryId, isInStock);
    Slice slice = Slice.of(field);
    Comparator<EntityView> order = Arguments.choice(field, "orderBy", ProductOrder.ID).comparator();
    if (order != null) {
      List<EntityView> all =
          search == null
              ? node.entities(EntityQuery.all(EntityNames.PRODUCT).where(fits(node, wanted)))
              : productSearch.findAll(wanted);
      return reader().of(slice.of(all.stream().sorted(order).toList()));
    }
    if (search != null) {
      return reader().of(productSearch.find(wanted, slice));
    }
    ListQuery listed = ListQuery.all(EntityNames.PRODUCT).inStock(isInStock);
    return slice.of(
        categoryId == null ? listed : listed.by("categoryId", categoryId),
        () -> EntityQuery.all(EntityNames.PRODUCT).where(fits(node, wanted)),
        reader());
  }

  private List<LocalEntity> localOrders(DataFetchingEnvironment field) {
    Map<String, Object> filter = Arguments.filter(field);
    String status = Arguments.text(filter, "status");
    String customerId = Arguments.text(filter, "customerId");
    long fromMs = Arguments.timeMs(filter, "fromDate", Long.MIN_VALUE);
    long beforeMs = Arguments.timeMs(filter, "toDate", Long.MAX_VALUE);
    Slice slice = Slice.of(field);
    Predicate<EntityView> hasStatus =
        order -> status == null || status.equals(text(order, "status"));
    ListQuery listed = ListQuery.all(EntityNames.ORDER).latest(fromMs, beforeMs);
    if (customerId != null) {
      listed = listed.by("customerId", customerId);
      listed = status == null ? listed : listed.where(hasStatus);
    } else if (status != null) {
      listed = listed.by("status", status);
    }
    LocalReader reader = reader();
    return reader
        .listed(listed.page(slice.offset(), slice.limit()))
        .orElseGet(() -> {
          EntityQuery orders =
              EntityQuery.all(EntityNames.ORDER)
                  .where(hasStatus)
                  .where(
                      order -> customerId == null || customerId.equals(text(order, "customerId")))
                  .where(order -> fromMs <= orderedAtMs(order) && orderedAtMs(order) < beforeMs);
          return slice.of(reader.entities(orders).stream().sorted(NEWEST_FIRST).toList());
        });
  }

  /** What must hold of a product beside its words. */
  static Predicate<EntityView> fits(LocalNode node, ProductSearch.Wanted wanted) {
    String categoryId = wanted.categoryId();
    Predicate<EntityView> fits =
        product -> categoryId == null || categoryId.equals(text(product, "categoryId"));
    return wanted.isInStock() == null ? fits : fits.and(inStock(node, wanted.isInStock()));
  }

  private static Predicate<EntityView> inStock(LocalNode node, boolean isWanted) {
    Set<String> stocked = new HashSet<>();
    for (EntityView item : node.entities(EntityQuery.all(EntityNames.STOCK))) {
      String productId = text(item, "productId");
      if (productId != null && Rows.count(item.values(), "quantity") > 0) {
        stocked.add(productId);
      }
    }
    return product -> stocked.contains(product.key().entityId()) == isWanted;
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
