package ai.valeo.erp.tributary.tests.fault.check;

import ai.valeo.erp.tributary.schemas.avro.AttributeChange;
import ai.valeo.erp.tributary.schemas.avro.ChangeOperator;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which applied mutations make up the stock: of each item the latest count by the nodes' clocks and
 * every movement after it. What came before a count is contained in it.
 */
final class Bookings {

  private static final String QUANTITY = "quantity";

  private static final Comparator<Mutation> BY_CLOCK =
      Comparator.comparing(Mutation::getHlcMs)
          .thenComparing(Mutation::getHlcCounter)
          .thenComparing(Mutation::getEdgeNodeId)
          .thenComparing(Mutation::getId);

  private Bookings() {}

  /** Ids of the mutations whose quantity counts. */
  static Set<String> counted(Contents contents) {
    Set<String> applied = applied(contents);
    Map<String, List<Mutation>> byEntity = new HashMap<>();
    for (Mutation mutation : contents.mutations()) {
      if (applied.remove(mutation.getId()) && change(mutation) != null) {
        String key = mutation.getEntityType() + ':' + mutation.getEntityId();
        byEntity.computeIfAbsent(key, none -> new ArrayList<>()).add(mutation);
      }
    }
    var counted = new HashSet<String>();
    byEntity.values().forEach(mutations -> counted.addAll(sinceLastCount(mutations)));
    return counted;
  }

  /** What a mutation books; 0 if nothing. */
  static long amount(Mutation mutation) {
    AttributeChange change = change(mutation);
    return change != null && change.getValue() instanceof Long amount ? amount : 0;
  }

  private static List<String> sinceLastCount(List<Mutation> mutations) {
    var ids = new ArrayList<String>();
    for (Mutation mutation : mutations.stream().sorted(BY_CLOCK).toList()) {
      if (change(mutation).getOperator() == ChangeOperator.SET) {
        ids.clear();
      }
      ids.add(mutation.getId());
    }
    return ids;
  }

  private static AttributeChange change(Mutation mutation) {
    return mutation.getChanges().stream()
        .filter(one -> one.getAttribute().equals(QUANTITY))
        .findFirst()
        .orElse(null);
  }

  private static Set<String> applied(Contents contents) {
    var applied = new HashSet<String>();
    for (Outcome outcome : contents.outcomes()) {
      if (outcome.getState() == OutcomeState.APPLIED) {
        applied.add(outcome.getMutationId());
      }
    }
    return applied;
  }
}
