package ai.valeo.erp.tributary.graphql.cache;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Knows what has changed since a moment, where a moment is the number of changes so far. It
 * remembers the entities that changed last; of older moments it knows nothing and says so. Any
 * thread.
 */
public final class ChangeLog {

  private static final int REMEMBERED = 20_000;

  private final int remembered;
  private final Map<String, Long> entities = new LinkedHashMap<>(); // guarded by this, oldest first
  private final Map<String, Long> types = new HashMap<>(); // guarded by this
  private long now; // guarded by this
  private long horizon; // guarded by this

  /** A log in which nothing has changed yet. */
  public ChangeLog() {
    this(REMEMBERED);
  }

  ChangeLog(int remembered) {
    this.remembered = remembered;
  }

  /** The moment. */
  public synchronized long now() {
    return now;
  }

  /** An entity is another from now on: whoever reads it sees so already. */
  public synchronized void changed(String type, String id) {
    now++;
    types.put(type, now);
    String entity = type + ':' + id;
    entities.remove(entity); // so that it is the newest again
    entities.put(entity, now);
    if (entities.size() > remembered) {
      var oldest = entities.entrySet().iterator();
      horizon = oldest.next().getValue();
      oldest.remove();
    }
  }

  /** Anything may be another from now on. */
  public synchronized void everythingChanged() {
    horizon = ++now;
    entities.clear();
  }

  /**
   * Whether what was read from a moment on is still so.
   *
   * @param tags {@code Type:id} for an entity, {@code Type} for all of a type
   */
  public synchronized boolean isUnchanged(Collection<String> tags, long since) {
    if (since < horizon) {
      return false;
    }
    for (String tag : tags) {
      Long changed = tag.indexOf(':') < 0 ? types.get(tag) : entities.get(tag);
      if (changed != null && changed > since) {
        return false;
      }
    }
    return true;
  }
}
