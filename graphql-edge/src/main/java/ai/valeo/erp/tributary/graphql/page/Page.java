package ai.valeo.erp.tributary.graphql.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of entries.
 *
 * @param nodes the entries, in the order of the list
 * @param hasNextPage whether there may be more
 * @param endCursor hand it in as {@code after} to go on; none if nothing was looked at
 */
public record Page<T>(List<T> nodes, boolean hasNextPage, @Nullable String endCursor) {

  public Page {
    nodes = List.copyOf(nodes);
  }

  /** A page without entries, the last of its list. */
  public static <T> Page<T> empty() {
    return new Page<>(List.of(), false, null);
  }

  /** The same page with other entries. */
  public <U> Page<U> map(Function<? super T, ? extends U> change) {
    return new Page<>(nodes.stream().<U>map(change).toList(), hasNextPage, endCursor);
  }
}
