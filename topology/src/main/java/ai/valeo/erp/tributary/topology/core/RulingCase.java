package ai.valeo.erp.tributary.topology.core;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Limits;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.topology.core.decision.RulingNote;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.entity.OpenConflict;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import ai.valeo.erp.tributary.topology.core.entity.Viewer;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import ai.valeo.erp.tributary.topology.core.ruling.ReceivedRuling;
import ai.valeo.erp.tributary.topology.core.ruling.RulingFacts;
import java.util.List;

/**
 * A ruling with the conflict it is on.
 *
 * @param state the entity
 * @param conflict one of its open conflicts
 * @param received the ruling
 * @param type type of the entity
 * @param context what holds for the batch
 */
record RulingCase(
    EntityState state,
    OpenConflict conflict,
    ReceivedRuling received,
    EntityType type,
    MergeContext context) {

  RulingFacts ruling() {
    return received.ruling();
  }

  RulingNote note() {
    RulingFacts ruling = ruling();
    return new RulingNote(
        ruling.id(),
        ruling.kind().name(),
        ruling.persons().actor(),
        ruling.persons().second(),
        ruling.reason(),
        received.recordTimeMs());
  }

  boolean isDelete() {
    return conflict.operation() == OperationType.DELETE;
  }

  /** The stamp of what the ruling itself sets; a clock far ahead counts as the broker's (R5). */
  Stamp ownStamp() {
    RulingFacts ruling = ruling();
    long nowMs = Math.max(0, received.recordTimeMs());
    long aheadMs = ruling.hlcMs() - nowMs;
    boolean isAhead = aheadMs > context.settings().maxSkewMs();
    return new Stamp(
        state.version() + 1,
        new Hlc(isAhead ? nowMs : ruling.hlcMs(), ruling.hlcCounter()),
        new EdgeNodeId(ruling.edgeNode()),
        new MutationId(ruling.id()),
        Limits.MAX_PRIORITY,
        isAhead ? aheadMs : 0);
  }

  /** The stamp of what waited, if it takes effect now. */
  Stamp takenStamp() {
    Stamp stamp = conflict.stamp();
    return new Stamp(
        state.version() + 1,
        stamp.hlc(),
        stamp.edgeNode(),
        stamp.mutationId(),
        stamp.priority(),
        stamp.aheadMs());
  }

  /** Another conflict of the entity, of which the ruling leaves what stands there. */
  RulingCase keeping(OpenConflict other, EntityState now) {
    var keeping =
        new ReceivedRuling(
            ruling().keeping(), received.recordTimeMs(), received.partition(), received.offset());
    return new RulingCase(now, other, keeping, type, context);
  }

  /** Who made the mutation that waits, with what there was to see then. */
  Viewer author() {
    return new Viewer(conflict.baseVersion(), conflict.stamp());
  }

  /** Changes that are merged as if whoever made them had seen all there is. */
  Incoming incoming(Stamp stamp, OperationType operation, List<Change> changes) {
    Received mutation = received(conflict, stamp, operation, changes);
    return new Incoming(mutation, type, new Viewer(state.version(), stamp), null, context);
  }

  /** The mutation of an open conflict as if it came now. */
  Received again(OpenConflict other) {
    return received(other, other.stamp(), other.operation(), other.changes());
  }

  private Received received(
      OpenConflict waiting, Stamp stamp, OperationType operation, List<Change> changes) {
    var mutation =
        new MutationFacts(
            stamp.mutationId().value(),
            stamp.edgeNode().value(),
            waiting.sequence(),
            0,
            state.key().entityType(),
            state.key().entityId(),
            operation,
            changes,
            waiting.baseVersion(),
            stamp.hlc().wallMs() + stamp.aheadMs(),
            stamp.hlc().counter(),
            Limits.MAX_PRIORITY,
            0,
            null,
            "",
            null);
    return new Received(mutation, received.recordTimeMs(), received.partition(), received.offset());
  }
}
