package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.page.PageRequest;
import ai.valeo.erp.tributary.graphql.schema.UserInputException;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import graphql.schema.DataFetchingEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Products. */
final class ProductFields {

  private static final Arguments.Bounds LIMIT = new Arguments.Bounds(100, 1, PageRequest.MAX_FIRST);
  private static final Arguments.Bounds OFFSET = new Arguments.Bounds(0, 0, 10_000);

  /** Pages of the views that one list looks through. */
  private static final int MOST_PAGES = 100;

  private final TypedEntities entities;

  ProductFields(TypedEntities entities) {
    this.entities = entities;
  }

  void into(Fields<Object> query) {
    query
        .fetch("product", field -> entities.product(Arguments.id(field, "id")))
        .fetch("products", this::products);
  }

  private List<EntityRow> products(DataFetchingEnvironment field) {
    int limit = Arguments.bounded(field, "limit", LIMIT);
    int offset = Arguments.bounded(field, "offset", OFFSET);
    Map<String, Object> filter = Arguments.filter(field);
    String categoryId = Arguments.text(filter, "categoryId");
    Predicate<EntityRow> fits = inStock(filter.get("inStock"));
    var found = new ArrayList<EntityRow>();
    String after = null;
    int pages = 0;
    do {
      if (pages++ == MOST_PAGES) {
        throw new UserInputException("filter: too few of too many products fit it");
      }
      PageRequest request = new PageRequest(PageRequest.MAX_FIRST, after);
      Page<EntityRow> page =
          categoryId == null
              ? entities.products(fits, request)
              : entities.productsOf(categoryId, fits, request);
      found.addAll(page.nodes());
      after = page.hasNextPage() ? page.endCursor() : null;
    } while (after != null && found.size() < offset + limit);
    return List.copyOf(found)
        .subList(Math.min(offset, found.size()), Math.min(offset + limit, found.size()));
  }

  private Predicate<EntityRow> inStock(@Nullable Object wanted) {
    return wanted instanceof Boolean isWanted
        ? product -> entities.isInStock(product.id()) == isWanted
        : product -> true;
  }
}
