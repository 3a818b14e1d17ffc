package ai.valeo.erp.tributary.edge.search;

import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.edge.outbox.Views;
import ai.valeo.erp.tributary.edge.search.Interpretation.Read;
import ai.valeo.erp.tributary.edge.search.SearchFields.Fields;
import ai.valeo.erp.tributary.edge.search.SearchResult.Bucket;
import ai.valeo.erp.tributary.edge.search.SearchResult.Facet;
import ai.valeo.erp.tributary.edge.search.SearchResult.Hit;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.SearchReads;
import ai.valeo.erp.tributary.edge.store.SearchReads.Filter;
import ai.valeo.erp.tributary.edge.store.SearchReads.Found;
import ai.valeo.erp.tributary.edge.store.SearchTables;
import ai.valeo.erp.tributary.edge.store.StoreException;
import ai.valeo.erp.tributary.edge.store.Tables;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.SearchRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Searches the entities of this node, without a network: base and own pending changes, as the app
 * sees them.
 *
 * <p>Threading: any thread; each answer comes from one consistent state.
 */
public final class Search {

  private static final int MAX_BUCKETS = 50;
  private static final int SNIPPET_CHARS = 160;

  private final EdgeStore store;
  private final Views views;
  private final SearchIndex index;

  public Search(EdgeStore store, Views views, SearchIndex index) {
    this.store = store;
    this.views = views;
    this.index = index;
  }

  /** Whether entities of a type can be searched at all. */
  public boolean covers(String entityType) {
    Fields fields = index.fields().of(entityType);
    return fields != null && fields.isSearched();
  }

  /**
   * Finds entities.
   *
   * @throws IllegalArgumentException if its type cannot be searched
   */
  public SearchResult search(SearchQuery query) {
    Fields fields = fields(query.entityType());
    try {
      return store.read(tables -> search(query, fields, tables));
    } catch (StoreException e) {
      index.repair(e); // while the store itself is sound, only the index can be at fault
      return SearchResult.UNAVAILABLE;
    }
  }

  /** What a user may go on to type, best first. */
  public List<String> suggest(String entityType, String text, int limit) {
    Fields fields = fields(entityType);
    try {
      return store.read(tables -> {
        SearchTables.Meta meta = index.present(tables);
        return meta == null || !fields.isSearched()
            ? List.of()
            : Interpretation.completions(text, tables.searchReads(meta.generation()), limit);
      });
    } catch (StoreException e) {
      index.repair(e);
      return List.of();
    }
  }

  private Fields fields(String entityType) {
    Fields fields = index.fields().of(entityType);
    if (fields == null || !fields.isSearched()) {
      throw new IllegalArgumentException(
          "entityType: " + entityType + " (expected: one with a title to search)");
    }
    return fields;
  }

  private SearchResult search(SearchQuery query, Fields fields, Tables tables) {
    SearchTables.Meta meta = index.present(tables);
    if (meta == null) {
      return SearchResult.UNAVAILABLE;
    }
    SearchReads reads = tables.searchReads(meta.generation());
    Read read = Interpretation.of(query, reads);
    if (read.isHopeless()) {
      return new SearchResult(
          List.of(), 0, List.of(), read.suggestions(), null, meta.builtTo() == null);
    }
    var hits = new ArrayList<Hit>();
    Filter filter = read.filter(query);
    List<Found> page = reads.find(filter, query.page().limit(), query.page().offset());
    Map<EntityKey, EntityView> entities = views.in(tables, page.stream().map(Found::key).toList());
    for (Found found : page) {
      EntityView view = entities.get(found.key());
      if (view != null) {
        hits.add(new Hit(view, found.score(), snippets(fields, view, read)));
      }
    }
    return new SearchResult(
        hits,
        reads.count(filter),
        facets(query, fields, reads, read),
        read.suggestions(),
        read.corrected(),
        meta.builtTo() == null);
  }

  private static List<Facet> facets(
      SearchQuery query, Fields fields, SearchReads reads, Read read) {
    var facets = new ArrayList<Facet>();
    for (String attribute : fields.of(SearchRole.FACET)) {
      Filter filter = read.filter(query.without(attribute));
      facets.add(
          new Facet(
              attribute,
              reads.counts(filter, attribute, MAX_BUCKETS).stream()
                  .map(count -> new Bucket(count.value(), count.count()))
                  .toList()));
    }
    SearchQuery any = query.inAnyStock();
    long there = reads.count(read.filter(any.inStock(true)));
    long all = reads.count(read.filter(any));
    facets.add(
        new Facet(
            SearchResult.IN_STOCK,
            List.of(new Bucket("true", there), new Bucket("false", all - there))));
    return facets;
  }

  private static List<Snippet> snippets(Fields fields, EntityView view, Read read) {
    Match match = read.match();
    if (match == null) {
      return List.of();
    }
    var snippets = new ArrayList<Snippet>();
    for (SearchRole role : List.of(SearchRole.TITLE, SearchRole.DESCRIPTION, SearchRole.TAGS)) {
      for (String attribute : fields.of(role)) {
        Documents.texts(view.value(attribute)).stream()
            .map(text -> Snippet.of(attribute, text, match, SNIPPET_CHARS))
            .filter(Objects::nonNull)
            .forEach(snippets::add);
      }
    }
    return snippets;
  }
}
