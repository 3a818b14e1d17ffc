package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.page.Page;
import graphql.schema.idl.RuntimeWiring;
import java.util.List;

/** The types of pages, which look the same whatever they hold. */
final class PageFields {

  private static final List<String> CONNECTIONS =
      List.of("InventoryConnection", "OrderConnection", "MutationConnection", "ConflictConnection");

  private PageFields() {}

  static void into(RuntimeWiring.Builder wiring) {
    for (String connection : CONNECTIONS) {
      Fields.<Page<?>>of(connection)
          .add("nodes", Page::nodes)
          .add("pageInfo", page -> page)
          .into(wiring);
    }
    Fields.<Page<?>>of("PageInfo")
        .add("hasNextPage", Page::hasNextPage)
        .add("endCursor", Page::endCursor)
        .into(wiring);
  }
}
