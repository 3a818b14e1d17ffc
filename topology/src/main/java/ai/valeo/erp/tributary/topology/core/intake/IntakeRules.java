package ai.valeo.erp.tributary.topology.core.intake;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.ChangeRules;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Limits;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decoded mutation must be to be merged at all (rule R3). Where several things are wrong,
 * the one that stands first in {@link Reason} is named.
 */
public final class IntakeRules {

  private IntakeRules() {}

  /** Checks a mutation by itself, without any state. */
  public static Verdict check(MutationFacts mutation, TypeLookup types) {
    Verdict.Refused identity = checkIdentity(mutation);
    if (identity != null) {
      return identity;
    }
    EntityType type = types.type(mutation.entityType());
    if (type == null) {
      return new Verdict.Refused(
          Reason.UNKNOWN_TYPE, "entityType: " + clip(mutation.entityType()) + " unknown");
    }
    Verdict.Refused numbers = checkNumbers(mutation);
    if (numbers != null) {
      return numbers;
    }
    return switch (ChangeRules.check(type, mutation.operation(), mutation.changes())) {
      case ChangeRules.Invalid(Reason reason, String message) ->
          new Verdict.Refused(reason, message);
      case ChangeRules.Valid(var exact) -> checkSupport(mutation, exact);
    };
  }

  private static Verdict.@Nullable Refused checkIdentity(MutationFacts mutation) {
    if (!isId(mutation.id(), MutationId.MAX_CHARS)) {
      return invalidId("id", mutation.id());
    }
    if (!isId(mutation.edgeNode(), EdgeNodeId.MAX_CHARS)) {
      return invalidId("edgeNodeId", mutation.edgeNode());
    }
    if (!isId(mutation.entityId(), EntityKey.MAX_ID_CHARS)) {
      return invalidId("entityId", mutation.entityId());
    }
    String reason = mutation.reason();
    if (mutation.actor().length() > Limits.MAX_NOTE_CHARS) {
      return invalidId("actor", mutation.actor());
    }
    return reason != null && reason.length() > Limits.MAX_NOTE_CHARS
        ? invalidId("reason", reason)
        : null;
  }

  private static Verdict.@Nullable Refused checkNumbers(MutationFacts mutation) {
    if (mutation.priority() < Limits.MIN_PRIORITY || mutation.priority() > Limits.MAX_PRIORITY) {
      return new Verdict.Refused(
          Reason.INVALID_PRIORITY, "priority: " + mutation.priority() + " (expected: 1..10)");
    }
    if (mutation.baseVersion() < 0) {
      return invalidNumber("baseVersion", mutation.baseVersion());
    }
    if (mutation.hlcMs() < 0) {
      return invalidNumber("hlcMs", mutation.hlcMs());
    }
    if (mutation.hlcCounter() < 0) {
      return invalidNumber("hlcCounter", mutation.hlcCounter());
    }
    return checkSequence(mutation);
  }

  private static Verdict.@Nullable Refused checkSequence(MutationFacts mutation) {
    long sequence = mutation.sequence();
    long floor = mutation.floor();
    if (sequence < 0) {
      return invalidNumber("sequence", sequence);
    }
    if (floor < 0 || (sequence > 0 && floor > sequence)) {
      return invalidNumber("floor", floor);
    }
    return sequence - floor > SequenceTrack.MAX_AHEAD ? invalidNumber("sequence", sequence) : null;
  }

  private static Verdict checkSupport(MutationFacts mutation, List<Change> exact) {
    if (mutation.dependencyCount() > 0) {
      return new Verdict.Refused(
          Reason.DEPENDENCIES_UNSUPPORTED, "dependencies: " + mutation.dependencyCount());
    }
    if (mutation.groupId() != null) {
      return new Verdict.Refused(Reason.GROUP_UNSUPPORTED, "group: " + clip(mutation.groupId()));
    }
    return new Verdict.Accepted(mutation.withChanges(exact));
  }

  private static boolean isId(String text, int maxChars) {
    if (text.isEmpty() || text.length() > maxChars) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static Verdict.Refused invalidId(String name, String value) {
    return new Verdict.Refused(
        Reason.INVALID_ID, name + ": " + clip(value) + ", " + value.length() + " characters");
  }

  private static Verdict.Refused invalidNumber(String name, long value) {
    return new Verdict.Refused(Reason.INVALID_NUMBER, name + ": " + value + " out of range");
  }

  private static String clip(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
