package ai.valeo.erp.tributary.edge.core;

import ai.valeo.erp.tributary.schemas.entity.ChangeRules;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Limits;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a draft must be to be captured (rule R3 at the edge). Invariants such as a minimum are the
 * centre's: only it knows the stock, and a clamp here would invent pieces.
 */
public final class DraftRules {

  private DraftRules() {}

  /** Answer of {@link #check}. */
  public sealed interface Checked {}

  /** It may be captured; operands have the exact type of their attributes. */
  public record Sound(Draft draft) implements Checked {}

  /** It is refused; nothing is captured. */
  public record Unsound(Reason reason, String message) implements Checked {}

  /**
   * Checks a draft; of several reasons the first in the order of {@link Reason} is given.
   *
   * @param types finds an entity type by its name
   */
  public static Checked check(Draft draft, Function<String, @Nullable EntityType> types) {
    if (MutationSize.bound(draft) > Limits.MAX_MUTATION_BYTES) {
      return new Unsound(
          Reason.TOO_LARGE,
          "mutation: too large (expected: at most " + Limits.MAX_MUTATION_BYTES + " bytes)");
    }
    String bad = badIdentity(draft);
    if (bad != null) {
      return new Unsound(Reason.INVALID_ID, bad);
    }
    EntityType type = types.apply(draft.key().entityType());
    if (type == null) {
      return new Unsound(Reason.UNKNOWN_TYPE, "entityType: unknown");
    }
    if (draft.priority() < Limits.MIN_PRIORITY || draft.priority() > Limits.MAX_PRIORITY) {
      return new Unsound(
          Reason.INVALID_PRIORITY, "priority: " + draft.priority() + " (expected: 1 to 10)");
    }
    return switch (ChangeRules.check(type, draft.operation(), draft.changes())) {
      case ChangeRules.Valid(var changes) ->
          new Sound(
              new Draft(draft.key(), draft.operation(), changes, draft.priority(), draft.note()));
      case ChangeRules.Invalid(Reason reason, String message) -> new Unsound(reason, message);
    };
  }

  private static @Nullable String badIdentity(Draft draft) {
    String id = draft.key().entityId();
    if (id.isEmpty() || id.length() > EntityKey.MAX_ID_CHARS) {
      return "entityId: " + id.length() + " characters (expected: 1 to 200)";
    }
    if (id.chars().anyMatch(Character::isISOControl)) {
      return "entityId: control characters (expected: none)";
    }
    Draft.Note note = draft.note();
    String key = note.idempotencyKey();
    if (isTooLong(note.actor()) || isTooLong(note.reason()) || isTooLong(key)) {
      return "actor, reason or idempotencyKey: too long (expected: at most 1000 characters)";
    }
    return key != null && key.isEmpty() ? "idempotencyKey: empty (expected: a key or none)" : null;
  }

  private static boolean isTooLong(@Nullable String text) {
    return text != null && text.length() > Limits.MAX_NOTE_CHARS;
  }
}
