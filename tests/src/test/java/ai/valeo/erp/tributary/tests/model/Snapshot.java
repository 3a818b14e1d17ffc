package ai.valeo.erp.tributary.tests.model;

import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An entity as anybody sees it.
 *
 * @param version 0 = never created
 * @param live whether it exists now
 * @param values its attributes that have a value, empty unless it is live
 */
public record Snapshot(long version, boolean live, SortedMap<String, Value> values) {

  /** What was never created. */
  public static final Snapshot NOTHING = new Snapshot(0, false, new TreeMap<>());

  /** Copies. */
  public Snapshot {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }
}
