package ai.valeo.erp.tributary.edge.search;

import ai.valeo.erp.tributary.edge.core.EntityView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search found.
 *
 * @param hits the page asked for, best first
 * @param total how many there are on all pages
 * @param facets how many there are by value, counted without the filter by that attribute itself
 * @param suggestions what the user may go on to type, or may have meant, best first
 * @param corrected the text that was searched for in place of the one given, if nothing fitted that
 * @param complete false while the index is being made anew, so that hits may be missing
 */
public record SearchResult(
    List<Hit> hits,
    long total,
    List<Facet> facets,
    List<String> suggestions,
    @Nullable String corrected,
    boolean complete) {

  /** Name of the facet that counts what is in stock at this node, by "true" and "false". */
  public static final String IN_STOCK = "inStock";

  /** Nothing. */
  static final SearchResult UNAVAILABLE =
      new SearchResult(List.of(), 0, List.of(), List.of(), null, false);

  /**
   * An entity found.
   *
   * @param entity as the app sees it, own pending changes included
   * @param score the greater the better; 0 where no text was searched for
   * @param snippets where in its texts the words stand, title first
   */
  public record Hit(EntityView entity, double score, List<Snippet> snippets) {

    /** Copies. */
    public Hit {
      snippets = List.copyOf(snippets);
    }
  }

  /** What is found, by the values of an attribute. */
  public record Facet(String attribute, List<Bucket> buckets) {

    /** Copies. */
    public Facet {
      buckets = List.copyOf(buckets);
    }
  }

  /** How many have a value. */
  public record Bucket(String value, long count) {}

  /** Copies. */
  public SearchResult {
    hits = List.copyOf(hits);
    facets = List.copyOf(facets);
    suggestions = List.copyOf(suggestions);
  }
}
