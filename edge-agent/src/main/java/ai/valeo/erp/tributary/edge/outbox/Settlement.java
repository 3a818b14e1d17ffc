package ai.valeo.erp.tributary.edge.outbox;

import ai.valeo.erp.tributary.edge.core.Admission;
import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.Answer.Verdict;
import ai.valeo.erp.tributary.edge.core.Attention;
import ai.valeo.erp.tributary.edge.core.Base;
import ai.valeo.erp.tributary.edge.core.FeedItem;
import ai.valeo.erp.tributary.edge.core.FeedState;
import ai.valeo.erp.tributary.edge.core.FeedState.Mode;
import ai.valeo.erp.tributary.edge.core.Flight;
import ai.valeo.erp.tributary.edge.core.LocalReason;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.PublishNumber;
import ai.valeo.erp.tributary.edge.core.Scope;
import ai.valeo.erp.tributary.edge.core.Shadow;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.PositionTable.Partition;
import ai.valeo.erp.tributary.edge.store.SettledTable;
import ai.valeo.erp.tributary.edge.store.Transaction;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
  private final Sweep sweep;
  private final Map<String, String> cleaned = new HashMap<>(); // how far, by type

  public Settlement(EdgeStore store, Scope scope, InstantSource clock) {
    this.store = store;
    this.scope = scope;
    this.clock = clock;
    this.sweep = new Sweep(store);
  }

  /**
   * What a batch has done.
   *
   * @param answers the answers that had an effect, in order
   * @param ignored answers to mutations that are not waiting for one
   * @param changed the entities whose state here has changed
   * @param isWhole whether no entity type is read once more
   */
  public record Settled(
      List<Answer> answers, int ignored, Set<EntityKey> changed, boolean isWhole) {}

  /** Whether there is room for entities; answers are always taken, since they make some. */
  public boolean hasRoom() {
    return store.room().isThere();
  }

  /** Settles a batch, in its order, and stores the positions behind it. */
  public Settled settle(List<FeedItem> items, Map<Partition, Long> positions) {
    return store.write(transaction -> {
      var batch = new Batch(transaction, items);
      for (FeedItem item : items) {
        switch (item) {
          case FeedItem.Answered(Answer answer, boolean raised) -> batch.answered(answer, raised);
          case FeedItem.Received received -> batch.received(received);
          case FeedItem.Replayed replayed -> batch.replayed(replayed);
        }
      }
      for (var position : positions.entrySet()) {
        transaction.positions().put(position.getKey(), position.getValue());
        transaction.feeds().reached(position.getKey(), position.getValue());
      }
      return batch.finish();
    });
  }

  /** Forgets what it remembers of a sweep under way; another session goes on. */
  public void resume() {
    cleaned.clear();
  }

  /**
   * Removes some of what sweeps have not found at the centre.
   *
   * @return the entities whose state here has changed; none if no sweep is at its end
   */
  public Optional<Set<EntityKey>> clean() {
    Optional<String> type =
        store.read(tables ->
            tables.feeds().all().entrySet().stream()
                .filter(entry -> entry.getValue().mode() == Mode.CLEANING)
                .map(Map.Entry::getKey)
                .findFirst());
    return type.map(name -> {
      Sweep.Piece piece = sweep.clean(name, cleaned.get(name));
      if (piece.next() == null) {
        cleaned.remove(name);
      } else {
        cleaned.put(name, piece.next());
      }
      return piece.changed();
    });
  }

  /** Whether no entity type is read once more. */
  public boolean isWhole() {
    return store.read(tables -> isWhole(tables.feeds().all()));
  }

  private static boolean isWhole(Map<String, FeedState> states) {
    return states.values().stream()
        .allMatch(state -> state.mode() == Mode.FOLLOWING || state.mode() == Mode.LEAVING);
  }

  /** Notes that everything the centre has written is read. */
  public void caughtUp() {
    store.run(transaction -> {
      transaction.feeds().caughtUp(clock.millis());
      transaction.switches().setReceived(true);
    });
  }

  /** The entities touched by one batch: read once, written once. */
  private final class Batch {

    private final Transaction transaction;
    private final Map<String, FeedState> states;
    private final TouchedEntities entities;
    private final List<SettledTable.Ended> ended = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private int ignored;

    Batch(Transaction transaction, List<FeedItem> items) {
      this.transaction = transaction;
      states = transaction.feeds().all();
      entities =
          new TouchedEntities(
              transaction, items.stream().map(FeedItem::key).collect(Collectors.toSet()));
    }

    void received(FeedItem.Received item) {
      transaction.see(item.seen());
      EntityKey key = item.key();
      Shadow shadow = entities.get(key);
      FeedState state = states.get(key.entityType());
      boolean isNew = state == null || isNew(state.mode(), item, shadow);
      if (isNew) {
        entities.put(key, Admission.following(shadow, item.base(), standing(item.base(), key)));
      }
    }

    /** In a sweep what is here may be of another life of the entity, or gone at the centre. */
    private boolean isNew(Mode mode, FeedItem.Received item, Shadow shadow) {
      if (mode != Mode.SWEEPING && mode != Mode.CLEANING) {
        return true;
      }
      EntityKey key = item.key();
      boolean isCompared = transaction.feeds().isSeen(key) && mode == Mode.CLEANING;
      transaction.feeds().see(key);
      if (isCompared && transaction.feeds().older(key) == null) {
        return true;
      }
      Admission.Age age = Admission.age(shadow, item.base());
      transaction.feeds().older().put(key, age == Admission.Age.OLDER ? older(item) : null);
      return age == Admission.Age.NEWER;
    }

    private Base older(FeedItem.Received item) {
      Base base = item.base();
      return standing(base, item.key()).wanted()
          ? base
          : Base.tombstone(base.version(), base.hlc(), base.updatedBy());
    }

    void replayed(FeedItem.Replayed item) {
      EntityKey key = item.key();
      FeedState state = states.get(key.entityType());
      if (state == null) {
        return;
      }
      Shadow shadow = entities.get(key);
      Base base = shadow.base();
      entities.put(
          key,
          Admission.replayed(
              shadow,
              item.base(),
              standing(item.base(), key),
              state.known().includes(item.base().values()),
              base != null && state.known().includes(base.values())));
    }

    /** Entities with own mutations under way are kept, whatever the scope says. */
    private Admission.Standing standing(Base base, EntityKey key) {
      return new Admission.Standing(
          scope.includes(key.entityType(), base.values()), entities.isOwn(key));
    }

    void answered(Answer answer, boolean raised) {
      Shadow shadow = entities.get(answer.key());
      Flight flight = openFlight(shadow, answer);
      if (flight == null) {
        endConflict(answer);
        doubtIfAhead(answer);
        return;
      }
      Verdict verdict = answer.verdict();
      if (verdict.state() == MutationState.APPLIED) {
        ended.add(new SettledTable.Ended(answer.sequence(), verdict));
      } else {
        putAttention(answer);
      }
      if (!answer.overrulings().isEmpty()) {
        noteOverrulings(answer);
      }
      entities.put(
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

    private void noteOverrulings(Answer answer) {
      transaction
          .overrulings()
          .put(answer.mutationId(), answer.overrulings(), transaction.steadyMs());
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
      noteOverrulings(answer);
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
      transaction.settled().putSent(ended, transaction.steadyMs());
      Set<EntityKey> changed = entities.write(this::isKept);
      return new Settled(List.copyOf(answers), ignored, changed, endReadings());
    }

    /** What was kept for its own mutations only goes when they have ended. */
    private boolean isKept(EntityKey key, Shadow shadow) {
      Base base = shadow.base();
      return base == null || base.deleted() || scope.includes(key.entityType(), base.values());
    }

    private boolean endReadings() {
      for (var entry : states.entrySet()) {
        FeedState state = entry.getValue();
        boolean isEnded =
            (state.mode() == Mode.WIDENING || state.mode() == Mode.SWEEPING)
                && !transaction.feeds().isRereading(state.topic());
        if (isEnded) {
          FeedState next = state.mode() == Mode.WIDENING ? state.done() : state.in(Mode.CLEANING);
          transaction.feeds().put(entry.getKey(), next);
          entry.setValue(next);
        }
      }
      return Settlement.isWhole(states);
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
