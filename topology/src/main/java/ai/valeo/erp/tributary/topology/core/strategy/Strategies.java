package ai.valeo.erp.tributary.topology.core.strategy;

import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The merge strategies of one's own by name. Immutable. */
public final class Strategies {

  /** None. */
  public static final Strategies NONE = new Strategies(List.of());

  private final TreeMap<String, MergeStrategy> byName = new TreeMap<>();

  /**
   * A registry.
   *
   * @throws IllegalArgumentException if a name is taken twice or by a built-in strategy
   */
  public Strategies(Collection<? extends MergeStrategy> strategies) {
    for (MergeStrategy strategy : strategies) {
      String name = strategy.name();
      if (MergePolicy.BUILT_IN.contains(name) || byName.put(name, strategy) != null) {
        throw new IllegalArgumentException("strategy: " + name + " (expected: a name of its own)");
      }
    }
  }

  /** The strategy of that name, or none. */
  public @Nullable MergeStrategy find(String name) {
    return byName.get(name);
  }

  /** All names. */
  public SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(byName.keySet()));
  }
}
