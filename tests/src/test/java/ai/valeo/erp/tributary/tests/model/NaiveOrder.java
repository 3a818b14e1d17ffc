package ai.valeo.erp.tributary.tests.model;

import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Rule R10 as one would do it by hand: take the most urgent mutation that is left, and before it
 * what its node did to the same entity earlier. Slow, and shares nothing with the core.
 *
 * @param types the entity types
 * @param closedAtMs broker time at which the window closes
 * @param maxWaitMs wait after which a mutation goes first
 */
record NaiveOrder(Map<String, EntityType> types, long closedAtMs, long maxWaitMs) {

  List<Received> sort(List<Received> window) {
    var left = new ArrayList<>(window);
    var sorted = new ArrayList<Received>();
    while (!left.isEmpty()) {
      Received first = left.stream().min(urgency()).orElseThrow();
      List<Received> together =
          left.stream()
              .filter(other -> isSameChain(other, first))
              .filter(other -> chainOrder().compare(other, first) <= 0)
              .sorted(chainOrder())
              .toList();
      sorted.addAll(together);
      left.removeAll(together);
    }
    return sorted;
  }

  private Comparator<Received> urgency() {
    return Comparator.comparing((Received one) -> !hasWaitedTooLong(one))
        .thenComparing(one -> -priority(one))
        .thenComparing(clock());
  }

  private boolean hasWaitedTooLong(Received one) {
    return closedAtMs - one.recordTimeMs() > maxWaitMs;
  }

  /** The seed's: by type, by operation, by age. */
  private int priority(Received one) {
    MutationFacts mutation = one.mutation();
    EntityType type = types.get(mutation.entityType());
    Duration age = Duration.ofMillis(one.recordTimeMs() - mutation.hlcMs());
    int points = mutation.priority();
    points +=
        switch (type.criticality()) {
          case CRITICAL -> 3;
          case IMPORTANT -> 1;
          case NORMAL -> 0;
        };
    points +=
        switch (mutation.operation()) {
          case DELETE -> 2;
          case CREATE -> 1;
          case UPDATE -> 0;
        };
    if (age.compareTo(Duration.ofMinutes(60)) > 0) {
      return points + 2;
    }
    return age.compareTo(Duration.ofMinutes(15)) > 0 ? points + 1 : points;
  }

  private static boolean isSameChain(Received one, Received other) {
    return one.mutation().edgeNode().equals(other.mutation().edgeNode())
        && one.mutation().key().equals(other.mutation().key());
  }

  private static Comparator<Received> chainOrder() {
    return Comparator.comparing((Received one) -> one.mutation().sequence())
        .thenComparing(clock())
        .thenComparing(Received::offset);
  }

  private static Comparator<Received> clock() {
    return Comparator.comparing((Received one) -> one.mutation().hlc())
        .thenComparing(one -> one.mutation().edgeNode())
        .thenComparing(one -> one.mutation().id());
  }
}
