package ai.valeo.erp.tributary.graphql.schema;

import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.SchemaParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a schema answers to a gateway of Apollo Federation. Objects of one type are found together,
 * each once. One that cannot be found for a reason of its own is null, with an error at its place;
 * the others are there all the same. Any thread that may block.
 */
public final class Subgraph {

  private static final int MOST = 1_000;
  private static final int MOST_KEY_CHARS = 256;
  private static final int BRIEF_CHARS = 100;
  private static final String TYPE_NAME = "__typename";

  private final String sdl;
  private final Map<String, List<List<String>>> keys;
  private final Map<String, EntityFinder> finders;

  /**
   * A subgraph.
   *
   * @param sdl its schema as text
   * @param finders by name of the type
   */
  public Subgraph(String sdl, Map<String, EntityFinder> finders) {
    this.sdl = sdl;
    this.keys = Federation.keys(new SchemaParser().parse(sdl));
    this.finders = Map.copyOf(finders);
    if (!finders.keySet().equals(keys.keySet())) {
      throw new IllegalArgumentException(
          "finders: " + finders.keySet() + " (expected: " + keys.keySet() + ")");
    }
  }

  /** The schema as text. */
  public String sdl() {
    return sdl;
  }

  /** Answers {@code _entities}. */
  public List<DataFetcherResult<Object>> entities(DataFetchingEnvironment field) {
    List<Object> representations = field.getArgumentOrDefault("representations", List.of());
    if (representations.size() > MOST) {
      throw new UserInputException(
          "representations: " + representations.size() + " (expected: at most " + MOST + ")");
    }
    var answers = new ArrayList<DataFetcherResult<Object>>(representations.size());
    Map<String, Map<Map<String, String>, List<Integer>>> places = new LinkedHashMap<>();
    for (int place = 0; place < representations.size(); place++) {
      Wanted wanted = wanted(representations.get(place));
      answers.add(nothing(wanted.problem, field, place));
      if (wanted.problem == null) {
        places
            .computeIfAbsent(wanted.type, type -> new LinkedHashMap<>())
            .computeIfAbsent(wanted.key, key -> new ArrayList<>())
            .add(place);
      }
    }
    places.forEach((type, wanted) -> fill(answers, type, wanted, field));
    return answers;
  }

  /** One representation: which object it means, or why it means none. */
  private record Wanted(String type, Map<String, String> key, @Nullable String problem) {}

  private void fill(
      List<DataFetcherResult<Object>> answers,
      String type,
      Map<Map<String, String>, List<Integer>> wanted,
      DataFetchingEnvironment field) {
    EntityFinder finder = finders.get(type);
    if (finder == null) {
      throw new IllegalStateException(type + ": no finder");
    }
    List<? extends @Nullable Object> found = finder.find(List.copyOf(wanted.keySet()), field);
    int at = 0;
    for (List<Integer> places : wanted.values()) {
      Object object = found.get(at++);
      for (int place : places) {
        if (object != null) {
          answers.set(place, DataFetcherResult.newResult().data(object).localContext(type).build());
        }
      }
    }
  }

  private Wanted wanted(Object representation) {
    if (!(representation instanceof Map<?, ?> members)
        || !(members.get(TYPE_NAME) instanceof String type)) {
      return bad("expected an object with " + TYPE_NAME);
    }
    List<List<String>> known = keys.get(type);
    if (known == null) {
      return bad("no type with a key: " + type.substring(0, Math.min(type.length(), BRIEF_CHARS)));
    }
    for (List<String> names : known) {
      Map<String, String> key = key(names, members);
      if (key != null) {
        return new Wanted(type, key, null);
      }
    }
    return bad(type + ": expected the fields of a key, one of " + known);
  }

  /** The values of a key's fields, or nothing if one is missing. */
  private static @Nullable Map<String, String> key(List<String> names, Map<?, ?> members) {
    Map<String, String> key = new TreeMap<>();
    for (String name : names) {
      Object value = members.get(name);
      String text = value instanceof String || value instanceof Number ? value.toString() : null;
      if (text == null || text.length() > MOST_KEY_CHARS) {
        return null;
      }
      key.put(name, text);
    }
    return key;
  }

  private static Wanted bad(String problem) {
    return new Wanted("", Map.of(), problem);
  }

  private static DataFetcherResult<Object> nothing(
      @Nullable String problem, DataFetchingEnvironment field, int place) {
    DataFetcherResult.Builder<Object> nothing = DataFetcherResult.newResult();
    if (problem != null) {
      nothing.error(
          GraphqlErrorBuilder.newError(field)
              .message("%s", "representations[" + place + "]: " + problem)
              .path(field.getExecutionStepInfo().getPath().segment(place))
              .extensions(Map.of(ErrorFormat.CODE, ErrorCode.BAD_USER_INPUT.name()))
              .build());
    }
    return nothing.build();
  }
}
