package ai.valeo.erp.tributary.tests.model;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.topology.core.MergeContext;
import ai.valeo.erp.tributary.topology.core.Ruled;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.entity.OpenConflict;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import ai.valeo.erp.tributary.topology.core.ruling.ReceivedRuling;
import ai.valeo.erp.tributary.topology.core.ruling.RulingFacts;
import ai.valeo.erp.tributary.topology.core.ruling.RulingKind;
import java.util.List;
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

  @Override
  public RuledAnswer rule(RulingEvent ruling) {
    var received =
        new ReceivedRuling(
            facts(ruling, state.entity(ruling.key())), ruling.recordTimeMs(), 0, offset++);
    Ruled ruled = state.rule(received, context);
    return new RuledAnswer(
        answer(ruled.outcome()), ruled.ended().stream().map(CoreCentre::answer).toList());
  }

  /** A ruling in the core's words; who waits is named by the conflict as the entity knows it. */
  public static RulingFacts facts(RulingEvent ruling, @Nullable EntityState entity) {
    List<OpenConflict> open = entity == null ? List.of() : entity.openConflicts();
    String unknown = ruling.waiting() + ":11";
    String conflict =
        open.stream()
            .filter(one -> one.stamp().mutationId().equals(ruling.waiting()))
            .map(OpenConflict::id)
            .findFirst()
            .orElse(unknown);
    return new RulingFacts(
        ruling.id().value(),
        RulingEvent.NODE,
        conflict,
        ruling.key().entityType(),
        ruling.key().entityId(),
        ruling.expectedVersion(),
        RulingKind.valueOf(ruling.kind()),
        ruling.changes(),
        new RulingFacts.Persons("alice", null),
        "a test",
        ruling.hlc().wallMs(),
        ruling.hlc().counter());
  }

  private static Answer answer(OutcomeFacts outcome) {
    return new Answer(
        new MutationId(outcome.mutationId()),
        Answer.State.valueOf(outcome.state().name()),
        outcome.reason(),
        outcome.version());
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
