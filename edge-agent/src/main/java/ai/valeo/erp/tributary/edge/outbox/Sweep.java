package ai.valeo.erp.tributary.edge.outbox;

import ai.valeo.erp.tributary.edge.core.Base;
import ai.valeo.erp.tributary.edge.core.FeedState;
import ai.valeo.erp.tributary.edge.core.Shadow;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.Transaction;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Removes entities in pieces while the node works: those the node no longer keeps, and those that a
 * sweep has not found at the centre any more. Own mutations under way are never touched. Each piece
 * is a transaction; after a kill it begins anew and finds what is left.
 *
 * <p>Threading: one thread at a time for a type.
 */
public final class Sweep {

  private static final int PIECE = 1_000;

  private final EdgeStore store;

  public Sweep(EdgeStore store) {
    this.store = store;
  }

  /** What a piece did, and where the next one begins; none = that was all. */
  public record Piece(Set<EntityKey> changed, @Nullable String next) {}

  /** Removes what a type's state does not want, or all of a type that is being left. */
  public void trim(String type) {
    String after = null;
    do {
      String from = after;
      after = store.write(transaction -> trim(transaction, type, from)).next();
    } while (after != null);
  }

  private static Piece trim(Transaction transaction, String type, @Nullable String after) {
    FeedState state = transaction.feeds().all().get(type);
    if (state == null) {
      return new Piece(Set.of(), null);
    }
    boolean leaves = state.mode() == FeedState.Mode.LEAVING;
    var changed = new LinkedHashSet<EntityKey>();
    List<EntityKey> keys = transaction.feeds().stored(type, after, PIECE);
    for (EntityKey key : keys) {
      Base base = transaction.bases().get(key);
      boolean isKept =
          base != null && !leaves && (base.deleted() || state.wanted().includes(base.values()));
      if (!isKept && !transaction.outbox().contains(key)) {
        transaction.replace(key, transaction.shadow(key), Shadow.NONE);
        changed.add(key);
      }
    }
    if (keys.size() == PIECE) {
      return new Piece(changed, keys.getLast().entityId());
    }
    if (leaves) {
      transaction.feeds().remove(type);
    } else {
      transaction.feeds().put(type, state.asTrimmed());
    }
    return new Piece(changed, null);
  }

  /** Ends a sweep: removes what it has not found, and takes what turned out to be another life. */
  public Piece clean(String type, @Nullable String after) {
    return store.write(transaction -> {
      FeedState state = transaction.feeds().all().get(type);
      if (state == null || state.mode() != FeedState.Mode.CLEANING) {
        return new Piece(Set.of(), null);
      }
      var changed = new LinkedHashSet<EntityKey>();
      List<EntityKey> keys = transaction.feeds().stored(type, after, PIECE);
      for (EntityKey key : keys) {
        if (clean(transaction, key)) {
          changed.add(key);
        }
      }
      if (keys.size() == PIECE) {
        return new Piece(changed, keys.getLast().entityId());
      }
      transaction.feeds().forgetSeen(type);
      transaction.feeds().put(type, state.done());
      return new Piece(changed, null);
    });
  }

  private static boolean clean(Transaction transaction, EntityKey key) {
    Base older = transaction.feeds().older(key);
    boolean isSeen = transaction.feeds().isSeen(key);
    if (isSeen && older == null) {
      return false;
    }
    Shadow before = transaction.shadow(key);
    Shadow after = ended(before, isSeen ? older : null, transaction.outbox().contains(key));
    if (after.equals(before)) {
      return false;
    }
    transaction.replace(key, before, after);
    transaction.feeds().older().put(key, null);
    return true;
  }

  private static Shadow ended(Shadow before, @Nullable Base instead, boolean own) {
    if (instead != null && (own || !instead.deleted())) {
      return before.restarted(instead);
    }
    Base newest = before.newest();
    if (!own || newest == null) {
      return Shadow.NONE;
    }
    return newest.deleted()
        ? before
        : before.restarted(Base.tombstone(newest.version(), newest.hlc(), newest.updatedBy()));
  }
}
