package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.Contender;
import ai.valeo.erp.tributary.schemas.avro.Decision;
import ai.valeo.erp.tributary.schemas.avro.EdgeNodeStatus;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.Stamp;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.serde.ValueConversion;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** From Avro records to what the rest of the module knows. */
final class RecordViews {

  private RecordViews() {}

  static OutcomeView outcome(Outcome outcome) {
    String type = outcome.getEntityType();
    return new OutcomeView(
        outcome.getMutationId(),
        outcome.getEdgeNodeId(),
        outcome.getSequence(),
        type,
        outcome.getEntityId(),
        outcome.getState().name(),
        outcome.getReason(),
        outcome.getMessage(),
        outcome.getVersion(),
        outcome.getDecisions().stream().map(decision -> decision(type, decision)).toList(),
        outcome.getBatch(),
        outcome.getPolicyVersion(),
        outcome.getDecidedAtMs().toEpochMilli());
  }

  static ConflictView conflict(Conflict conflict) {
    String type = conflict.getEntityType();
    return new ConflictView(
        conflict.getId(),
        type,
        conflict.getEntityId(),
        conflict.getKind(),
        conflict.getState().name(),
        conflict.getMutationId(),
        conflict.getEdgeNodeId(),
        conflict.getContenders().stream().map(contender -> contender(type, contender)).toList(),
        conflict.getVersion(),
        conflict.getResolvedBy(),
        conflict.getReason(),
        conflict.getDetectedAtMs().toEpochMilli(),
        conflict.getBatch(),
        conflict.getPolicyVersion());
  }

  static EdgeNodeView edgeNode(EdgeNodeStatus status) {
    return new EdgeNodeView(
        status.getEdgeNodeId(),
        status.getLocation(),
        status.getState().name(),
        status.getVersion(),
        status.getSchemaVersion(),
        new EdgeNodeView.Counts(
            status.getPending(),
            status.getFailed(),
            status.getConflicts(),
            status.getLastSequence()),
        new EdgeNodeView.Machine(
            status.getCpuLoad(), status.getMemoryUsedBytes(), status.getDiskFreeBytes()),
        status.getSentAtMs().toEpochMilli());
  }

  private static DecisionView decision(String type, Decision decision) {
    return new DecisionView(
        type,
        decision.getAttribute(),
        decision.getResult(),
        decision.getStrategy(),
        decision.getConcurrent(),
        stamp(decision.getAgainst()),
        ValueConversion.fromUnion(decision.getLost()),
        decision.getNote());
  }

  private static ContenderView contender(String type, Contender contender) {
    return new ContenderView(
        type,
        contender.getAttribute(),
        contender.getStrategy(),
        ValueConversion.fromUnion(contender.getPresent()),
        stamp(contender.getPresentStamp()),
        ValueConversion.fromUnion(contender.getOffered()),
        contender.getOfferedOperator().name(),
        ValueConversion.fromUnion(contender.getResult()),
        Arrays.stream(contender.getWinner().split(",", -1)).filter(id -> !id.isEmpty()).toList());
  }

  private static @Nullable StampView stamp(@Nullable Stamp stamp) {
    return stamp == null
        ? null
        : new StampView(
            stamp.getVersion(),
            new Hlc(stamp.getHlcMs().toEpochMilli(), stamp.getHlcCounter()),
            stamp.getEdgeNodeId(),
            stamp.getMutationId(),
            stamp.getPriority());
  }
}
