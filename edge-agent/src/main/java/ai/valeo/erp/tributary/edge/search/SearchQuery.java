package ai.valeo.erp.tributary.edge.search;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A search for entities of one type.
 *
 * @param entityType name of the type
 * @param text what the user typed; blank = all, by title
 * @param facets the value wanted by attribute, e.g. {@code categoryId}
 * @param inStock whether there must be a stock of it at this node, or must not, or either
 * @param page which of them
 */
public record SearchQuery(
    String entityType,
    String text,
    SortedMap<String, String> facets,
    @Nullable Boolean inStock,
    Page page) {

  /** Most chars of a text. */
  public static final int MAX_TEXT_CHARS = 500;

  /**
   * A page of what is found.
   *
   * @param offset how many are passed over, 0 to 5,000
   * @param limit how many are wanted, 0 to 200
   */
  public record Page(int offset, int limit) {

    /** The furthest page begins here. */
    public static final int MAX_OFFSET = 5_000;

    /** The largest page. */
    public static final int MAX_LIMIT = 200;

    public Page {
      require("offset", offset, MAX_OFFSET);
      require("limit", limit, MAX_LIMIT);
    }

    private static void require(String name, int value, int greatest) {
      if (value < 0 || value > greatest) {
        throw new IllegalArgumentException(
            name + ": " + value + " (expected: 0 to " + greatest + ")");
      }
    }
  }

  /** Copies. */
  public SearchQuery {
    if (text.length() > MAX_TEXT_CHARS) {
      throw new IllegalArgumentException(
          "text: " + text.length() + " chars (expected: at most " + MAX_TEXT_CHARS + ")");
    }
    facets = Collections.unmodifiableSortedMap(new TreeMap<>(facets));
  }

  /** The first 20 entities of a type that a text finds. */
  public static SearchQuery of(String entityType, String text) {
    return new SearchQuery(entityType, text, new TreeMap<>(), null, new Page(0, 20));
  }

  /** Only those with that value of an attribute too. */
  public SearchQuery where(String attribute, String value) {
    var more = new TreeMap<>(facets);
    more.put(attribute, value);
    return new SearchQuery(entityType, text, more, inStock, page);
  }

  /** Only those with a stock here, or only those without. */
  public SearchQuery inStock(boolean wanted) {
    return new SearchQuery(entityType, text, facets, wanted, page);
  }

  /** Another page. */
  public SearchQuery page(int offset, int limit) {
    return new SearchQuery(entityType, text, facets, inStock, new Page(offset, limit));
  }

  SearchQuery without(String attribute) {
    var fewer = new TreeMap<>(facets);
    fewer.remove(attribute);
    return new SearchQuery(entityType, text, fewer, inStock, page);
  }

  SearchQuery inAnyStock() {
    return new SearchQuery(entityType, text, facets, null, page);
  }
}
