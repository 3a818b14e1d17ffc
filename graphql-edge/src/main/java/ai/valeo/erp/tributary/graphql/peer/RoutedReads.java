package ai.valeo.erp.tributary.graphql.peer;

import ai.valeo.erp.tributary.graphql.view.ViewReads;
import ai.valeo.erp.tributary.graphql.view.ViewStores;
import ai.valeo.erp.tributary.graphql.view.ViewsMovingException;
import ai.valeo.erp.tributary.graphql.view.ViewsUnavailableException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Reads of views that are spread over instances. A read sees every partition it asks for from one
 * source; if one of them fails, the whole read runs again with the next best source of that
 * partition, until there is none: then it fails, and what was read is thrown away. Any thread that
 * may block.
 */
public final class RoutedReads implements ViewReads {

  /** Runs of one read; one that ends at a partition here has cost nothing yet. */
  private static final int MOST_RUNS = 40;

  private final Parts parts;

  /** Over these parts. */
  public RoutedReads(Parts parts) {
    this.parts = parts;
  }

  /**
   * What reads are made of.
   *
   * @param own the partitions this instance answers for
   * @param standbys the copies here
   * @param table who has what; none while nobody knows
   * @param topics the topic of each store
   * @param peers the other instances
   * @param metrics counts
   */
  public record Parts(
      ViewStores own,
      Standbys standbys,
      Supplier<@Nullable Table> table,
      Map<String, String> topics,
      Peers peers,
      PeerMetrics metrics) {

    public Parts {
      topics = Map.copyOf(topics);
    }
  }

  @Override
  public <T extends @Nullable Object> T read(Function<ViewStores, T> read) {
    Set<Source> lost = new HashSet<>();
    long startNs = parts.peers.nowNs();
    for (int run = 0; run < MOST_RUNS && !parts.peers.isTooLate(startNs); run++) {
      Table table = parts.table.get();
      if (table == null) {
        throw new ViewsUnavailableException("The views are not running yet; ask again");
      }
      try {
        return read.apply(new RoutedStores(parts, table, lost));
      } catch (LostException e) {
        lost.addAll(e.sources());
        parts.metrics.ranAgain();
      } catch (InvalidStateStoreException e) {
        parts.metrics.ranAgain(); // a store went away while it was read
      } catch (ViewsMovingException e) {
        parts.metrics.unavailable();
        throw e;
      }
    }
    parts.metrics.unavailable();
    throw new ViewsMovingException("Part of the views is moving between instances; ask again");
  }
}
