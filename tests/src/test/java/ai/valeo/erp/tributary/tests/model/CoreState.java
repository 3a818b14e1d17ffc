package ai.valeo.erp.tributary.tests.model;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.core.MergeContext;
import ai.valeo.erp.tributary.topology.core.MergeCore;
import ai.valeo.erp.tributary.topology.core.Merged;
import ai.valeo.erp.tributary.topology.core.Ruled;
import ai.valeo.erp.tributary.topology.core.RulingMerge;
import ai.valeo.erp.tributary.topology.core.decision.AuditFacts;
import ai.valeo.erp.tributary.topology.core.entity.ChainHash;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.intake.IntakeRules;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import ai.valeo.erp.tributary.topology.core.intake.SequenceTrack;
import ai.valeo.erp.tributary.topology.core.intake.Verdict;
import ai.valeo.erp.tributary.topology.core.ruling.ReceivedRuling;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a task of the aggregator keeps, in memory, with the merge core at work: entities, sequences,
 * ids. A copy stands for the state before a crash.
 */
public final class CoreState {

  private final TreeMap<EntityKey, EntityState> entities;
  private final TreeMap<String, SequenceTrack> tracks;
  private final TreeSet<String> unnumbered;

  public CoreState() {
    this(new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
  }

  private CoreState(
      TreeMap<EntityKey, EntityState> entities,
      TreeMap<String, SequenceTrack> tracks,
      TreeSet<String> unnumbered) {
    this.entities = entities;
    this.tracks = tracks;
    this.unnumbered = unnumbered;
  }

  /** The same, to be changed by itself. */
  public CoreState copy() {
    return new CoreState(new TreeMap<>(entities), new TreeMap<>(tracks), new TreeSet<>(unnumbered));
  }

  /** All entities by key. */
  public SortedMap<EntityKey, EntityState> entities() {
    return Collections.unmodifiableSortedMap(entities);
  }

  /** The entity, or none. */
  public @Nullable EntityState entity(EntityKey key) {
    return entities.get(key);
  }

  /** What a mutation meets on its way to the merge. */
  public sealed interface Taken {}

  /** It had been received before. */
  public record Duplicate() implements Taken {}

  /** It is not sound. */
  public record Refused(Reason reason, String message, long version) implements Taken {}

  /** It was merged. */
  public record Decided(Merged merged) implements Taken {}

  /** Intake and merge of one mutation. */
  public Taken take(Received received, MergeContext context) {
    Verdict verdict = admit(received, context);
    return switch (verdict) {
      case null -> new Duplicate();
      case Verdict.Accepted(MutationFacts exact) ->
          merge(
              new Received(exact, received.recordTimeMs(), received.partition(), received.offset()),
              context);
      case Verdict.Refused(Reason reason, String message) ->
          new Refused(reason, message, version(received.mutation()));
    };
  }

  /** R2 and R3; none for a duplicate. */
  public @Nullable Verdict admit(Received received, MergeContext context) {
    MutationFacts mutation = received.mutation();
    return isDuplicate(mutation) ? null : IntakeRules.check(mutation, context.types());
  }

  /** Merges what has been admitted. */
  public Decided merge(Received received, MergeContext context) {
    EntityKey key = received.mutation().key();
    Merged merged = MergeCore.merge(entities.get(key), received, context);
    EntityState next = merged.next();
    if (next != null) {
      AuditFacts audit = merged.audit();
      entities.put(key, audit == null ? next : next.withAudit(audit.number(), hash(audit)));
    }
    return new Decided(merged);
  }

  /** Applies a person's ruling. */
  public Ruled rule(ReceivedRuling received, MergeContext context) {
    EntityKey key = received.ruling().key();
    Ruled ruled = RulingMerge.rule(entities.get(key), received, context);
    EntityState next = ruled.next();
    if (next != null) {
      AuditFacts audit = ruled.audit();
      entities.put(key, audit == null ? next : next.withAudit(audit.number(), hash(audit)));
    }
    return ruled;
  }

  /** Whether a ruling comes for the first time; notes that it has come. */
  public boolean isNew(String rulingId) {
    return unnumbered.add("ruling " + rulingId);
  }

  private boolean isDuplicate(MutationFacts mutation) {
    if (mutation.sequence() == 0) {
      return !unnumbered.add(mutation.id());
    }
    SequenceTrack track = tracks.getOrDefault(mutation.edgeNode(), SequenceTrack.EMPTY);
    SequenceTrack.Admission admission = track.admit(mutation.sequence(), mutation.floor());
    tracks.put(mutation.edgeNode(), admission.next());
    return admission.duplicate();
  }

  /** Version of a mutation's entity, 0 if there is none. */
  public long version(MutationFacts mutation) {
    EntityState state = mutation.entityType().isEmpty() ? null : entities.get(mutation.key());
    return state == null ? 0 : state.version();
  }

  private static ChainHash hash(AuditFacts audit) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return ChainHash.of(sha.digest(audit.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
