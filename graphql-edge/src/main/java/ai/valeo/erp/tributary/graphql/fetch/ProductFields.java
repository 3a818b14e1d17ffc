package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.page.PageRequest;
import ai.valeo.erp.tributary.graphql.schema.UserInputException;
import ai.valeo.erp.tributary.graphql.view.ProductQuery;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import graphql.schema.DataFetchingEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        .fetch("products", this::products)
        .fetch(
            "productsConnection", field -> entities.products(query(field), Arguments.page(field)))
        .fetch("productCategory", field -> entities.category(Arguments.id(field, "id")))
        .fetch("productCategories", this::categories);
  }

  private Page<EntityRow> categories(DataFetchingEnvironment field) {
    Boolean isRoot = field.getArgument("topLevel");
    String parentId = Boolean.TRUE.equals(isRoot) ? "" : Arguments.optionalId(field, "parentId");
    return entities.categories(parentId, Arguments.page(field));
  }

  private List<EntityRow> products(DataFetchingEnvironment field) {
    int limit = Arguments.bounded(field, "limit", LIMIT);
    int offset = Arguments.bounded(field, "offset", OFFSET);
    ProductQuery query = query(field);
    var found = new ArrayList<EntityRow>();
    String after = null;
    int pages = 0;
    do {
      if (pages++ == MOST_PAGES) {
        throw new UserInputException("filter: too few of too many products fit it");
      }
      int missing = Math.min(offset + limit - found.size(), PageRequest.MAX_FIRST);
      Page<EntityRow> page = entities.products(query, new PageRequest(missing, after));
      found.addAll(page.nodes());
      after = page.hasNextPage() ? page.endCursor() : null;
    } while (after != null && found.size() < offset + limit);
    return List.copyOf(found.subList(Math.min(offset, found.size()), found.size()));
  }

  private static ProductQuery query(DataFetchingEnvironment field) {
    Map<String, Object> filter = Arguments.filter(field);
    return new ProductQuery(
        Arguments.text(filter, "categoryId"),
        Arguments.words(filter, "search"),
        Arguments.amounts(filter, "minPrice", "maxPrice"),
        Arguments.flag(filter, "inStock"),
        Arguments.flag(filter, "discontinued"),
        Arguments.choice(field, "orderBy", ProductQuery.Sort.ID));
  }
}
