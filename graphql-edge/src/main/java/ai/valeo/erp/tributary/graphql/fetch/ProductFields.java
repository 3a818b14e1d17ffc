package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.page.PageRequest;
import ai.valeo.erp.tributary.graphql.schema.UserInputException;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.Value;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Products, their categories, properties and pictures. */
final class ProductFields {

  private static final Arguments.Bounds LIMIT = new Arguments.Bounds(100, 1, PageRequest.MAX_FIRST);
  private static final Arguments.Bounds OFFSET = new Arguments.Bounds(0, 0, 10_000);

  /** Pages of the views that one list looks through. */
  private static final int MOST_PAGES = 100;

  private final TypedEntities entities;

  ProductFields(TypedEntities entities) {
    this.entities = entities;
  }

  void into(RuntimeWiring.Builder wiring, Fields<Object> query) {
    query
        .fetch("product", field -> entities.product(Arguments.id(field, "id")))
        .fetch("products", this::products);
    Fields.<EntityRow>of("Product")
        .add("id", EntityRow::id)
        .add("name", row -> Rows.text(row.attributes(), "name"))
        .add("sku", row -> Rows.text(row.attributes(), "sku"))
        .add("description", row -> Rows.text(row.attributes(), "description"))
        .add("category", this::category)
        .add("price", row -> Rows.money(row.attributes(), "price", Rows.currency(row)))
        .add("quantityPerUnit", row -> Rows.text(row.attributes(), "quantityPerUnit"))
        .add("tags", row -> Rows.texts(row.attributes(), "tags"))
        .add("attributes", row -> structures(row, "attributes"))
        .add("images", row -> structures(row, "images"))
        .add("discontinued", row -> Rows.flag(row.attributes(), "discontinued"))
        .add("version", EntityRow::version)
        .into(wiring);
    Fields.<EntityRow>of("ProductCategory")
        .add("id", EntityRow::id)
        .add("name", row -> Rows.text(row.attributes(), "name"))
        .add("description", row -> Rows.text(row.attributes(), "description"))
        .add("parentId", row -> Rows.text(row.attributes(), "parentId"))
        .into(wiring);
    Fields.<SortedMap<String, Value>>of("ProductAttribute")
        .add("name", fields -> Rows.text(fields, "name"))
        .add("value", fields -> Rows.text(fields, "value"))
        .add("unit", fields -> Rows.text(fields, "unit"))
        .into(wiring);
    Fields.<SortedMap<String, Value>>of("Image")
        .add("url", fields -> Rows.text(fields, "url"))
        .add("altText", fields -> Rows.text(fields, "altText"))
        .add("width", fields -> Rows.whole(fields, "width"))
        .add("height", fields -> Rows.whole(fields, "height"))
        .into(wiring);
  }

  private @Nullable EntityRow category(EntityRow product) {
    String id = Rows.text(product.attributes(), "categoryId");
    return id == null ? null : entities.category(id);
  }

  private static List<SortedMap<String, Value>> structures(EntityRow row, String attribute) {
    return Rows.elements(row.attributes(), attribute).stream().map(Rows::fields).toList();
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
