package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.page.PageRequest;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Entities by id and by index. Any thread. */
public final class EntityViews {

  private final Partitioned partitioned;
  private final ViewReaders readers;

  EntityViews(Partitioned partitioned, ViewReaders readers) {
    this.partitioned = partitioned;
    this.readers = readers;
  }

  /** The entity of that id, or none. */
  public @Nullable EntityRow entity(EntityType type, String id) {
    String key = new EntityKey(type.name(), id).toString();
    return partitioned.read(() -> {
      byte[] stored =
          partitioned.find(readers.topics().entities(type), ViewNames.entities(type), key);
      return stored == null ? null : readers.row(type, stored);
    });
  }

  /** All entities of a type by id ascending. */
  public Page<EntityRow> all(EntityType type, Predicate<EntityRow> filter, PageRequest request) {
    MergedScan scan = new MergedScan("all/" + type.name(), MergedScan.ASCENDING);
    return partitioned.read(() ->
        scan.page(
            partitioned.parts(
                readers.topics().entities(type),
                partition ->
                    Parts.rows(partitioned.stores().texts(ViewNames.entities(type), partition))),
            request,
            (part, position, value) -> fitting(readers.row(type, value), filter)));
  }

  /** Products of a category by id ascending. */
  public Page<EntityRow> productsOf(
      String categoryId, Predicate<EntityRow> filter, PageRequest request) {
    return list(
        EntityIndex.PRODUCTS_BY_CATEGORY, Parts.Span.of(prefix(categoryId)), filter, request);
  }

  /** Stock of a product by id ascending, which is by warehouse. */
  public Page<EntityRow> stockOfProduct(
      String productId, Predicate<EntityRow> filter, PageRequest request) {
    return list(
        EntityIndex.INVENTORY_BY_PRODUCT, Parts.Span.of(prefix(productId)), filter, request);
  }

  /** Stock in a warehouse by id ascending, which is by product. */
  public Page<EntityRow> stockIn(
      String warehouseId, Predicate<EntityRow> filter, PageRequest request) {
    return list(
        EntityIndex.INVENTORY_BY_WAREHOUSE, Parts.Span.of(prefix(warehouseId)), filter, request);
  }

  /** Orders, the newest order date first. */
  public Page<EntityRow> orders(OrderQuery query, PageRequest request) {
    EntityIndex index = EntityIndex.ORDERS_BY_DATE;
    byte[] prefix = {};
    String customer = query.customerId();
    String status = query.status();
    if (customer != null) {
      index = EntityIndex.ORDERS_BY_CUSTOMER;
      prefix = prefix(customer);
    } else if (status != null) {
      index = EntityIndex.ORDERS_BY_STATUS;
      prefix = prefix(status);
    }
    byte[] newest = new KeyBytes().descending(query.beforeMs() - 1).toBytes();
    byte[] oldest = new KeyBytes().descending(query.fromMs()).toBytes();
    Parts.Span span = new Parts.Span(prefix, newest, KeyBytes.join(oldest, Parts.Span.end()));
    return list(index, span, query::fits, request);
  }

  /** Whether some stock item of the product has pieces; work is bounded. */
  public boolean isInStock(String productId) {
    return !stockOfProduct(productId, EntityViews::hasPieces, new PageRequest(1, null))
        .nodes()
        .isEmpty();
  }

  private Page<EntityRow> list(
      EntityIndex index, Parts.Span span, Predicate<EntityRow> filter, PageRequest request) {
    EntityType type = readers.types().type(index.entityType());
    if (type == null) {
      return Page.empty();
    }
    String scope = index.storeName() + "/" + new String(span.prefix(), StandardCharsets.UTF_8);
    MergedScan scan = new MergedScan(scope, MergedScan.ASCENDING);
    return partitioned.read(() -> {
      List<MergedScan.Part> parts =
          partitioned.parts(
              readers.topics().entities(type),
              partition ->
                  Parts.index(partitioned.stores().index(index.storeName(), partition), span));
      return scan.page(
          parts,
          request,
          (part, position, value) -> {
            EntityRow row = standing(type, part, new String(value, StandardCharsets.UTF_8));
            return row != null && isAt(index, row, KeyBytes.join(span.prefix(), position))
                ? fitting(row, filter)
                : null;
          });
    });
  }

  /** The row an index entry of a partition points to; it lies in the same partition. */
  private @Nullable EntityRow standing(EntityType type, int partition, String id) {
    byte[] stored =
        partitioned
            .stores()
            .texts(ViewNames.entities(type), partition)
            .get(new EntityKey(type.name(), id).toString());
    return stored == null ? null : readers.row(type, stored);
  }

  private static boolean isAt(EntityIndex index, EntityRow row, byte[] key) {
    return Arrays.equals(index.key().apply(row), key);
  }

  private static @Nullable EntityRow fitting(@Nullable EntityRow row, Predicate<EntityRow> filter) {
    return row != null && filter.test(row) ? row : null;
  }

  private static boolean hasPieces(EntityRow row) {
    return row.attributes().get("quantity") instanceof Value.Whole(long pieces) && pieces > 0;
  }

  private static byte[] prefix(String text) {
    return new KeyBytes().text(text).toBytes();
  }

  /** For tests: how many entries an index holds in one partition. */
  long entries(EntityIndex index, int partition) {
    ReadOnlyKeyValueStore<Bytes, byte[]> store =
        partitioned.stores().index(index.storeName(), partition);
    long count = 0;
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      while (all.hasNext()) {
        all.next();
        count++;
      }
    }
    return count;
  }
}
