package ai.valeo.erp.tributary.topology.store;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The states used last, bounded by the size of their rows: where few entities take most of the
 * changes, most need neither be read nor decoded. One thread.
 */
final class HotEntities {

  private static final int FIRST_CAPACITY = 256;
  private static final float LOAD = 0.75f;

  private record Sized(EntityState state, int rowBytes) {}

  private final Map<EntityKey, Sized> states = new LinkedHashMap<>(FIRST_CAPACITY, LOAD, true);
  private final long mostBytes;
  private long bytes;

  HotEntities(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  @Nullable EntityState get(EntityKey key) {
    Sized known = states.get(key);
    return known == null ? null : known.state();
  }

  void put(EntityState state, int rowBytes) {
    forget(state.key());
    if (rowBytes > mostBytes) {
      return;
    }
    states.put(state.key(), new Sized(state, rowBytes));
    bytes += rowBytes;
    Iterator<Sized> oldest = states.values().iterator();
    while (bytes > mostBytes && oldest.hasNext()) {
      bytes -= oldest.next().rowBytes();
      oldest.remove();
    }
  }

  void forget(EntityKey key) {
    Sized known = states.remove(key);
    if (known != null) {
      bytes -= known.rowBytes();
    }
  }
}
