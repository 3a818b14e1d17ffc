package ai.valeo.erp.tributary.graphql.trade;

import ai.valeo.erp.tributary.edge.core.Trace;
import ai.valeo.erp.tributary.graphql.schema.Caller;
import graphql.schema.DataFetchingEnvironment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request for a change.
 *
 * @param field name of the mutation's field
 * @param trace the GraphQL request it is part of
 * @param priority of the mutation made of it, as the SDL says
 * @param author who is said to have made what is made of it
 * @param input its input
 */
public record Request(
    String field, Trace trace, int priority, String author, Map<String, Object> input) {

  private static final String IDEMPOTENCY_KEY = "idempotencyKey";

  /** The request of a field with an argument {@code input}. */
  public static Request of(DataFetchingEnvironment field, int priority, String author) {
    Map<String, Object> input = field.getArgument("input");
    return new Request(
        field.getFieldDefinition().getName(),
        of(field),
        priority,
        author,
        input == null ? Map.of() : input);
  }

  /** The request that a field belongs to. */
  public static Trace of(DataFetchingEnvironment field) {
    return new Trace(field.getExecutionId().toString(), Caller.of(field).traceparent());
  }

  /** A text, or none. */
  public @Nullable String text(String name) {
    Object value = input.get(name);
    return value == null ? null : value.toString();
  }

  /** A text that the schema requires. */
  public String required(String name) {
    String text = text(name);
    if (text == null) {
      throw new IllegalStateException(name + ": required by the schema, but missing");
    }
    return text;
  }

  /** A whole number, or none. */
  public @Nullable Integer whole(String name) {
    return input.get(name) instanceof Integer number ? number : null;
  }

  /** A whole number that the schema requires. */
  public int requiredWhole(String name) {
    Integer number = whole(name);
    if (number == null) {
      throw new IllegalStateException(name + ": required by the schema, but missing");
    }
    return number;
  }

  /** The client's key, or none. */
  public @Nullable String idempotencyKey() {
    return text(IDEMPOTENCY_KEY);
  }

  /** Tells requests apart that ask for different things. */
  public String print() {
    var rest = new TreeMap<>(input);
    rest.remove(IDEMPOTENCY_KEY);
    byte[] text = (field + ordered(rest)).getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  /** The same text for the same values, in whatever order their names were given. */
  private static String ordered(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Map<?, ?> map -> {
        var sorted = new TreeMap<String, String>();
        map.forEach((name, one) -> sorted.put(String.valueOf(name), ordered(one)));
        yield sorted.toString();
      }
      case List<?> list -> list.stream().map(Request::ordered).toList().toString();
      default -> '"' + value.toString() + '"';
    };
  }
}
