package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.page.PageRequest;
import ai.valeo.erp.tributary.graphql.schema.UserInputException;
import graphql.schema.DataFetchingEnvironment;
import java.time.Instant;
import java.util.Map;
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
