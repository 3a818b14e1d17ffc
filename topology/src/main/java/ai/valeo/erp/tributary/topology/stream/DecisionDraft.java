package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.convert.AuditHash;
import ai.valeo.erp.tributary.topology.convert.OutputEncoder;
import ai.valeo.erp.tributary.topology.convert.OversizeException;
import ai.valeo.erp.tributary.topology.core.MergeContext;
import ai.valeo.erp.tributary.topology.core.MergeCore;
import ai.valeo.erp.tributary.topology.core.Merged;
import ai.valeo.erp.tributary.topology.core.Ruled;
import ai.valeo.erp.tributary.topology.core.RulingMerge;
import ai.valeo.erp.tributary.topology.core.decision.AuditFacts;
import ai.valeo.erp.tributary.topology.core.decision.ConflictFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeState;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.ruling.ReceivedRuling;
import ai.valeo.erp.tributary.topology.store.Arrival;
import ai.valeo.erp.tributary.topology.store.EntityStore;
import ai.valeo.erp.tributary.topology.stream.Admitted.Asked;
import ai.valeo.erp.tributary.topology.stream.Admitted.Entrant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A window while it is being decided: each entity is looked up once, changed in memory, and written
 * once at the end. One window, one thread.
 */
final class DecisionDraft {

  private static final Logger LOG = LoggerFactory.getLogger(DecisionDraft.class);

  private final OutputEncoder encoder;
  private final EntityStore stored;
  private final boolean writesAtOnce;
  private final Map<EntityKey, Draft> drafts = new LinkedHashMap<>();
  private final List<WindowDecisions.Answer> answers = new ArrayList<>();

  /** An entity before the window and as it is by now. */
  private static final class Draft {
    private @Nullable EntityState now;
    private boolean isChanged;
    private @Nullable Arrival cause;

    Draft(@Nullable EntityState before) {
      this.now = before;
    }

    void become(@Nullable EntityState next, boolean isAudited, Arrival by) {
      boolean hasNewVersion = next != null && (now == null || next.version() != now.version());
      if (hasNewVersion) {
        cause = by;
      }
      isChanged |= hasNewVersion || isAudited;
      if (next != null) {
        now = next;
      }
    }
  }

  /**
   * An empty draft.
   *
   * @param encoder writes the records
   * @param stored the states of entities before the window
   * @param writesAtOnce whether each mutation's entity is written to see if it can be
   */
  DecisionDraft(OutputEncoder encoder, EntityStore stored, boolean writesAtOnce) {
    this.encoder = encoder;
    this.stored = stored;
    this.writesAtOnce = writesAtOnce;
  }

  /**
   * Decides a mutation; one that the centre fails on fails alone.
   *
   * @param place its place in the batch, from 0
   */
  void decide(Entrant entrant, int place, MergeContext context) {
    Draft draft = draft(entrant.mutation().key());
    EntityState present = remembered(draft.now, entrant.received().recordTimeMs(), context);
    try {
      Merged merged = MergeCore.merge(present, entrant.received(), context);
      accept(entrant, place, draft, merged);
    } catch (OversizeException e) {
      LOG.atWarn()
          .addKeyValue("mutationId", entrant.mutation().id())
          .addKeyValue("offset", entrant.arrival().offset())
          .addKeyValue("why", e.getMessage())
          .log("Mutation refused");
      answers.add(failed(entrant.arrival(), outcome(entrant, present, context, e), place, e));
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("mutationId", entrant.mutation().id())
          .addKeyValue("offset", entrant.arrival().offset())
          .setCause(e)
          .log("Mutation failed");
      answers.add(failed(entrant.arrival(), outcome(entrant, present, context, e), place, e));
    }
  }

  /** Applies a ruling; one that the centre fails on fails alone. */
  void rule(Asked.OnConflict asked, MergeContext context) {
    ReceivedRuling received = asked.received();
    Draft draft = draft(received.ruling().key());
    EntityState present = remembered(draft.now, received.recordTimeMs(), context);
    try {
      accept(asked.arrival(), draft, RulingMerge.rule(present, received, context));
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("rulingId", received.ruling().id())
          .addKeyValue("offset", asked.arrival().offset())
          .setCause(e)
          .log("Ruling failed");
      OutcomeFacts outcome = RulingMerge.failed(present, received, context, reason(e));
      answers.add(failed(asked.arrival(), outcome, 0, e).ofRuling());
    }
  }

  private void accept(Arrival arrival, Draft draft, Ruled ruled) {
    AuditFacts audit = ruled.audit();
    byte[] entry = audit == null ? null : encoder.audit(audit);
    EntityState next = sealed(ruled.next(), audit, entry);
    List<WindowDecisions.Answer> given = new ArrayList<>(1 + ruled.ended().size());
    byte[] answer = encoder.outcome(ruled.outcome(), 0);
    given.add(
        new WindowDecisions.Answer(arrival, ruled.outcome(), answer, null, null, entry, null)
            .ofRuling());
    for (int i = 0; i < ruled.ended().size(); i++) {
      OutcomeFacts ended = ruled.ended().get(i);
      ConflictFacts conflict = ruled.conflicts().get(i);
      given.add(
          new WindowDecisions.Answer(
              arrival,
              ended,
              encoder.outcome(ended, i + 1),
              conflict,
              encoder.conflict(conflict),
              null,
              null));
    }
    if (writesAtOnce && next != null) {
      write(next);
    }
    answers.addAll(given);
    draft.become(next, entry != null, arrival);
  }

  private Draft draft(EntityKey key) {
    return drafts.computeIfAbsent(key, unseen -> new Draft(stored.get(unseen)));
  }

  /** The entity, unless the record comes after the horizon of its deletion. */
  private static @Nullable EntityState remembered(
      @Nullable EntityState state, long recordTimeMs, MergeContext context) {
    if (state == null || !state.deleted()) {
      return state;
    }
    EntityType type = context.types().type(state.key().entityType());
    return type != null && state.isForgettable(recordTimeMs, type.horizon()) ? null : state;
  }

  private void accept(Entrant entrant, int place, Draft draft, Merged merged) {
    AuditFacts audit = merged.audit();
    byte[] entry = audit == null ? null : encoder.audit(audit);
    EntityState next = sealed(merged.next(), audit, entry);
    if (writesAtOnce && next != null) {
      write(next);
    }
    ConflictFacts conflict = merged.conflict();
    answers.add(
        new WindowDecisions.Answer(
            entrant.arrival(),
            merged.outcome(),
            encoder.outcome(merged.outcome(), place),
            conflict,
            conflict == null ? null : encoder.conflict(conflict),
            entry,
            null));
    draft.become(next, entry != null, entrant.arrival());
  }

  /** The entity with the place of its last audit entry. */
  private static @Nullable EntityState sealed(
      @Nullable EntityState next, @Nullable AuditFacts audit, byte @Nullable [] entry) {
    return next == null || audit == null || entry == null
        ? next
        : next.withAudit(audit.number(), AuditHash.of(entry));
  }

  /** Throws if the entity cannot be stored or sent. */
  private void write(EntityState next) {
    EntityStore.Row row = stored.row(next);
    if (!row.state().deleted()) {
      encoder.entity(row.state());
    }
  }

  private WindowDecisions.Answer failed(
      Arrival arrival, OutcomeFacts outcome, int place, RuntimeException why) {
    return new WindowDecisions.Answer(
        arrival,
        outcome,
        encoder.outcome(outcome, place),
        null,
        null,
        null,
        Texts.clip(String.valueOf(why)));
  }

  private static OutcomeFacts outcome(
      Entrant entrant, @Nullable EntityState present, MergeContext context, RuntimeException why) {
    MutationFacts mutation = entrant.mutation();
    return new OutcomeFacts(
        mutation.id(),
        mutation.edgeNode(),
        mutation.sequence(),
        mutation.entityType(),
        mutation.entityId(),
        OutcomeState.FAILED,
        reason(why),
        why instanceof OversizeException
            ? Texts.clip(String.valueOf(why.getMessage()))
            : "The centre failed on this mutation; it was set aside",
        present == null ? 0 : present.version(),
        List.of(),
        context.batch(),
        context.policyVersion(),
        entrant.arrival().timestampMs());
  }

  private static Reason reason(RuntimeException why) {
    return why instanceof OversizeException ? Reason.LIMIT : Reason.INTERNAL;
  }

  /**
   * What the window came to.
   *
   * @throws RuntimeException if an entity cannot be written
   */
  WindowDecisions finish() {
    var states = new ArrayList<EntityStore.Row>(drafts.size());
    var rows = new ArrayList<WindowDecisions.Changed>(drafts.size());
    for (Draft draft : drafts.values()) {
      EntityState now = draft.now;
      if (now == null || !draft.isChanged) {
        continue;
      }
      states.add(stored.row(now));
      if (draft.cause != null) {
        byte[] value = now.deleted() ? null : encoder.entity(now);
        rows.add(new WindowDecisions.Changed(now, value, draft.cause));
      }
    }
    return new WindowDecisions(answers, states, rows);
  }
}
