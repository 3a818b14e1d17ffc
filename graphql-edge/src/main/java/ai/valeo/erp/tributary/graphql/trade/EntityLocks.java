package ai.valeo.erp.tributary.graphql.trade;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Lets one request at a time look at an entity and change it, so that two that take the last piece
 * do not both see it. Any thread.
 */
public final class EntityLocks {

  private static final int STRIPES = 64;

  private final Object[] locks = new Object[STRIPES];

  /** None is held. */
  public EntityLocks() {
    Arrays.setAll(locks, i -> new Object());
  }

  /** Does the work while nobody else works at the entity. */
  public <T> T with(EntityKey key, Supplier<T> work) {
    synchronized (locks[Math.floorMod(key.hashCode(), STRIPES)]) {
      return work.get();
    }
  }
}
