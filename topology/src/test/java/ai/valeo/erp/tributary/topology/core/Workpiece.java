package ai.valeo.erp.tributary.topology.core;

import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.decision.DecisionFacts;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.entity.OpenConflict;
import ai.valeo.erp.tributary.topology.core.ruling.ReceivedRuling;
import ai.valeo.erp.tributary.topology.core.strategy.MergeSettings;
import ai.valeo.erp.tributary.topology.core.strategy.Strategies;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entity to which tests send mutations. */
public final class Workpiece {

  private final EntityType type;
  private final MergeContext context;
  private @Nullable EntityState state;

  public Workpiece(EntityType type) {
    this(type, MergeSettings.DEFAULT, Strategies.NONE);
  }

  public Workpiece(EntityType type, MergeSettings settings, Strategies strategies) {
    this.type = type;
    this.context =
        new MergeContext(
            name -> name.equals(type.name()) ? type : null, 1, "0-1", settings, strategies);
  }

  /** Merges a mutation. */
  public Merged send(Given.Draft draft) {
    Merged merged = MergeCore.merge(state, draft.received(), context);
    state = merged.next();
    return merged;
  }

  /** Merges a mutation and gives its only decision. */
  public DecisionFacts decide(Given.Draft draft) {
    var decisions = send(draft).outcome().decisions();
    if (decisions.size() != 1) {
      throw new AssertionError("decisions: " + decisions);
    }
    return decisions.get(0);
  }

  /** Applies a ruling. */
  public Ruled rule(ReceivedRuling ruling) {
    Ruled ruled = RulingMerge.rule(state, ruling, context);
    state = ruled.next();
    return ruled;
  }

  /** Identities of the conflicts that wait. */
  public List<String> openConflicts() {
    return state().openConflicts().stream().map(OpenConflict::id).toList();
  }

  public EntityState state() {
    if (state == null) {
      throw new AssertionError("no entity");
    }
    return state;
  }

  public long version() {
    return state == null ? 0 : state.version();
  }

  /** All values, or none if the entity is deleted or was never there. */
  public @Nullable Map<String, Value> values() {
    return state == null || state.deleted() ? null : state.values(type);
  }

  public @Nullable Value value(String attribute) {
    var values = values();
    return values == null ? null : values.get(attribute);
  }
}
