package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.AuditedAttribute;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.Contender;
import ai.valeo.erp.tributary.schemas.avro.Decision;
import ai.valeo.erp.tributary.schemas.avro.EdgeNodeStatus;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.Resolution;
import ai.valeo.erp.tributary.schemas.avro.Stamp;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.serde.ChangeConversion;
import ai.valeo.erp.tributary.schemas.serde.ValueConversion;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** From Avro records to what the rest of the module knows. */
final class RecordViews {

  private RecordViews() {}

  static OutcomeView outcome(Outcome outcome) {
    Whose whose = new Whose(outcome.getEntityType(), outcome.getEntityId());
    return new OutcomeView(
        outcome.getMutationId(),
        outcome.getEdgeNodeId(),
        outcome.getSequence(),
        whose.type,
        whose.id,
        outcome.getState().name(),
        outcome.getReason(),
        outcome.getMessage(),
        outcome.getVersion(),
        outcome.getDecisions().stream().map(decision -> decision(whose, decision)).toList(),
        outcome.getBatch(),
        outcome.getPolicyVersion(),
        outcome.getDecidedAtMs().toEpochMilli());
  }

  static ConflictView conflict(Conflict conflict) {
    Whose whose = new Whose(conflict.getEntityType(), conflict.getEntityId());
    return new ConflictView(
        conflict.getId(),
        whose.type,
        whose.id,
        conflict.getKind(),
        conflict.getState().name(),
        conflict.getMutationId(),
        conflict.getEdgeNodeId(),
        conflict.getContenders().stream().map(contender -> contender(whose, contender)).toList(),
        conflict.getVersion(),
        conflict.getResolvedBy(),
        conflict.getReason(),
        conflict.getDetectedAtMs().toEpochMilli(),
        conflict.getBatch(),
        conflict.getPolicyVersion(),
        ruling(conflict));
  }

  private static ConflictView.@Nullable RulingView ruling(Conflict conflict) {
    String id = conflict.getRulingId();
    Instant at = conflict.getResolvedAtMs();
    return id == null
        ? null
        : new ConflictView.RulingView(
            id,
            conflict.getRuling(),
            conflict.getSecondActor(),
            at == null ? null : at.toEpochMilli());
  }

  /** A proposal, or none if its changes are none. */
  static @Nullable ProposalView proposal(Resolution resolution, long atMs) {
    try {
      return new ProposalView(
          resolution.getId(),
          resolution.getConflictId(),
          resolution.getEntityType(),
          resolution.getEntityId(),
          resolution.getExpectedVersion(),
          resolution.getRuling().name(),
          ChangeConversion.fromAvro(resolution.getChanges()),
          resolution.getActor(),
          resolution.getReason(),
          atMs);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  static EdgeNodeView edgeNode(EdgeNodeStatus status) {
    Instant oldest = status.getOldestPendingMs();
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
        new EdgeNodeView.Store(
            status.getStoreId(),
            status.getRunId(),
            status.getFloor(),
            oldest == null ? null : oldest.toEpochMilli(),
            status.getRetries(),
            status.getStoreBytes()),
        status.getRemotes().stream()
            .map(remote ->
                new EdgeNodeView.Remote(
                    remote.getRemote(),
                    remote.getState(),
                    remote.getLatencyMs(),
                    remote.getLoss(),
                    remote.getLastError()))
            .toList(),
        status.getSentAtMs().toEpochMilli());
  }

  static AuditView audit(AuditEntry entry, HistoryPlace place, HistoryEntry stored) {
    Whose whose = new Whose(entry.getEntityType(), entry.getEntityId());
    byte[] previous = new byte[entry.getPreviousHash().remaining()];
    entry.getPreviousHash().duplicate().get(previous);
    return new AuditView(
        entry.getMutationId(),
        entry.getEdgeNodeId(),
        whose.type,
        whose.id,
        entry.getOperation().name(),
        entry.getState().name(),
        entry.getReason(),
        entry.getVersion(),
        entry.getAttributes().stream().map(one -> changed(whose, one)).toList(),
        new AuditView.By(entry.getActor(), entry.getSecondActor(), entry.getUserReason()),
        entry.getBatch(),
        entry.getPolicyVersion(),
        entry.getAtMs().toEpochMilli(),
        entry.getConflictId(),
        new AuditView.Link(
            place.life(),
            place.number(),
            HexFormat.of().formatHex(previous),
            HexFormat.of().formatHex(stored.hash().get()),
            stored.isSound()));
  }

  static QuarantinedView.Preview preview(Mutation mutation) {
    return new QuarantinedView.Preview(
        mutation.getId(),
        mutation.getEdgeNodeId(),
        mutation.getSequence(),
        mutation.getEntityType(),
        mutation.getEntityId(),
        mutation.getOperation().name(),
        mutation.getBaseVersion(),
        mutation.getActor(),
        mutation.getChanges().stream()
            .map(change ->
                new QuarantinedView.Offered(
                    mutation.getEntityType(),
                    mutation.getEntityId(),
                    change.getAttribute(),
                    change.getOperator().name(),
                    ValueConversion.fromUnion(change.getValue())))
            .toList());
  }

  /** An entity as a record names it, which may be no sound key. */
  private record Whose(String type, String id) {}

  private static ChangedView changed(Whose whose, AuditedAttribute audited) {
    Decision decision = audited.getDecision();
    return new ChangedView(
        whose.type,
        whose.id,
        audited.getAttribute(),
        ValueConversion.fromUnion(audited.getBefore()),
        ValueConversion.fromUnion(audited.getAfter()),
        decision == null ? null : decision(whose, decision));
  }

  private static DecisionView decision(Whose whose, Decision decision) {
    return new DecisionView(
        whose.type,
        whose.id,
        decision.getAttribute(),
        decision.getResult(),
        decision.getStrategy(),
        decision.getConcurrent(),
        stamp(decision.getAgainst()),
        ValueConversion.fromUnion(decision.getLost()),
        decision.getNote());
  }

  private static ContenderView contender(Whose whose, Contender contender) {
    return new ContenderView(
        whose.type,
        whose.id,
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
