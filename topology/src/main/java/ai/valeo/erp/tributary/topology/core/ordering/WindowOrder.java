package ai.valeo.erp.tributary.topology.core.ordering;

import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import ai.valeo.erp.tributary.topology.core.intake.TypeLookup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  /** Place of a mutation in the order, by itself or lifted by a later one of its chain. */
  private record Key(boolean overdue, int priority, Received by) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      if (overdue != other.overdue) {
        return overdue ? -1 : 1;
      }
      int byPriority = Integer.compare(other.priority, priority);
      return byPriority != 0 ? byPriority : compareByClock(by.mutation(), other.by.mutation());
    }
  }

  /** One node's mutations of one entity. */
  private record Chain(String edgeNode, String entityType, String entityId) {}

  private record Keyed(Key key, int place, Received received) {}

  /** Sorts; the answer depends on nothing but the arguments. */
  public static List<Received> sort(List<Received> window, TypeLookup types, Patience patience) {
    if (window.size() < 2) {
      return List.copyOf(window);
    }
    var keyed = new ArrayList<Keyed>(window.size());
    for (List<Received> chain : chains(window)) {
      lift(chain, types, patience, keyed);
    }
    keyed.sort(Comparator.comparing(Keyed::key).thenComparingInt(Keyed::place));
    var sorted = new ArrayList<Received>(keyed.size());
    for (Keyed one : keyed) {
      sorted.add(one.received());
    }
    return sorted;
  }

  /** Only looked up, never iterated in hash order. */
  private static List<List<Received>> chains(List<Received> window) {
    Map<Chain, List<Received>> byChain = HashMap.newHashMap(window.size());
    var chains = new ArrayList<List<Received>>(window.size());
    for (Received received : window) {
      MutationFacts mutation = received.mutation();
      var name = new Chain(mutation.edgeNode(), mutation.entityType(), mutation.entityId());
      List<Received> chain = byChain.get(name);
      if (chain == null) {
        chain = new ArrayList<>(1);
        byChain.put(name, chain);
        chains.add(chain);
      }
      chain.add(received);
    }
    return chains;
  }

  private static void lift(
      List<Received> chain, TypeLookup types, Patience patience, List<Keyed> keyed) {
    if (chain.size() > 1) {
      chain.sort(WindowOrder::compareInChain);
    }
    Key best = null;
    for (int place = chain.size() - 1; place >= 0; place--) {
      Received received = chain.get(place);
      Key own = key(received, types, patience);
      if (best == null || own.compareTo(best) <= 0) {
        best = own;
      }
      keyed.add(new Keyed(best, place, received));
    }
  }

  private static Key key(Received received, TypeLookup types, Patience patience) {
    EntityType type = types.type(received.mutation().entityType());
    int priority =
        type == null ? received.mutation().priority() : AdjustedPriority.of(received, type);
    boolean overdue = patience.asOfMs() - received.recordTimeMs() > patience.maxWaitMs();
    return new Key(overdue, priority, received);
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
