package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.schema.Money;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Attributes of rows, and fields of structures within them, as GraphQL takes them. */
public final class Rows {

  private static final String DEFAULT_CURRENCY = "EUR";

  private Rows() {}

  /** A text. */
  public static @Nullable String text(SortedMap<String, Value> values, String name) {
    return values.get(name) instanceof Value.Text(String text) ? text : null;
  }

  /** A whole number. */
  public static @Nullable Long whole(SortedMap<String, Value> values, String name) {
    return values.get(name) instanceof Value.Whole(long number) ? number : null;
  }

  /** A number that counts, 0 where it was never set. */
  public static long count(SortedMap<String, Value> values, String name) {
    return values.get(name) instanceof Value.Whole(long number) ? number : 0;
  }

  /** Whether a flag is set. */
  public static boolean flag(SortedMap<String, Value> values, String name) {
    return values.get(name) instanceof Value.Flag(boolean flag) && flag;
  }

  /** A decimal number as one of floating point, for shares and the like; never for money. */
  public static @Nullable Double real(SortedMap<String, Value> values, String name) {
    return values.get(name) instanceof Value.Decimal(var number) ? number.doubleValue() : null;
  }

  /** A time. */
  public static @Nullable Instant time(SortedMap<String, Value> values, String name) {
    return values.get(name) instanceof Value.Whole(long ms) ? Instant.ofEpochMilli(ms) : null;
  }

  /** An amount. */
  public static @Nullable Money money(
      SortedMap<String, Value> values, String name, String currency) {
    return values.get(name) instanceof Value.Decimal(var amount)
        ? new Money(amount, currency)
        : null;
  }

  /** The currency named for the amounts. */
  public static String currency(SortedMap<String, Value> values) {
    String currency = text(values, "currency");
    return currency == null ? DEFAULT_CURRENCY : currency;
  }

  /** The elements of a list; none for any other value. */
  public static List<Value> elements(SortedMap<String, Value> values, String name) {
    return values.get(name) instanceof Value.Many(List<Value> elements) ? elements : List.of();
  }

  /** The texts of a list. */
  public static List<String> texts(SortedMap<String, Value> values, String name) {
    return elements(values, name).stream()
        .filter(Value.Text.class::isInstance)
        .map(element -> ((Value.Text) element).value())
        .toList();
  }

  /** The fields of a flat record; none for any other value. */
  public static SortedMap<String, Value> fields(Value value) {
    return value instanceof Value.Structure(var fields) ? fields : new TreeMap<>();
  }
}
