package ai.valeo.erp.tributary.topology.core.ruling;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.ChangeRules;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Limits;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.core.entity.OpenConflict;
import ai.valeo.erp.tributary.topology.core.intake.TypeLookup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a ruling must be to be applied at all. Where several things are wrong, the one that stands
 * first in {@link Reason} is named.
 */
public final class RulingRules {

  /** Of a conflict's identity: that of a mutation, a colon and a place. */
  private static final int MAX_CONFLICT_CHARS = MutationId.MAX_CHARS + 12;

  private RulingRules() {}

  /** Whether a ruling may be applied. */
  public sealed interface Checked {}

  /** It may; its operands have the exact types of their attributes. */
  public record Sound(RulingFacts ruling) implements Checked {}

  /** It may not. */
  public record Refused(Reason reason, String message) implements Checked {}

  /** Checks what every ruling must be, on whatever it is. */
  public static @Nullable Refused checkIdentity(RulingFacts ruling) {
    if (!isId(ruling.id(), MutationId.MAX_CHARS)) {
      return invalidId("id");
    }
    if (!isId(ruling.edgeNode(), EdgeNodeId.MAX_CHARS)) {
      return invalidId("edgeNodeId");
    }
    if (!isNote(ruling.persons().actor())) {
      return invalidId("actor");
    }
    String second = ruling.persons().second();
    if (second != null && !isNote(second)) {
      return invalidId("secondActor");
    }
    return isNote(ruling.reason()) ? null : invalidId("reason");
  }

  /** Checks a ruling on a conflict by itself, without any state. */
  public static Checked check(RulingFacts ruling, TypeLookup types) {
    Refused identity = checkIdentity(ruling);
    if (identity != null) {
      return identity;
    }
    if (!isId(ruling.conflictId(), MAX_CONFLICT_CHARS)) {
      return invalidId("conflictId");
    }
    if (!isId(ruling.entityId(), EntityKey.MAX_ID_CHARS)) {
      return invalidId("entityId");
    }
    EntityType type = types.type(ruling.entityType());
    if (type == null) {
      return new Refused(Reason.UNKNOWN_TYPE, "entityType: unknown");
    }
    if (ruling.expectedVersion() < 0 || ruling.hlcMs() < 0 || ruling.hlcCounter() < 0) {
      return new Refused(Reason.INVALID_NUMBER, "expectedVersion, clock: below 0");
    }
    if (ruling.kind() != RulingKind.MERGE) {
      return ruling.changes().isEmpty()
          ? new Sound(ruling)
          : new Refused(Reason.INVALID_CHANGES, "changes: some (expected: none but with MERGE)");
    }
    return switch (ChangeRules.check(type, OperationType.UPDATE, ruling.changes())) {
      case ChangeRules.Invalid(Reason reason, String message) -> new Refused(reason, message);
      case ChangeRules.Valid(List<Change> exact) -> new Sound(ruling.withChanges(exact));
    };
  }

  /** Checks a ruling against the conflict it is on, and the version its entity has. */
  public static @Nullable Refused check(
      RulingFacts ruling, OpenConflict conflict, EntityType type, long version) {
    for (Change change : ruling.changes()) {
      if (!conflict.concerns(change.attribute())) {
        return new Refused(
            Reason.INVALID_CHANGES, "attribute: " + change.attribute() + " is not in dispute");
      }
    }
    if (ruling.expectedVersion() != version) {
      return new Refused(
          Reason.VERSION_MOVED,
          "expectedVersion: " + ruling.expectedVersion() + " (expected: " + version + ")");
    }
    return needsTwo(ruling, conflict, type) && !ruling.persons().areTwo()
        ? new Refused(Reason.FOUR_EYES, "secondActor: none, or the same (expected: another person)")
        : null;
  }

  private static boolean needsTwo(RulingFacts ruling, OpenConflict conflict, EntityType type) {
    boolean mayEnd = conflict.operation() == OperationType.DELETE && !type.fourEyes().isEmpty();
    return mayEnd
        || type.needsFourEyes(EntityType.WHOLE)
        || concernTwo(conflict.changes(), type)
        || concernTwo(ruling.changes(), type);
  }

  private static boolean concernTwo(List<Change> changes, EntityType type) {
    return changes.stream().anyMatch(change -> type.needsFourEyes(change.attribute()));
  }

  private static boolean isNote(String text) {
    return !text.isBlank() && text.length() <= Limits.MAX_NOTE_CHARS;
  }

  private static boolean isId(String text, int maxChars) {
    return !text.isEmpty()
        && text.length() <= maxChars
        && text.chars().noneMatch(Character::isISOControl);
  }

  private static Refused invalidId(String name) {
    return new Refused(Reason.INVALID_ID, name + ": missing, too long or malformed");
  }
}
