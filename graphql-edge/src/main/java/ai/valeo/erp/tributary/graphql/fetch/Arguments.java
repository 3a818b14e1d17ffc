package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.page.PageRequest;
import ai.valeo.erp.tributary.graphql.schema.Money;
import ai.valeo.erp.tributary.graphql.schema.UserInputException;
import ai.valeo.erp.tributary.graphql.view.AmountRange;
import ai.valeo.erp.tributary.graphql.view.ProductQuery;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import graphql.schema.DataFetchingEnvironment;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Arguments of fields, checked. */
public final class Arguments {

  /** Longest id looked for, in characters; longer ones cannot exist. */
  static final int MAX_ID_CHARS = 300;

  private static final int USUAL_PAGE = 50;

  private Arguments() {}

  /** An argument that must be given. */
  public static String id(DataFetchingEnvironment field, String name) {
    String id = field.getArgument(name);
    if (id == null) {
      throw new UserInputException(name + ": missing");
    }
    return checked(name, id);
  }

  /** An argument that may be left out. */
  public static @Nullable String optionalId(DataFetchingEnvironment field, String name) {
    String id = field.getArgument(name);
    return id == null ? null : checked(name, id);
  }

  /** The entity type that is asked for by name. */
  static EntityType type(DataFetchingEnvironment field, EntityTypes types) {
    return known(id(field, "type"), types);
  }

  /** The entity type of that name. */
  static EntityType known(String name, EntityTypes types) {
    EntityType type = types.type(name);
    if (type == null) {
      throw new UserInputException(
          "type: "
              + name
              + " (expected: one of "
              + String.join(", ", types.all().stream().map(EntityType::name).toList())
              + ")");
    }
    return type;
  }

  /** One of an enum's values; it has those of the schema. */
  public static <E extends Enum<E>> E choice(
      DataFetchingEnvironment field, String name, E otherwise) {
    String given = field.getArgument(name);
    return given == null ? otherwise : Enum.valueOf(otherwise.getDeclaringClass(), given);
  }

  /** Yes or no within an input, or neither. */
  static @Nullable Boolean flag(Map<String, Object> filter, String name) {
    return filter.get(name) instanceof Boolean flag ? flag : null;
  }

  /** A whole number within an input. */
  static long whole(Map<String, Object> filter, String name, long otherwise) {
    return filter.get(name) instanceof Number number ? number.longValue() : otherwise;
  }

  /** The range of amounts between two within an input. */
  static AmountRange amounts(Map<String, Object> filter, String least, String greatest) {
    return AmountRange.of(amount(filter, least), amount(filter, greatest));
  }

  private static @Nullable BigDecimal amount(Map<String, Object> filter, String name) {
    return filter.get(name) instanceof Money money ? money.amount() : null;
  }

  /** The words of a text within an input; none if it is left out. */
  static SortedSet<String> words(Map<String, Object> filter, String name) {
    String text = text(filter, name);
    return text == null ? Collections.emptySortedSet() : ProductQuery.words(text);
  }

  /** The page asked for by {@code first} and {@code after}. */
  public static PageRequest page(DataFetchingEnvironment field) {
    Integer first = field.getArgument("first");
    return new PageRequest(first == null ? USUAL_PAGE : first, field.getArgument("after"));
  }

  /** The argument {@code filter}; empty if none is given. */
  public static Map<String, Object> filter(DataFetchingEnvironment field) {
    Map<String, Object> filter = field.getArgument("filter");
    return filter == null ? Map.of() : filter;
  }

  /** A text within an input. */
  public static @Nullable String text(Map<String, Object> filter, String name) {
    Object value = filter.get(name);
    return value == null ? null : checked(name, value.toString());
  }

  /** A time within an input, milliseconds since 1970 UTC. */
  public static long timeMs(Map<String, Object> filter, String name, long otherwise) {
    return filter.get(name) instanceof Instant time ? time.toEpochMilli() : otherwise;
  }

  /** A number within bounds. */
  public static int bounded(DataFetchingEnvironment field, String name, Bounds bounds) {
    Integer given = field.getArgument(name);
    int number = given == null ? bounds.otherwise : given;
    if (number < bounds.least || number > bounds.greatest) {
      throw new UserInputException(
          name + ": " + number + " (expected: " + bounds.least + ".." + bounds.greatest + ")");
    }
    return number;
  }

  /**
   * What a number may be.
   *
   * @param otherwise where none is given
   * @param least the least allowed
   * @param greatest the greatest allowed
   */
  public record Bounds(int otherwise, int least, int greatest) {}

  private static String checked(String name, String id) {
    if (id.length() > MAX_ID_CHARS) {
      throw new UserInputException(name + ": longer than " + MAX_ID_CHARS + " characters");
    }
    return id;
  }
}
