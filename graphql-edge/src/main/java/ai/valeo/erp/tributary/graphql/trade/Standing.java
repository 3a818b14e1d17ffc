package ai.valeo.erp.tributary.graphql.trade;

import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An entity as the process shows it.
 *
 * @param values its attributes; absent ones are not in the map
 * @param version the version the centre gave it; 0 = none yet
 */
public record Standing(SortedMap<String, Value> values, long version) {

  /** Copies. */
  public Standing {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }
}
