package ai.valeo.erp.tributary.edge.outbox;

import ai.valeo.erp.tributary.edge.core.Attention;
import ai.valeo.erp.tributary.edge.core.Base;
import ai.valeo.erp.tributary.edge.core.CapturedMutation;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.DraftRules;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.Receipt;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult.Captured;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult.Refused;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.IdempotencyTable;
import ai.valeo.erp.tributary.edge.store.Room;
import ai.valeo.erp.tributary.edge.store.Transaction;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes mutations of drafts. What it returns is on the disk.
 *
 * <p>Threading: any thread.
 */
public final class Capture {

  private final EdgeStore store;
  private final Function<String, @Nullable EntityType> types;
  private final InstantSource clock;
  private final Supplier<MutationId> ids;

  public Capture(
      EdgeStore store,
      Function<String, @Nullable EntityType> types,
      InstantSource clock,
      Supplier<MutationId> ids) {
    this.store = store;
    this.types = types;
    this.clock = clock;
    this.ids = ids;
  }

  /** Captures one draft. */
  public CaptureResult capture(Draft draft) {
    return capture(draft, null);
  }

  /**
   * Captures one draft.
   *
   * @param receipt what the client is told, kept under the draft's idempotency key; or none
   */
  public CaptureResult capture(Draft draft, @Nullable Receipt receipt) {
    Refused full = refusedForRoom();
    if (full != null) {
      return full;
    }
    return switch (DraftRules.check(draft, types)) {
      case DraftRules.Sound(Draft sound) ->
          store.write(transaction -> captureIn(transaction, sound, receipt));
      case DraftRules.Unsound(var reason, String message) -> new Refused(reason, message);
    };
  }

  /** Captures all drafts in one transaction, or none. */
  public BatchResult captureAll(List<Draft> drafts) {
    Refused full = refusedForRoom();
    if (full != null) {
      return new BatchResult.NoneCaptured(0, full);
    }
    var sound = new ArrayList<Draft>(drafts.size());
    for (Draft draft : drafts) {
      switch (DraftRules.check(draft, types)) {
        case DraftRules.Sound(Draft good) -> sound.add(good);
        case DraftRules.Unsound(var reason, String message) -> {
          return new BatchResult.NoneCaptured(sound.size(), new Refused(reason, message));
        }
      }
    }
    return store.write(transaction -> {
      var captured = new ArrayList<Captured>(sound.size());
      for (Draft draft : sound) {
        captured.add(captureIn(transaction, draft, null));
      }
      return new BatchResult.AllCaptured(captured);
    });
  }

  /** Said before the disk is full, so that what is there can still be sent and settled. */
  private @Nullable Refused refusedForRoom() {
    Room room = store.room();
    return room.isThere() ? null : new Refused(Reason.NO_ROOM, room.why());
  }

  /** What was captured under a client's idempotency key, if that is still remembered. */
  public Optional<IdempotencyTable.First> first(String idempotencyKey) {
    return store.read(tables -> tables.idempotency().get(idempotencyKey));
  }

  private Captured captureIn(Transaction transaction, Draft draft, @Nullable Receipt receipt) {
    String key = draft.note().idempotencyKey();
    if (key != null) {
      var first = transaction.idempotency().get(key);
      if (first.isPresent()) {
        var known = first.get();
        return new Captured(known.id(), known.key(), known.hlc(), true);
      }
    }
    CapturedMutation mutation = add(transaction, draft, null);
    if (key != null) {
      transaction.idempotency().put(key, mutation, receipt, transaction.steadyMs());
    }
    return new Captured(mutation.id(), draft.key(), mutation.hlc(), false);
  }

  /**
   * Captures the change of a FAILED mutation once more and acknowledges that one; the client's
   * idempotency key stays with the first.
   */
  public RetryResult retry(MutationId failed) {
    Refused full = refusedForRoom();
    if (full != null) {
      return new RetryResult.Refused(full);
    }
    return store.write(transaction -> {
      Attention item = transaction.attention().open(failed).orElse(null);
      if (item == null || item.verdict().state() != MutationState.FAILED) {
        return new RetryResult.NotFailed(failed);
      }
      Draft again = item.mutation().draft().withoutIdempotencyKey();
      return switch (DraftRules.check(again, types)) {
        case DraftRules.Unsound(var reason, String message) ->
            new RetryResult.Refused(new Refused(reason, message));
        case DraftRules.Sound(Draft sound) -> {
          CapturedMutation mutation = add(transaction, sound, failed);
          transaction.settled().putAttended(failed, item.verdict(), transaction.steadyMs());
          transaction.attention().acknowledge(failed);
          yield new RetryResult.Retried(
              failed, new Captured(mutation.id(), sound.key(), mutation.hlc(), false));
        }
      };
    });
  }

  private CapturedMutation add(Transaction transaction, Draft draft, @Nullable MutationId retryOf) {
    long nowMs = clock.millis();
    Base base = transaction.bases().get(draft.key());
    var mutation =
        new CapturedMutation(
            ids.get(), draft, base == null ? 0 : base.version(), transaction.tick(nowMs), nowMs);
    transaction.outbox().add(mutation, retryOf);
    transaction.touch(draft.key());
    return mutation;
  }
}
