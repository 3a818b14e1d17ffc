package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.edge.search.SearchQuery;
import ai.valeo.erp.tributary.edge.search.SearchResult;
import ai.valeo.erp.tributary.edge.search.SearchResult.Bucket;
import ai.valeo.erp.tributary.edge.search.SearchResult.Facet;
import ai.valeo.erp.tributary.edge.search.Snippet;
import ai.valeo.erp.tributary.graphql.fetch.Arguments;
import ai.valeo.erp.tributary.graphql.fetch.Fields;
import ai.valeo.erp.tributary.graphql.fetch.Rows;
import ai.valeo.erp.tributary.graphql.schema.UserInputException;
import ai.valeo.erp.tributary.graphql.trade.EntityNames;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Search of products with all that belongs to a search: where the words stand, facets, advice. */
final class SearchFields {

  private static final String CATEGORY_ID = "categoryId";
  private static final Arguments.Bounds LIMIT =
      new Arguments.Bounds(20, 1, SearchQuery.Page.MAX_LIMIT);
  private static final Arguments.Bounds OFFSET =
      new Arguments.Bounds(0, 0, SearchQuery.Page.MAX_OFFSET);

  private final LocalNode node;
  private final ProductSearch search;

  SearchFields(LocalNode node) {
    this.node = node;
    search = new ProductSearch(node);
  }

  /** What was found, as the schema shows it. */
  private record Found(List<Hit> hits, long total, List<ShownFacet> facets, SearchResult result) {}

  private record Hit(LocalEntity product, double score, List<Snippet> snippets) {}

  private record ShownFacet(String attribute, List<ShownBucket> buckets) {}

  private record ShownBucket(String value, @Nullable String label, long count) {}

  void into(RuntimeWiring.Builder wiring, Fields<Object> query) {
    query.fetch("searchProducts", this::search);
    Fields.<Found>of("ProductSearchResult")
        .add("hits", Found::hits)
        .add("totalCount", Found::total)
        .add("facets", Found::facets)
        .add("suggestions", found -> found.result.suggestions())
        .add("corrected", found -> found.result.corrected())
        .add("isComplete", found -> found.result.complete())
        .into(wiring);
    Fields.<Hit>of("ProductHit")
        .add("product", Hit::product)
        .add("score", Hit::score)
        .add("snippets", Hit::snippets)
        .into(wiring);
    Fields.<Snippet>of("SearchSnippet")
        .add("attribute", Snippet::attribute)
        .add("text", Snippet::text)
        .add("marks", Snippet::marks)
        .add("html", snippet -> snippet.render("<mark>", "</mark>", SearchFields::escaped))
        .into(wiring);
    Fields.<Snippet.Mark>of("SearchMark")
        .add("begin", Snippet.Mark::begin)
        .add("end", Snippet.Mark::end)
        .into(wiring);
    Fields.<ShownFacet>of("SearchFacet")
        .add("attribute", ShownFacet::attribute)
        .add("buckets", ShownFacet::buckets)
        .into(wiring);
    Fields.<ShownBucket>of("SearchBucket")
        .add("value", ShownBucket::value)
        .add("label", ShownBucket::label)
        .add("count", ShownBucket::count)
        .into(wiring);
  }

  private Found search(DataFetchingEnvironment field) {
    String text = String.valueOf(field.<Object>getArgument("text"));
    if (text.length() > SearchQuery.MAX_TEXT_CHARS) {
      throw new UserInputException(
          "text: longer than " + SearchQuery.MAX_TEXT_CHARS + " characters");
    }
    var wanted =
        new ProductSearch.Wanted(
            text, Arguments.optionalId(field, CATEGORY_ID), field.getArgument("inStock"));
    var slice =
        new Slice(
            Arguments.bounded(field, "offset", OFFSET), Arguments.bounded(field, "limit", LIMIT));
    return shown(wanted, slice);
  }

  private Found shown(ProductSearch.Wanted wanted, Slice slice) {
    LocalReader reader = new LocalReader(node);
    SearchResult result = search.search(wanted, slice);
    var hits = new ArrayList<Hit>();
    if (result.complete()) {
      for (SearchResult.Hit hit : result.hits()) {
        hits.add(new Hit(reader.of(hit.entity()), hit.score(), hit.snippets()));
      }
      return new Found(hits, result.total(), facets(result.facets(), reader), result);
    }
    for (EntityView product : search.withoutIndex(wanted, slice)) {
      hits.add(new Hit(reader.of(product), 0, List.of()));
    }
    return new Found(hits, slice.offset() + hits.size(), List.of(), result);
  }

  private static List<ShownFacet> facets(List<Facet> facets, LocalReader reader) {
    return facets.stream()
        .map(facet ->
            new ShownFacet(
                facet.attribute(),
                facet.buckets().stream().map(bucket -> bucket(facet, bucket, reader)).toList()))
        .toList();
  }

  private static ShownBucket bucket(Facet facet, Bucket bucket, LocalReader reader) {
    LocalEntity category =
        facet.attribute().equals(CATEGORY_ID)
            ? reader.entity(new EntityKey(EntityNames.CATEGORY, bucket.value()))
            : null;
    String label = category == null ? null : Rows.text(category.values(), "name");
    return new ShownBucket(bucket.value(), label, bucket.count());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
