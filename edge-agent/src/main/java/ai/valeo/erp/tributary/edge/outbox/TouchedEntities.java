package ai.valeo.erp.tributary.edge.outbox;

import ai.valeo.erp.tributary.edge.core.Shadow;
import ai.valeo.erp.tributary.edge.store.KeyList;
import ai.valeo.erp.tributary.edge.store.Tables.Replacement;
import ai.valeo.erp.tributary.edge.store.Transaction;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The entities that a batch is about: read together at its beginning, written together at its end.
 * Owned by the thread of the transaction.
 */
final class TouchedEntities {

  private final Transaction transaction;
  private final Map<EntityKey, Shadow> before = new LinkedHashMap<>();
  private final Map<EntityKey, Shadow> after = new LinkedHashMap<>();
  private final Set<EntityKey> pending;

  /** Reads what is known of these entities. */
  TouchedEntities(Transaction transaction, Set<EntityKey> keys) {
    this.transaction = transaction;
    KeyList listed = KeyList.of(keys);
    if (transaction.outbox().isEmpty()) { // then nothing is held back either
      transaction
          .bases()
          .all(listed)
          .forEach((key, base) -> before.put(key, new Shadow(base, null, List.of())));
      pending = new HashSet<>();
    } else {
      before.putAll(transaction.shadows(listed));
      pending = transaction.outbox().pending(listed);
    }
    keys.forEach(key -> before.putIfAbsent(key, Shadow.NONE));
  }

  /** What is known of an entity by now. */
  Shadow get(EntityKey key) {
    Shadow now = after.get(key);
    return now == null ? Objects.requireNonNull(before.get(key), "not read") : now;
  }

  void put(EntityKey key, Shadow shadow) {
    after.put(key, shadow);
  }

  /** Whether the entity has own mutations under way, or had some when the batch began. */
  boolean isOwn(EntityKey key) {
    return !Objects.requireNonNull(before.get(key), "not read").flights().isEmpty()
        || isStillOwn(key);
  }

  private boolean isStillOwn(EntityKey key) {
    return !get(key).flights().isEmpty() || pending.contains(key);
  }

  /**
   * Stores what has changed.
   *
   * @param isKept whether an entity is kept of which no own mutation is under way
   * @return the entities that have changed
   */
  Set<EntityKey> write(BiPredicate<EntityKey, Shadow> isKept) {
    var replacements = new ArrayList<Replacement>();
    var changed = new LinkedHashSet<EntityKey>();
    for (var entry : after.entrySet()) {
      EntityKey key = entry.getKey();
      Shadow old = Objects.requireNonNull(before.get(key), "not read");
      Shadow now = entry.getValue();
      if (!old.equals(now)) {
        boolean stays = isKept.test(key, now) || isStillOwn(key);
        replacements.add(new Replacement(key, old, stays ? now : Shadow.NONE));
        changed.add(key);
      }
    }
    transaction.replaceAll(replacements);
    return changed;
  }
}
