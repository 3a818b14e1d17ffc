package ai.valeo.erp.tributary.edge.feedback;

import ai.valeo.erp.tributary.edge.core.FeedState;
import ai.valeo.erp.tributary.edge.core.FeedState.Mode;
import ai.valeo.erp.tributary.edge.core.Interest;
import ai.valeo.erp.tributary.edge.core.Scope;
import ai.valeo.erp.tributary.edge.outbox.Sweep;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.PositionTable.Partition;
import ai.valeo.erp.tributary.edge.store.Transaction;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the store to the scope the node is configured with, without a network: what is no longer
 * kept is removed, what is kept from now on is marked to be read. Own mutations stay untouched. A
 * kill at any point is made good by the next opening.
 */
public final class ScopeChange {

  private static final Logger log = LoggerFactory.getLogger(ScopeChange.class);

  private final EdgeStore store;
  private final Sweep sweep;
  private final Map<String, Wish> wishes = new TreeMap<>();

  /** What a type is to be. */
  private record Wish(String topic, Interest interest) {}

  public ScopeChange(EdgeStore store, Scope scope, List<EntityType> types, Topics topics) {
    this.store = store;
    this.sweep = new Sweep(store);
    for (EntityType type : types) {
      if (scope.covers(type.name())) {
        wishes.put(type.name(), new Wish(topics.entities(type), scope.interest(type.name())));
      }
    }
  }

  /** Does it; returns at once when nothing has changed. */
  public void apply() {
    trimWhatIsLeft(Mode.LEAVING);
    Set<String> changed = store.write(this::change);
    changed.forEach(type ->
        log.atInfo().addKeyValue("entityType", type).log("The scope of an entity type changed"));
    trimWhatIsLeft(null);
  }

  private void trimWhatIsLeft(@Nullable Mode mode) {
    Set<String> untrimmed =
        store.read(tables ->
            tables.feeds().all().entrySet().stream()
                .filter(entry -> mode == null || entry.getValue().mode() == mode)
                .filter(entry -> !entry.getValue().trimmed())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()));
    untrimmed.forEach(sweep::trim);
  }

  private Set<String> change(Transaction transaction) {
    Map<String, FeedState> states = transaction.feeds().all();
    var all = new TreeSet<>(states.keySet());
    all.addAll(wishes.keySet());
    var changed = new TreeSet<String>();
    for (String type : all) {
      FeedState state = states.get(type);
      FeedState next = next(transaction, state, wishes.get(type));
      if (next != null && !next.equals(state)) {
        transaction.feeds().put(type, next);
        restart(transaction, type, next);
        if (state != null) {
          changed.add(type);
        }
      }
    }
    return changed;
  }

  private static @Nullable FeedState next(
      Transaction transaction, @Nullable FeedState state, @Nullable Wish wish) {
    if (state == null) {
      return wish == null ? null : entered(transaction, wish);
    }
    if (wish == null) {
      return new FeedState(state.topic(), state.known(), state.wanted(), Mode.LEAVING, false);
    }
    if (!state.topic().equals(wish.topic())) {
      return new FeedState(wish.topic(), wish.interest(), wish.interest(), Mode.DUE, false);
    }
    return state.wanted().equals(wish.interest()) ? state : changed(state, wish.interest());
  }

  /** Positions without a state are those of a store of former times. */
  private static FeedState entered(Transaction transaction, Wish wish) {
    boolean wasRead =
        transaction.positions().all().keySet().stream()
            .map(Partition::topic)
            .anyMatch(wish.topic()::equals);
    Mode mode = wasRead ? Mode.DUE : Mode.FOLLOWING;
    return new FeedState(wish.topic(), wish.interest(), wish.interest(), mode, !wasRead);
  }

  private static FeedState changed(FeedState state, Interest wanted) {
    Interest known = state.known().and(wanted);
    boolean isSwept =
        switch (state.mode()) {
          case DUE, SWEEPING, CLEANING -> true;
          case FOLLOWING, WIDENING, LEAVING -> false;
        };
    if (isSwept) {
      return new FeedState(state.topic(), known, wanted, Mode.DUE, false);
    }
    Mode mode = wanted.isWithin(state.known()) ? Mode.FOLLOWING : Mode.WIDENING;
    return new FeedState(state.topic(), known, wanted, mode, false);
  }

  private static void restart(Transaction transaction, String type, FeedState state) {
    switch (state.mode()) {
      case FOLLOWING -> goOnWhereItWas(transaction, state.topic());
      case WIDENING -> readAgain(transaction, state.topic());
      case LEAVING -> {
        transaction.positions().forget(state.topic());
        transaction.feeds().endRereads(state.topic());
        transaction.feeds().forgetSeen(type);
      }
      case DUE, SWEEPING, CLEANING -> {} // begun when there is a connection
    }
  }

  /** What was being read again is not wanted any more. */
  private static void goOnWhereItWas(Transaction transaction, String topic) {
    of(topic, transaction.feeds().rereads()).forEach(transaction.positions()::put);
    transaction.feeds().endRereads(topic);
  }

  private static void readAgain(Transaction transaction, String topic) {
    Map<Partition, Long> places = of(topic, transaction.positions().all());
    Map<Partition, Long> until = of(topic, transaction.feeds().rereads());
    places.forEach((partition, place) -> until.merge(partition, place, Math::max));
    until.forEach(transaction.feeds()::reread);
    transaction.positions().forget(topic);
  }

  private static Map<Partition, Long> of(String topic, Map<Partition, Long> places) {
    return places.entrySet().stream()
        .filter(entry -> entry.getKey().topic().equals(topic))
        .collect(
            Collectors.toMap(Map.Entry::getKey, entry -> Objects.requireNonNull(entry.getValue())));
  }
}
