package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.graphql.page.InvalidPageException;
import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.page.PageRequest;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** Entities by id and by index. Any thread. */
public final class EntityViews {

  private static final String PRODUCT = "Product";
  private static final String CUSTOMER = "Customer";

  private final ViewReads reads;
  private final ViewReaders readers;
  private final RowMemory memory;

  EntityViews(ViewReads reads, ViewReaders readers) {
    this.reads = reads;
    this.readers = readers;
    this.memory = new RowMemory(readers::row);
  }

  /** The entity of that id, or none. */
  public @Nullable EntityRow entity(EntityType type, String id) {
    String key = new EntityKey(type.name(), id).toString();
    return reads.read(stores -> {
      byte[] stored =
          Partitioned.find(stores, readers.topics().entities(type), ViewNames.entities(type), key);
      return stored == null ? null : memory.row(type, stored);
    });
  }

  /** The entities of these ids, in their order, none where there is none. */
  public List<@Nullable EntityRow> entities(EntityType type, List<String> ids) {
    List<String> keys = ids.stream().map(id -> new EntityKey(type.name(), id).toString()).toList();
    String topic = readers.topics().entities(type);
    return reads.read(stores -> {
      var rows = new ArrayList<@Nullable EntityRow>(keys.size());
      for (byte[] stored : Partitioned.find(stores, topic, ViewNames.entities(type), keys)) {
        rows.add(stored == null ? null : memory.row(type, stored));
      }
      return rows;
    });
  }

  /** All entities of a type by id ascending. */
  public Page<EntityRow> all(EntityType type, Predicate<EntityRow> filter, PageRequest request) {
    MergedScan scan = new MergedScan("all/" + type.name(), MergedScan.ASCENDING);
    return reads.read(stores ->
        scan.page(
            Partitioned.each(
                stores,
                readers.topics().entities(type),
                partition ->
                    Parts.rows(stores, Scan.all(ViewNames.entities(type), partition, request))),
            request,
            (part, position, value) -> fitting(memory.row(type, value), filter)));
  }

  /** Products. */
  public Page<EntityRow> products(ProductQuery query, PageRequest request) {
    Predicate<EntityRow> fits =
        row ->
            query.fits(row)
                && (query.isInStock() == null || query.isInStock() == isInStock(row.id()));
    return switch (query.sort()) {
      case NAME_ASC, NAME_DESC -> {
        boolean isBackward = query.sort() == ProductQuery.Sort.NAME_DESC;
        yield list(
            Stretch.all(EntityIndex.PRODUCTS_BY_NAME, isBackward),
            found(PRODUCT, query.words(), fits),
            request);
      }
      case PRICE_ASC, PRICE_DESC -> {
        EntityIndex index = EntityIndex.PRODUCTS_BY_PRICE;
        boolean isBackward = query.sort() == ProductQuery.Sort.PRICE_DESC;
        Stretch stretch = new Stretch(index, query.price().span(index.prefix()), isBackward);
        yield list(stretch, found(PRODUCT, query.words(), fits), request);
      }
      case ID -> {
        String category = query.categoryId();
        if (!query.words().isEmpty()) {
          yield search(PRODUCT, query.words(), fits, request);
        }
        yield category == null
            ? all(PRODUCT, fits, request)
            : list(Stretch.of(EntityIndex.PRODUCTS_BY_CATEGORY, category), fits, request);
      }
    };
  }

  /**
   * Stock.
   *
   * @throws InvalidPageException if it shall be sorted by pieces across all warehouses
   */
  public Page<EntityRow> stock(StockQuery query, PageRequest request) {
    String product = query.productId();
    String warehouse = query.warehouseId();
    if (query.sort() != StockQuery.Sort.ID) {
      if (warehouse == null) {
        throw new InvalidPageException("orderBy: by quantity (expected: with a warehouse)");
      }
      return list(byPieces(query, warehouse), query::fits, request);
    }
    if (product != null) {
      return list(Stretch.of(EntityIndex.INVENTORY_BY_PRODUCT, product), query::fits, request);
    }
    boolean isLow = Boolean.TRUE.equals(query.isLow());
    if (warehouse == null) {
      return isLow
          ? list(Stretch.all(EntityIndex.INVENTORY_LOW, false), query::fits, request)
          : all("InventoryItem", query::fits, request);
    }
    EntityIndex index = isLow ? EntityIndex.INVENTORY_LOW : EntityIndex.INVENTORY_BY_WAREHOUSE;
    return list(Stretch.of(index, warehouse), query::fits, request);
  }

  private static Stretch byPieces(StockQuery query, String warehouse) {
    EntityIndex index = EntityIndex.INVENTORY_BY_QUANTITY;
    byte[] prefix = KeyBytes.join(index.prefix(), new KeyBytes().text(warehouse).toBytes());
    Parts.Span span = new AmountRange(query.leastPieces(), query.mostPieces()).span(prefix);
    return new Stretch(index, span, query.sort() == StockQuery.Sort.QUANTITY_DESC);
  }

  /** Orders. */
  public Page<EntityRow> orders(OrderQuery query, PageRequest request) {
    return switch (query.sort()) {
      case DATE_DESC -> list(byDate(query, false), query::fits, request);
      case DATE_ASC -> list(byDate(query, true), query::fits, request);
      case TOTAL_ASC, TOTAL_DESC -> {
        EntityIndex index = EntityIndex.ORDERS_BY_TOTAL;
        boolean isBackward = query.sort() == OrderQuery.Sort.TOTAL_DESC;
        Stretch stretch = new Stretch(index, query.total().span(index.prefix()), isBackward);
        yield list(stretch, query::fits, request);
      }
    };
  }

  private static Stretch byDate(OrderQuery query, boolean isBackward) {
    EntityIndex index = EntityIndex.ORDERS_BY_DATE;
    byte[] prefix = index.prefix();
    String customer = query.customerId();
    String status = query.status();
    if (customer != null) {
      index = EntityIndex.ORDERS_BY_CUSTOMER;
      prefix = KeyBytes.join(index.prefix(), new KeyBytes().text(customer).toBytes());
    } else if (status != null) {
      index = EntityIndex.ORDERS_BY_STATUS;
      prefix = KeyBytes.join(index.prefix(), new KeyBytes().text(status).toBytes());
    }
    byte[] newest = new KeyBytes().descending(query.beforeMs() - 1).toBytes();
    byte[] oldest = new KeyBytes().descending(query.fromMs()).toBytes();
    Parts.Span span = new Parts.Span(prefix, newest, KeyBytes.join(oldest, Parts.Span.end()));
    return new Stretch(index, span, isBackward);
  }

  /** Customers. */
  public Page<EntityRow> customers(CustomerQuery query, PageRequest request) {
    if (query.sort() != CustomerQuery.Sort.ID) {
      boolean isBackward = query.sort() == CustomerQuery.Sort.NAME_DESC;
      return list(
          Stretch.all(EntityIndex.CUSTOMERS_BY_NAME, isBackward),
          found(CUSTOMER, query.words(), query::fits),
          request);
    }
    return query.words().isEmpty()
        ? all(CUSTOMER, query::fits, request)
        : search(CUSTOMER, query.words(), query::fits, request);
  }

  /**
   * Categories by id ascending.
   *
   * @param parentId only those under this one; empty = only those under none; null = all
   */
  public Page<EntityRow> categories(@Nullable String parentId, PageRequest request) {
    return parentId == null
        ? all("ProductCategory", row -> true, request)
        : list(Stretch.of(EntityIndex.CATEGORIES_BY_PARENT, parentId), row -> true, request);
  }

  /** Whether some stock item of the product has pieces; work is bounded. */
  public boolean isInStock(String productId) {
    StockQuery withPieces =
        new StockQuery(productId, null, null, 1, Long.MAX_VALUE, StockQuery.Sort.ID);
    return !stock(withPieces, new PageRequest(1, null)).nodes().isEmpty();
  }

  private Page<EntityRow> all(String type, Predicate<EntityRow> filter, PageRequest request) {
    EntityType known = readers.types().type(type);
    return known == null ? Page.empty() : all(known, filter, request);
  }

  /** By the words that begin like the longest one asked for, which few rows have. */
  private Page<EntityRow> search(
      String type, SortedSet<String> words, Predicate<EntityRow> filter, PageRequest request) {
    EntityType known = readers.types().type(type);
    if (known == null) {
      return Page.empty();
    }
    EntityIndex index = EntityIndex.words(known);
    String longest = Collections.max(words, Comparator.comparingInt(String::length));
    byte[] prefix = KeyBytes.join(index.prefix(), longest.getBytes(StandardCharsets.UTF_8));
    Stretch stretch = new Stretch(index, Parts.Span.of(prefix), false);
    return list(stretch, found(type, words, filter), request);
  }

  private Predicate<EntityRow> found(
      String type, SortedSet<String> words, Predicate<EntityRow> filter) {
    EntityType known = readers.types().type(type);
    if (words.isEmpty() || known == null) {
      return filter;
    }
    List<String> attributes = SearchWords.attributes(known);
    return row -> SearchWords.fit(words, SearchWords.of(row, attributes)) && filter.test(row);
  }

  /**
   * A stretch of an index.
   *
   * @param index the index
   * @param span which stretch
   * @param isBackward whether it is read from its end
   */
  private record Stretch(EntityIndex index, Parts.Span span, boolean isBackward) {

    static Stretch all(EntityIndex index, boolean isBackward) {
      return new Stretch(index, Parts.Span.of(index.prefix()), isBackward);
    }

    static Stretch of(EntityIndex index, String first) {
      byte[] prefix = KeyBytes.join(index.prefix(), new KeyBytes().text(first).toBytes());
      return new Stretch(index, Parts.Span.of(prefix), false);
    }

    /** What makes a cursor one of this list. */
    String scope() {
      return index.storeName()
          + (isBackward ? "-" : "/")
          + new String(span.prefix(), StandardCharsets.UTF_8);
    }

    MergedScan.Part part(ViewStores stores, Scan scan) {
      return isBackward ? Parts.backward(stores, scan, span) : Parts.index(stores, scan, span);
    }

    /** Whether an entry stands for the row: a row may be in the stretch with several. */
    boolean isFirstOf(EntityRow row, byte[] key) {
      byte[] prefix = span.prefix();
      byte[] first = null;
      for (byte[] each : index.keys(row)) {
        boolean isWithin =
            each.length >= prefix.length
                && Arrays.equals(prefix, Arrays.copyOf(each, prefix.length));
        if (isWithin && (first == null || Arrays.compareUnsigned(each, first) < 0)) {
          first = each;
        }
      }
      return Arrays.equals(first, key);
    }
  }

  private Page<EntityRow> list(Stretch stretch, Predicate<EntityRow> filter, PageRequest request) {
    EntityIndex index = stretch.index();
    EntityType type = readers.types().type(index.entityType());
    if (type == null) {
      return Page.empty();
    }
    MergedScan scan =
        new MergedScan(
            stretch.scope(), stretch.isBackward() ? MergedScan.DESCENDING : MergedScan.ASCENDING);
    Join join = Join.row(ViewNames.entities(type), type.name() + ':');
    Scan.Range any = Scan.Range.of(null, null);
    return reads.read(stores -> {
      List<MergedScan.Part> parts =
          Partitioned.each(
              stores,
              readers.topics().entities(type),
              partition ->
                  stretch.part(
                      stores,
                      Scan.index(index.storeName(), partition, any, request.first()).joined(join)));
      return scan.page(
          parts,
          request,
          (part, position, joined) -> {
            byte[] stored = Join.found(joined); // in the partition of its entry
            EntityRow row = stored == null ? null : memory.row(type, stored);
            byte[] key = KeyBytes.join(stretch.span().prefix(), position);
            return row != null && stretch.isFirstOf(row, key) ? fitting(row, filter) : null;
          });
    });
  }

  private static @Nullable EntityRow fitting(@Nullable EntityRow row, Predicate<EntityRow> filter) {
    return row != null && filter.test(row) ? row : null;
  }

  /** For tests: how many entries an index holds in one partition. */
  long entries(EntityIndex index, int partition) {
    Scan scan = Scan.index(index.storeName(), partition, Scan.Range.of(null, null), Scan.MANY);
    return reads.read(stores -> {
      long count = 0;
      try (KeyValueIterator<Bytes, byte[]> all =
          Parts.index(stores, scan, Parts.Span.of(index.prefix())).open(null)) {
        while (all.hasNext()) {
          all.next();
          count++;
        }
      }
      return count;
    });
  }
}
