package ai.valeo.erp.tributary.edge.feedback;

import ai.valeo.erp.tributary.edge.core.Overruling;
import ai.valeo.erp.tributary.edge.core.Overruling.Opponent;
import ai.valeo.erp.tributary.schemas.avro.Decision;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.Stamp;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.serde.ValueConversion;
import java.util.List;
import java.util.Set;

/** Where an outcome says that a mutation's wish did not simply hold. */
final class Overrulings {

  private static final Set<String> RESULTS =
      Set.of("KEPT", "SUPERSEDED", "ESCALATED", "CLAMPED", "BACKORDERED");

  /** Most of one mutation; it has no more attributes than that either. */
  private static final int MOST = 100;

  private Overrulings() {}

  static List<Overruling> of(Outcome outcome) {
    return outcome.getDecisions().stream()
        .filter(decision -> RESULTS.contains(decision.getResult()))
        .limit(MOST)
        .map(Overrulings::of)
        .toList();
  }

  private static Overruling of(Decision decision) {
    Stamp stamp = decision.getAgainst();
    return new Overruling(
        decision.getAttribute(),
        decision.getResult(),
        decision.getStrategy(),
        stamp == null || stamp.getMutationId().isEmpty()
            ? null
            : new Opponent(
                stamp.getEdgeNodeId(),
                stamp.getHlcMs().toEpochMilli(),
                new MutationId(stamp.getMutationId())),
        ValueConversion.fromUnion(decision.getLost()));
  }
}
