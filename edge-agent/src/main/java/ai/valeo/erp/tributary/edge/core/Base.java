package ai.valeo.erp.tributary.edge.core;

import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An entity as last received from the centre.
 *
 * @param version its version
 * @param hlc clock of its last change
 * @param updatedBy the mutation that changed it last; empty if the record does not tell
 * @param deleted whether it is deleted there
 * @param values its attributes; empty if deleted
 */
public record Base(
    long version, Hlc hlc, String updatedBy, boolean deleted, SortedMap<String, Value> values) {

  /** Copies. */
  public Base {
    if (version < 0) {
      throw new IllegalArgumentException("version: " + version + " (expected: 0 or more)");
    }
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** An entity that is deleted at the centre. */
  public static Base tombstone(long version, Hlc hlc, String updatedBy) {
    return new Base(version, hlc, updatedBy, true, Collections.emptySortedMap());
  }
}
