package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.edge.outbox.EntityQuery;
import ai.valeo.erp.tributary.edge.search.SearchQuery;
import ai.valeo.erp.tributary.edge.search.SearchResult;
import ai.valeo.erp.tributary.graphql.fetch.Rows;
import ai.valeo.erp.tributary.graphql.trade.EntityNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds products by words, the best first, by the node's search, which forgives typing errors. For
 * as long as its index is being made, a look at every product stands in, which forgives nothing but
 * misses nothing.
 */
final class ProductSearch {

  private final LocalNode node;

  ProductSearch(LocalNode node) {
    this.node = node;
  }

  /**
   * Which products.
   *
   * @param text the words
   * @param categoryId only those of this category; none = of all
   * @param isInStock only those with stock, or only those without; none = either
   */
  record Wanted(String text, @Nullable String categoryId, @Nullable Boolean isInStock) {

    private SearchQuery query() {
      SearchQuery query = SearchQuery.of(EntityNames.PRODUCT, text);
      if (categoryId != null) {
        query = query.where("categoryId", categoryId);
      }
      return isInStock == null ? query : query.inStock(isInStock);
    }
  }

  /** A part of the products that fit. */
  List<EntityView> find(Wanted wanted, Slice slice) {
    if (slice.offset() > SearchQuery.Page.MAX_OFFSET) {
      return List.of();
    }
    SearchResult result = search(wanted, slice);
    return result.complete()
        ? result.hits().stream().map(SearchResult.Hit::entity).toList()
        : withoutIndex(wanted, slice);
  }

  /** All products that fit, as far as the furthest page goes. */
  List<EntityView> findAll(Wanted wanted) {
    var all = new ArrayList<EntityView>();
    int limit = Slice.LARGEST.limit();
    for (int offset = 0; offset <= SearchQuery.Page.MAX_OFFSET; offset += limit) {
      List<EntityView> page = find(wanted, new Slice(offset, limit));
      all.addAll(page);
      if (page.size() < limit) {
        break;
      }
    }
    return all;
  }

  /** What the index says of the products that fit. */
  SearchResult search(Wanted wanted, Slice slice) {
    return node.search(wanted.query().page(slice.offset(), slice.limit()));
  }

  /** A part of the products that fit, found by looking at every one. */
  List<EntityView> withoutIndex(Wanted wanted, Slice slice) {
    EntityQuery all =
        EntityQuery.all(EntityNames.PRODUCT)
            .where(LocalQueries.fits(node, wanted))
            .where(product -> mentions(product, wanted.text));
    return slice.of(node.entities(all.page(null, slice.end())));
  }

  private static boolean mentions(EntityView product, String search) {
    String wanted = search.strip().toLowerCase(Locale.ROOT);
    return List.of("name", "sku", "description").stream()
            .anyMatch(attribute -> contains(Rows.text(product.values(), attribute), wanted))
        || Rows.texts(product.values(), "tags").stream().anyMatch(tag -> contains(tag, wanted));
  }

  private static boolean contains(@Nullable String text, String wanted) {
    return text != null && text.toLowerCase(Locale.ROOT).contains(wanted);
  }
}
