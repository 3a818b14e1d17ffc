package ai.valeo.erp.tributary.edge.outbox;

import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.Answer.Verdict;
import ai.valeo.erp.tributary.edge.core.Attention;
import ai.valeo.erp.tributary.edge.core.FeedItem;
import ai.valeo.erp.tributary.edge.core.Flight;
import ai.valeo.erp.tributary.edge.core.LocalReason;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.PublishNumber;
import ai.valeo.erp.tributary.edge.core.Scope;
import ai.valeo.erp.tributary.edge.core.Shadow;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.PositionTable.Partition;
import ai.valeo.erp.tributary.edge.store.Transaction;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings what the centre has told into the store: ends mutations, refreshes bases, moves the feed
 * positions, all in one transaction, so that each item has its effect exactly once.
 *
 * <p>Threading: any thread, one at a time.
 */
public final class Settlement {

  private final EdgeStore store;
  private final Scope scope;
  private final InstantSource clock;

  public Settlement(EdgeStore store, Scope scope, InstantSource clock) {
    this.store = store;
    this.scope = scope;
    this.clock = clock;
  }

  /**
   * What a batch has done.
   *
   * @param answers the answers that had an effect, in order
   * @param ignored answers to mutations that are not waiting for one
   * @param changed the entities whose state here has changed
   */
  public record Settled(List<Answer> answers, int ignored, Set<EntityKey> changed) {}

  /** Settles a batch, in its order, and stores the positions behind it. */
  public Settled settle(List<FeedItem> items, Map<Partition, Long> positions) {
    return store.write(transaction -> {
      var batch = new Batch(transaction);
      for (FeedItem item : items) {
        switch (item) {
          case FeedItem.Answered(Answer answer, boolean raised) -> batch.answered(answer, raised);
          case FeedItem.Received received -> batch.received(received);
        }
      }
      for (var position : positions.entrySet()) {
        transaction.positions().put(position.getKey(), position.getValue());
      }
      return batch.finish();
    });
  }

  /** The entities touched by one batch: read once, written once. */
  private final class Batch {

    private final Transaction transaction;
    private final Map<EntityKey, Shadow> before = new LinkedHashMap<>();
    private final Map<EntityKey, Shadow> after = new LinkedHashMap<>();
    private final List<Answer> answers = new ArrayList<>();
    private int ignored;

    Batch(Transaction transaction) {
      this.transaction = transaction;
    }

    void received(FeedItem.Received item) {
      transaction.see(item.seen());
      EntityKey key = item.key();
      Shadow shadow = shadow(key);
      if (scope.includes(key.entityType(), item.base().values())) {
        after.put(key, shadow.received(item.base()));
      } else if (isOwn(key, shadow)) {
        after.put(key, shadow.received(item.base()));
      } else {
        boolean keepsTombstone = item.base().deleted() && shadow.base() != null;
        after.put(
            key,
            keepsTombstone
                ? shadow.received(item.base())
                : new Shadow(null, null, shadow.flights()));
      }
    }

    /** Entities with own mutations under way are kept, whatever the scope says. */
    private boolean isOwn(EntityKey key, Shadow shadow) {
      return !shadow.flights().isEmpty() || transaction.outbox().contains(key);
    }

    void answered(Answer answer, boolean raised) {
      Shadow shadow = shadow(answer.key());
      Flight flight = openFlight(shadow, answer);
      if (flight == null) {
        endConflict(answer);
        doubtIfAhead(answer);
        return;
      }
      Verdict verdict = answer.verdict();
      if (verdict.state() == MutationState.APPLIED) {
        transaction.settled().putSent(answer.sequence(), verdict, transaction.steadyMs());
      } else {
        putAttention(answer);
      }
      after.put(
          answer.key(), shadow.answered(answer.mutationId(), expected(answer, raised, shadow)));
      answers.add(answer);
    }

    /**
     * Of a type this node does not read, no record will come to wait for. Nor may one of an entity
     * it does not have: where the mutation made none, it may have passed as out of scope before.
     */
    private Verdict expected(Answer answer, boolean raised, Shadow shadow) {
      Verdict verdict = answer.verdict();
      boolean comes = raised || shadow.base() != null || shadow.held() != null;
      return comes && scope.covers(answer.key().entityType())
          ? verdict
          : new Verdict(verdict.state(), verdict.code(), verdict.message(), 0);
    }

    private void putAttention(Answer answer) {
      putFailed(transaction, answer.sequence(), answer.verdict(), clock.millis());
    }

    /** A conflict ends, and the centre's word replaces what the node has only supposed. */
    private static boolean canChange(Verdict present, Verdict later) {
      return present.isFinal() ? LocalReason.isSupposed(present.code()) : later.isFinal();
    }

    /** The later, final answer to a mutation that waited for a person. */
    private void endConflict(Answer answer) {
      var waiting = transaction.attention().get(answer.mutationId()).orElse(null);
      if (waiting == null || !canChange(waiting.verdict(), answer.verdict())) {
        ignored++;
        return;
      }
      if (answer.verdict().state() == MutationState.APPLIED) {
        transaction
            .settled()
            .putAttended(answer.mutationId(), answer.verdict(), transaction.steadyMs());
        transaction.attention().remove(answer.mutationId());
      } else {
        transaction
            .attention()
            .put(
                new Attention(
                    waiting.mutation(),
                    waiting.sequence(),
                    answer.verdict(),
                    clock.millis(),
                    waiting.retryOf()));
      }
      answers.add(answer);
    }

    /** An answer to something this store has never sent: it is older than what was sent. */
    private void doubtIfAhead(Answer answer) {
      long last = transaction.node().sequence();
      boolean sameName =
          answer.sequence() > 0
              && PublishNumber.of(answer.sequence()).start() == PublishNumber.of(last).start();
      boolean isAhead =
          answer.sequence() > last
              || transaction
                  .outbox()
                  .sent(answer.sequence())
                  .filter(entry -> !entry.mutation().id().equals(answer.mutationId()))
                  .isPresent();
      if (sameName && isAhead) {
        transaction.lineage().doubt("an answer came to a mutation that this store has not sent");
      }
    }

    Settled finish() {
      var changed = new LinkedHashSet<EntityKey>();
      for (var entry : after.entrySet()) {
        Shadow old = before.get(entry.getKey());
        if (old != null && !old.equals(entry.getValue())) {
          transaction.replace(entry.getKey(), old, entry.getValue());
          changed.add(entry.getKey());
        }
      }
      return new Settled(List.copyOf(answers), ignored, changed);
    }

    private Shadow shadow(EntityKey key) {
      Shadow known = after.get(key);
      if (known == null) {
        known = transaction.shadow(key);
        before.put(key, known);
        after.put(key, known);
      }
      return known;
    }
  }

  /** Puts a sent mutation where somebody will look at it. */
  static void putFailed(Transaction transaction, long sequence, Verdict verdict, long nowMs) {
    var entry = transaction.outbox().sent(sequence).orElseThrow();
    transaction
        .attention()
        .put(new Attention(entry.mutation(), sequence, verdict, nowMs, entry.delivery().retryOf()));
  }

  private static @Nullable Flight openFlight(Shadow shadow, Answer answer) {
    for (Flight flight : shadow.flights()) {
      if (flight.sequence() == answer.sequence()
          && flight.id().equals(answer.mutationId())
          && flight.phase() != Flight.Phase.ANSWERED) {
        return flight;
      }
    }
    return null;
  }
}
