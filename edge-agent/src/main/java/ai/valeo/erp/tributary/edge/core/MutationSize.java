package ai.valeo.erp.tributary.edge.core;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** How large a mutation can become on the wire, from above, without encoding it. */
final class MutationSize {

  /** Longest encoding of a number, a length or a union branch. */
  private static final int NUMBER_BYTES = 12;

  /** Identities, numbers and enumerations of a mutation, whatever it changes. */
  private static final int FIXED_BYTES = 512;

  private MutationSize() {}

  /** The bytes of its record, key and value, at most. */
  static long bound(Draft draft) {
    Draft.Note note = draft.note();
    long bytes = FIXED_BYTES + 2 * text(draft.key().toString());
    bytes += text(note.actor()) + text(note.reason()) + text(note.idempotencyKey());
    for (Change change : draft.changes()) {
      bytes += NUMBER_BYTES + text(change.attribute()) + text(change.expected());
      bytes += value(change.operand());
    }
    return bytes;
  }

  private static long value(@Nullable Value value) {
    return switch (value) {
      case null -> NUMBER_BYTES;
      case Value.Flag flag -> NUMBER_BYTES;
      case Value.Whole whole -> NUMBER_BYTES;
      case Value.Real real -> NUMBER_BYTES;
      case Value.Decimal(BigDecimal number) -> 2L * NUMBER_BYTES + number.precision();
      case Value.Text(String text) -> NUMBER_BYTES + text(text);
      case Value.Many(List<Value> elements) ->
          2L * NUMBER_BYTES + elements.stream().mapToLong(MutationSize::value).sum();
      case Value.Structure(SortedMap<String, Value> fields) ->
          2L * NUMBER_BYTES
              + fields.entrySet().stream()
                  .mapToLong(field -> text(field.getKey()) + value(field.getValue()))
                  .sum();
    };
  }

  /** UTF-8 needs at most three bytes for a UTF-16 unit. */
  private static long text(@Nullable String text) {
    return text == null ? NUMBER_BYTES : NUMBER_BYTES + 3L * text.length();
  }
}
