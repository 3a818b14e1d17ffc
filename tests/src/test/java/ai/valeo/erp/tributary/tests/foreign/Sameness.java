package ai.valeo.erp.tributary.tests.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Whether a value of a table is the one GraphQL shows, which writes decimals as text. */
final class Sameness {
  private Sameness() {}

  static boolean same(JsonNode shown, JsonNode stored) {
    if (isNothing(shown) || isNothing(stored)) {
      return isNothing(shown) && isNothing(stored);
    }
    if (shown.isArray() && stored.isArray()) {
      return sameElements(shown, stored);
    }
    if (shown.isObject() && stored.isObject()) {
      return sameFields(shown, stored) && sameFields(stored, shown);
    }
    if (stored.isNumber()) {
      return number(shown) != null && number(shown).compareTo(stored.decimalValue()) == 0;
    }
    return shown.asText().equals(stored.asText()) || sameTime(shown.asText(), stored.asText());
  }

  private static boolean isNothing(JsonNode value) {
    return value.isMissingNode() || value.isNull() || (value.isArray() && value.isEmpty());
  }

  private static boolean sameElements(JsonNode one, JsonNode other) {
    Iterator<JsonNode> others = other.iterator();
    boolean same = one.size() == other.size();
    for (JsonNode each : one) {
      same = same && others.hasNext() && same(each, others.next());
    }
    return same;
  }

  private static boolean sameFields(JsonNode one, JsonNode other) {
    boolean same = true;
    for (Iterator<String> names = one.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      same =
          same
              && (same(one.path(name), other.path(name)) || same(other.path(name), one.path(name)));
    }
    return same;
  }

  private static @Nullable BigDecimal number(JsonNode value) {
    try {
      return new BigDecimal(value.asText());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static boolean sameTime(String one, String other) {
    try {
      return OffsetDateTime.parse(one).toInstant().equals(OffsetDateTime.parse(other).toInstant());
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
