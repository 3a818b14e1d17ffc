package ai.valeo.erp.tributary.tests.model;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.topology.core.MergeContext;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The merge core, mutation by mutation, behind the tests' own words. */
public final class CoreCentre implements Centre {

  private final Map<String, EntityType> types;
  private final MergeContext context;
  private final CoreState state = new CoreState();
  private long offset;

  public CoreCentre(Map<String, EntityType> types) {
    this.types = Map.copyOf(types);
    this.context = MergeContext.of(this.types::get, 1, "test");
  }

  @Override
  public @Nullable Answer take(Event event) {
    var received = new Received(facts(event), event.recordTimeMs(), 0, offset++);
    return switch (state.take(received, context)) {
      case CoreState.Duplicate() -> null;
      case CoreState.Refused refused ->
          new Answer(event.id(), Answer.State.FAILED, refused.reason(), refused.version());
      case CoreState.Decided decided -> answer(event, decided.merged().outcome());
    };
  }

  private static Answer answer(Event event, OutcomeFacts outcome) {
    return new Answer(
        event.id(),
        Answer.State.valueOf(outcome.state().name()),
        outcome.reason(),
        outcome.version());
  }

  /** A mutation in the core's words. */
  public static MutationFacts facts(Event event) {
    return new MutationFacts(
        event.id().value(),
        event.node().value(),
        event.sequence(),
        event.floor(),
        event.key().entityType(),
        event.key().entityId(),
        event.operation(),
        event.changes(),
        event.base(),
        event.hlc().wallMs(),
        event.hlc().counter(),
        event.priority(),
        event.dependencies(),
        event.grouped() ? "group" : null,
        "tester",
        null);
  }

  @Override
  public Snapshot snapshot(EntityKey key) {
    return snapshot(state.entity(key), types);
  }

  /** A state of the core as anybody sees it. */
  public static Snapshot snapshot(@Nullable EntityState entity, Map<String, EntityType> types) {
    if (entity == null) {
      return Snapshot.NOTHING;
    }
    EntityType type = Objects.requireNonNull(types.get(entity.key().entityType()));
    return new Snapshot(
        entity.version(),
        !entity.deleted(),
        entity.deleted() ? new TreeMap<>() : entity.values(type));
  }
}
