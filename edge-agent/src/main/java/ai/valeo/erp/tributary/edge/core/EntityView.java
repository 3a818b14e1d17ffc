package ai.valeo.erp.tributary.edge.core;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An entity as the app sees it: what the centre has sent and the node's own changes on top.
 *
 * @param key the entity
 * @param values its attributes; absent ones are not in the map
 * @param baseVersion the version last received; 0 = none
 * @param pending own changes the centre's record does not contain yet
 * @param changedAtMs when it was last changed, here or by what the centre has sent, by the clock of
 *     the node that changed it; milliseconds since 1970 UTC
 * @param syncState its state relative to the centre
 */
public record EntityView(
    EntityKey key,
    SortedMap<String, Value> values,
    long baseVersion,
    int pending,
    long changedAtMs,
    SyncState syncState) {

  /** Copies. */
  public EntityView {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** The value of an attribute, or none. */
  public @Nullable Value value(String attribute) {
    return values.get(attribute);
  }
}
