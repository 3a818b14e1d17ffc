package ai.valeo.erp.tributary.topology.core.ordering;

import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import ai.valeo.erp.tributary.topology.core.intake.TypeLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The order in which the mutations of a window are decided (rule R10): who has waited too long
 * first, then by adjusted priority, then by clock, node and mutation. One node's mutations of one
 * entity stay in their sequence; an urgent one lifts the earlier ones with it.
 */
public final class WindowOrder {

  private WindowOrder() {}

  /**
   * When a wait is too long.
   *
   * @param asOfMs broker time at which the window closes
   * @param maxWaitMs wait after which a mutation goes first
   */
  public record Patience(long asOfMs, long maxWaitMs) {}

  /** Sorts; the answer depends on nothing but the arguments. */
  public static List<Received> sort(List<Received> window, TypeLookup types, Patience patience) {
    return sort(window, Function.identity(), types, patience);
  }

  /**
   * Sorts things that stand for mutations.
   *
   * @param received the mutation of each
   */
  public static <T> List<T> sort(
      List<T> window, Function<? super T, Received> received, TypeLookup types, Patience patience) {
    if (window.size() < 2) {
      return List.copyOf(window);
    }
    var items = new ArrayList<Item<T>>(window.size());
    for (T item : window) {
      items.add(Item.of(item, received.apply(item), types, patience));
    }
    var chains = new Chains<T>(items.size());
    for (int i = 0; i < items.size(); i++) {
      chains.add(items.get(i), i);
    }
    chains.lift();
    items.sort(null);
    var sorted = new ArrayList<T>(items.size());
    for (Item<T> item : items) {
      sorted.add(item.item);
    }
    return sorted;
  }

  /** A mutation while it is sorted. */
  private static final class Item<T> implements Comparable<Item<T>> {
    private final T item;
    private final Received received;
    private final boolean overdue;
    private final int priority;

    /** Whose urgency counts: its own, or that of a later one of its chain. */
    private Item<T> by = this;

    private int chain;
    private int place;

    private Item(T item, Received received, boolean overdue, int priority) {
      this.item = item;
      this.received = received;
      this.overdue = overdue;
      this.priority = priority;
    }

    static <T> Item<T> of(T item, Received received, TypeLookup types, Patience patience) {
      EntityType type = types.type(received.mutation().entityType());
      int priority =
          type == null ? received.mutation().priority() : AdjustedPriority.of(received, type);
      boolean overdue = patience.asOfMs() - received.recordTimeMs() > patience.maxWaitMs();
      return new Item<>(item, received, overdue, priority);
    }

    /** More urgent first. */
    private int compareUrgency(Item<T> other) {
      if (overdue != other.overdue) {
        return overdue ? -1 : 1;
      }
      int byPriority = Integer.compare(other.priority, priority);
      return byPriority != 0
          ? byPriority
          : compareByClock(received.mutation(), other.received.mutation());
    }

    private boolean isOfChain(Item<T> other) {
      MutationFacts own = received.mutation();
      MutationFacts its = other.received.mutation();
      return own.entityId().equals(its.entityId())
          && own.edgeNode().equals(its.edgeNode())
          && own.entityType().equals(its.entityType());
    }

    @Override
    public int compareTo(Item<T> other) {
      int byUrgency = by == other.by ? 0 : by.compareUrgency(other.by);
      if (byUrgency != 0) {
        return byUrgency;
      }
      int byPlace = Integer.compare(place, other.place);
      return byPlace != 0 ? byPlace : Integer.compare(chain, other.chain);
    }
  }

  /**
   * The chains of a window: one node's mutations of one entity. Only looked up by hash, never
   * iterated in its order. Nearly all hold one mutation.
   */
  private static final class Chains<T> {
    private final Map<Integer, List<Item<T>>> longer = new TreeMap<>();
    private final @Nullable Item<T>[] first;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    Chains(int size) {
      first = new Item[Integer.highestOneBit(Math.max(1, size)) * 4];
    }

    void add(Item<T> item, int number) {
      int slot = slotOf(item);
      Item<T> head = first[slot];
      if (head == null) {
        item.chain = number;
        first[slot] = item;
        return;
      }
      item.chain = head.chain;
      longer.computeIfAbsent(head.chain, chain -> new ArrayList<>(List.of(head))).add(item);
    }

    private int slotOf(Item<T> item) {
      MutationFacts mutation = item.received.mutation();
      int hash = 31 * mutation.entityId().hashCode() + mutation.edgeNode().hashCode();
      int slot = (hash ^ (hash >>> 15)) & (first.length - 1);
      Item<T> there = first[slot];
      while (there != null && !there.isOfChain(item)) {
        slot = (slot + 1) & (first.length - 1);
        there = first[slot];
      }
      return slot;
    }

    /** Gives each mutation its place in its chain and the urgency of the most urgent behind it. */
    void lift() {
      for (List<Item<T>> chain : longer.values()) {
        chain.sort((left, right) -> compareInChain(left.received, right.received));
        Item<T> best = chain.get(chain.size() - 1);
        for (int place = chain.size() - 1; place >= 0; place--) {
          Item<T> item = chain.get(place);
          if (item.compareUrgency(best) <= 0) {
            best = item;
          }
          item.by = best;
          item.place = place;
        }
      }
    }
  }

  /** By sequence; mutations without one, by clock. */
  private static int compareInChain(Received left, Received right) {
    int bySequence = Long.compare(left.mutation().sequence(), right.mutation().sequence());
    if (bySequence != 0) {
      return bySequence;
    }
    int byClock = compareByClock(left.mutation(), right.mutation());
    return byClock != 0 ? byClock : Long.compare(left.offset(), right.offset());
  }

  private static int compareByClock(MutationFacts left, MutationFacts right) {
    int byWall = Long.compare(left.hlcMs(), right.hlcMs());
    if (byWall != 0) {
      return byWall;
    }
    int byCounter = Integer.compare(left.hlcCounter(), right.hlcCounter());
    if (byCounter != 0) {
      return byCounter;
    }
    int byNode = left.edgeNode().compareTo(right.edgeNode());
    return byNode != 0 ? byNode : left.id().compareTo(right.id());
  }
}
