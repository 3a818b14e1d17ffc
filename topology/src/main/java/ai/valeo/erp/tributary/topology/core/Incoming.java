package ai.valeo.erp.tributary.topology.core;

import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import ai.valeo.erp.tributary.topology.core.entity.Viewer;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import ai.valeo.erp.tributary.topology.core.ordering.AdjustedPriority;
import org.jspecify.annotations.Nullable;

/**
 * A mutation about to be merged, with what follows from it and from nothing else.
 *
 * @param received the mutation
 * @param type type of its entity
 * @param viewer its author; the stamp is the one it leaves if it takes effect
 * @param clockNote said in its decisions if its clock ran ahead (rule R5), else none
 * @param context what holds for the batch
 */
record Incoming(
    Received received,
    EntityType type,
    Viewer viewer,
    @Nullable String clockNote,
    MergeContext context) {

  static Incoming of(@Nullable EntityState state, Received received, MergeContext context) {
    MutationFacts mutation = received.mutation();
    EntityType type = context.types().type(mutation.entityType());
    if (type == null) {
      throw new IllegalArgumentException("entityType: " + mutation.entityType() + " unknown");
    }
    long nowMs = Math.max(0, received.recordTimeMs());
    long aheadMs = mutation.hlcMs() - nowMs;
    boolean isAhead = aheadMs > context.settings().maxSkewMs();
    var stamp =
        new Stamp(
            state == null ? 1 : state.version() + 1,
            isAhead ? new Hlc(nowMs, mutation.hlcCounter()) : mutation.hlc(),
            new EdgeNodeId(mutation.edgeNode()),
            new MutationId(mutation.id()),
            AdjustedPriority.ageless(mutation, type),
            isAhead ? aheadMs : 0);
    String note =
        isAhead ? "clock " + aheadMs + " ms ahead of the broker's, counted as its time" : null;
    return new Incoming(received, type, new Viewer(mutation.baseVersion(), stamp), note, context);
  }

  MutationFacts mutation() {
    return received.mutation();
  }

  Stamp stamp() {
    return viewer.own();
  }

  /** Clock readings before that are beyond the type's horizon. */
  long forgetBeforeMs() {
    return received.recordTimeMs() - type.horizon().toMillis();
  }
}
