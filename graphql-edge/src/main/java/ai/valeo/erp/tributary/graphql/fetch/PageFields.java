package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.schema.Caller;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The types of pages, which look the same whatever they hold. */
final class PageFields {

  private static final List<String> CONNECTIONS =
      List.of(
          "InventoryConnection",
          "OrderConnection",
          "ProductConnection",
          "ProductCategoryConnection",
          "CustomerConnection",
          "QuarantineConnection");

  /** Those that may be counted. */
  private static final List<String> COUNTED = List.of("MutationConnection", "ConflictConnection");

  private PageFields() {}

  /**
   * A page of what may be counted.
   *
   * @param page the page
   * @param count counts all pages, if asked for
   */
  record Counted(Page<?> page, Supplier<@Nullable Long> count) {}

  static void into(RuntimeWiring.Builder wiring) {
    for (String connection : CONNECTIONS) {
      Fields.<Page<?>>of(connection)
          .add("nodes", Page::nodes)
          .add("pageInfo", page -> page)
          .into(wiring);
    }
    for (String connection : COUNTED) {
      Fields.<Counted>of(connection)
          .add("nodes", counted -> counted.page.nodes())
          .add("pageInfo", Counted::page)
          .addFor("totalCount", (counted, field) -> sum(counted, field))
          .into(wiring);
    }
    pageInfo(wiring);
  }

  /** What is counted includes rows of other warehouses. */
  private static @Nullable Long sum(Counted counted, DataFetchingEnvironment field) {
    return Caller.of(field).identity().seesAllWarehouses() ? counted.count.get() : null;
  }

  private static void pageInfo(RuntimeWiring.Builder wiring) {
    Fields.<Page<?>>of("PageInfo")
        .add("hasNextPage", Page::hasNextPage)
        .add("endCursor", Page::endCursor)
        .into(wiring);
  }
}
