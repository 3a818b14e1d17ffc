package ai.valeo.erp.tributary.graphql.page;

import org.jspecify.annotations.Nullable;

/**
 * Which page is wanted.
 *
 * @param first most entries wanted, 1..{@link #MAX_FIRST}
 * @param after the {@code endCursor} of the page before, or none for the first page
 */
public record PageRequest(int first, @Nullable String after) {

  /** Most entries of a page. */
  public static final int MAX_FIRST = 200;

  /** Longest cursor taken, in characters. */
  static final int MAX_CURSOR_CHARS = 2_000;

  /** Refuses what is out of bounds. */
  public PageRequest {
    if (first < 1 || first > MAX_FIRST) {
      throw new InvalidPageException("first: " + first + " (expected: 1.." + MAX_FIRST + ")");
    }
    if (after != null && after.length() > MAX_CURSOR_CHARS) {
      throw new InvalidPageException("after: not a cursor of this field");
    }
  }
}
