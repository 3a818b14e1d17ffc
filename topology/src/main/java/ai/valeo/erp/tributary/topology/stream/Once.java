package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.SequenceTrack;
import ai.valeo.erp.tributary.topology.core.intake.SequenceTrack.Admission;
import ai.valeo.erp.tributary.topology.core.ruling.RulingFacts;
import ai.valeo.erp.tributary.topology.store.ExpiryStore;
import ai.valeo.erp.tributary.topology.store.ExpiryStore.Kind;
import ai.valeo.erp.tributary.topology.store.SequenceStore;
import java.time.Duration;

/**
 * Finds mutations that have come before (R2): by the sequence of their edge node, or, where that
 * says nothing, by their id within the horizon.
 *
 * @param sequences sequences received
 * @param horizons mutation ids received
 * @param types entity types, for their horizons
 */
record Once(SequenceStore sequences, ExpiryStore horizons, EntityTypes types) {

  private static final Duration DEFAULT_HORIZON = Duration.ofDays(7);

  /** Longer than their topic keeps them. */
  private static final Duration RULING_HORIZON = Duration.ofDays(100);

  /** Whether the mutation has come before; notes that it has come now. */
  boolean isRepeated(MutationFacts mutation, long recordTimeMs) {
    if (hasSoundSequence(mutation)) {
      SequenceTrack track = sequences.get(mutation.edgeNode());
      Admission admission = track.admit(mutation.sequence(), mutation.floor());
      sequences.put(mutation.edgeNode(), admission.next());
      return admission.duplicate();
    }
    String id = mutation.id();
    if (id.isEmpty() || id.length() > MutationId.MAX_CHARS) {
      return false;
    }
    if (horizons.isKnown(Kind.MUTATION, id, recordTimeMs)) {
      return true;
    }
    horizons.remember(Kind.MUTATION, id, recordTimeMs + horizon(mutation).toMillis());
    return false;
  }

  /** Whether the ruling has come before; notes that it has come now. */
  boolean isRepeated(RulingFacts ruling, long recordTimeMs) {
    String id = ruling.id();
    if (id.isEmpty() || id.length() > MutationId.MAX_CHARS) {
      return false;
    }
    if (horizons.isKnown(Kind.RULING, id, recordTimeMs)) {
      return true;
    }
    horizons.remember(Kind.RULING, id, recordTimeMs + RULING_HORIZON.toMillis());
    return false;
  }

  /** Whether it has a sequence by which a repetition is noticed for good, whatever its age. */
  static boolean hasSoundSequence(MutationFacts mutation) {
    return mutation.sequence() >= 1
        && mutation.floor() >= 0
        && mutation.floor() <= mutation.sequence()
        && mutation.sequence() - mutation.floor() <= SequenceTrack.MAX_AHEAD
        && !mutation.edgeNode().isEmpty()
        && mutation.edgeNode().length() <= EdgeNodeId.MAX_CHARS;
  }

  private Duration horizon(MutationFacts mutation) {
    return horizon(types, mutation);
  }

  /** For how long the ids of such mutations are remembered. */
  static Duration horizon(EntityTypes types, MutationFacts mutation) {
    EntityType type = types.type(mutation.entityType());
    return type == null ? DEFAULT_HORIZON : type.horizon();
  }
}
