package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.DraftRules;
import ai.valeo.erp.tributary.edge.core.Trace;
import ai.valeo.erp.tributary.graphql.publish.Command;
import ai.valeo.erp.tributary.graphql.trade.UserError;
import ai.valeo.erp.tributary.graphql.trade.UserError.Code;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Limits;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change that a node submits, read and checked as a node checks what it captures, and as the
 * intake of the merging checks its numbers.
 *
 * @param input the input, of type MutationInput
 * @param place its place in the request
 */
record Submission(Map<String, Object> input, int place) {

  /** Answer of {@link #check}. */
  sealed interface Checked {}

  /** It may be published. */
  record Sound(Command command) implements Checked {}

  /** It may not. */
  record Unsound(UserError error, @Nullable Reason reason) implements Checked {}

  /** Its identity, as it was given. */
  String id() {
    return text("id");
  }

  /** Its node, as it was given. */
  String node() {
    return text("edgeNodeId");
  }

  /** Checks it; of several reasons the first in the order of {@link Reason} is given. */
  Checked check(EntityTypes types, Trace trace) {
    if (!isId(id(), MutationId.MAX_CHARS)) {
      return unsound(Reason.INVALID_ID, "id: 1 to 100 characters expected", "id");
    }
    if (!isId(node(), EdgeNodeId.MAX_CHARS)) {
      return unsound(Reason.INVALID_ID, "edgeNodeId: 1 to 100 characters expected", "edgeNodeId");
    }
    EntityType type = types.type(text("entityType"));
    if (type == null) {
      return unsound(Reason.UNKNOWN_TYPE, "entityType: unknown", "entityType");
    }
    String number = badNumber();
    if (number != null) {
      return unsound(Reason.INVALID_NUMBER, number + ": out of range", number);
    }
    if (input.get("dependencies") instanceof List<?> named && !named.isEmpty()) {
      UserError error =
          error(Code.NOT_AVAILABLE, "dependencies: not available yet", "dependencies");
      return new Unsound(error, Reason.DEPENDENCIES_UNSUPPORTED);
    }
    if (!isId(text("entityId"), EntityKey.MAX_ID_CHARS)) {
      return unsound(Reason.INVALID_ID, "entityId: 1 to 200 characters expected", "entityId");
    }
    try {
      return checked(draft(type, trace), types);
    } catch (JsonOperands.UnfitException e) {
      return unsound(Reason.INVALID_VALUE, String.valueOf(e.getMessage()), "attributes");
    }
  }

  private Checked checked(Draft draft, EntityTypes types) {
    return switch (DraftRules.check(draft, types::type)) {
      case DraftRules.Unsound(Reason reason, String message) ->
          unsound(reason, message, "attributes");
      case DraftRules.Sound(Draft sound) ->
          new Sound(
              new Command(
                  new MutationId(id()),
                  new Command.Author(new EdgeNodeId(node()), number("sequence"), number("floor")),
                  sound,
                  number("baseVersion"),
                  new Hlc(timeMs(), Math.toIntExact(number("counter")))));
    };
  }

  private Draft draft(EntityType type, Trace trace) {
    EntityKey key = new EntityKey(type.name(), text("entityId"));
    OperationType operation = OperationType.valueOf(text("operationType"));
    List<Change> changes = JsonOperands.changes(type, attributes());
    int priority = input.get("priority") instanceof Integer given ? given : Draft.DEFAULT_PRIORITY;
    String reason = optional("reason");
    String clientKey = optional("idempotencyKey");
    String actor = optional("actor");
    var note = new Draft.Note(actor == null ? "" : actor, reason, clientKey, trace);
    return new Draft(key, operation, changes, priority, note);
  }

  @SuppressWarnings("unchecked") // the schema says what it is
  private List<Map<String, Object>> attributes() {
    return input.get("attributes") instanceof List<?> given
        ? (List<Map<String, Object>>) given
        : List.of();
  }

  /** The first number that is out of range, or none. */
  private @Nullable String badNumber() {
    for (String name : List.of("baseVersion", "counter", "sequence", "floor")) {
      if (number(name) < 0) {
        return name;
      }
    }
    if (timeMs() < 0) {
      return "timestamp";
    }
    long sequence = number("sequence");
    long floor = number("floor");
    if (sequence > 0 && floor > sequence) {
      return "floor";
    }
    return sequence - floor > Limits.MAX_AHEAD ? "sequence" : null;
  }

  private long timeMs() {
    return input.get("timestamp") instanceof Instant time ? time.toEpochMilli() : -1;
  }

  private long number(String name) {
    return input.get(name) instanceof Number number ? number.longValue() : 0;
  }

  private String text(String name) {
    return String.valueOf(input.get(name));
  }

  private @Nullable String optional(String name) {
    Object value = input.get(name);
    return value == null ? null : value.toString();
  }

  private static boolean isId(String text, int maxChars) {
    return !text.isEmpty()
        && text.length() <= maxChars
        && text.chars().noneMatch(Character::isISOControl);
  }

  private Unsound unsound(Reason reason, String message, String field) {
    return new Unsound(error(Code.VALIDATION_FAILED, message, field), reason);
  }

  /** An error about a field of this change. */
  UserError error(Code code, String message, String field) {
    return UserError.of(code, message, Integer.toString(place), field);
  }
}
