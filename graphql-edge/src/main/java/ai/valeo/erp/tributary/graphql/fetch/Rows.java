package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.schema.Money;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Attributes of rows, and fields of structures within them, as GraphQL takes them. */
final class Rows {

  private static final String DEFAULT_CURRENCY = "EUR";

  private Rows() {}

  static @Nullable String text(SortedMap<String, Value> values, String name) {
    return values.get(name) instanceof Value.Text(String text) ? text : null;
  }

  static @Nullable Long whole(SortedMap<String, Value> values, String name) {
    return values.get(name) instanceof Value.Whole(long number) ? number : null;
  }

  /** A number that counts, 0 where it was never set. */
  static long count(SortedMap<String, Value> values, String name) {
    return values.get(name) instanceof Value.Whole(long number) ? number : 0;
  }

  static boolean flag(SortedMap<String, Value> values, String name) {
    return values.get(name) instanceof Value.Flag(boolean flag) && flag;
  }

  static @Nullable Double real(SortedMap<String, Value> values, String name) {
    return values.get(name) instanceof Value.Decimal(var number) ? number.doubleValue() : null;
  }

  static @Nullable Instant time(SortedMap<String, Value> values, String name) {
    return values.get(name) instanceof Value.Whole(long ms) ? Instant.ofEpochMilli(ms) : null;
  }

  static @Nullable Money money(SortedMap<String, Value> values, String name, String currency) {
    return values.get(name) instanceof Value.Decimal(var amount)
        ? new Money(amount, currency)
        : null;
  }

  /** The currency the row names for its amounts. */
  static String currency(EntityRow row) {
    String currency = text(row.attributes(), "currency");
    return currency == null ? DEFAULT_CURRENCY : currency;
  }

  static List<Value> elements(SortedMap<String, Value> values, String name) {
    return values.get(name) instanceof Value.Many(List<Value> elements) ? elements : List.of();
  }

  static List<String> texts(SortedMap<String, Value> values, String name) {
    return elements(values, name).stream()
        .filter(Value.Text.class::isInstance)
        .map(element -> ((Value.Text) element).value())
        .toList();
  }

  /** The fields of a flat record; none for any other value. */
  static SortedMap<String, Value> fields(Value value) {
    return value instanceof Value.Structure(var fields) ? fields : new TreeMap<>();
  }
}
