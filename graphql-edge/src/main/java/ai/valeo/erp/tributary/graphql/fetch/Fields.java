package ai.valeo.erp.tributary.graphql.fetch;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.FieldCoordinates;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fetchers of one type of the schema. Every field has one: nothing is read by reflection.
 *
 * @param <S> type of the source
 */
public final class Fields<S> {

  private final String type;
  private final Map<String, DataFetcher<?>> fetchers = new LinkedHashMap<>();

  private Fields(String type) {
    this.type = type;
  }

  /** Fetchers of a type. */
  public static <S> Fields<S> of(String type) {
    return new Fields<>(type);
  }

  /** Adds a field that is read from the source alone. */
  public Fields<S> add(String field, Function<S, ? extends @Nullable Object> read) {
    fetchers.put(field, Field.of(read));
    return this;
  }

  /** Adds a field that is read from the source, for who asks. */
  public Fields<S> addFor(
      String field, BiFunction<S, DataFetchingEnvironment, ? extends @Nullable Object> read) {
    DataFetcher<@Nullable Object> fetcher =
        environment -> {
          S source = environment.getSource();
          return source == null ? null : read.apply(source, environment);
        };
    fetchers.put(field, fetcher);
    return this;
  }

  /** Adds a field with arguments. */
  public Fields<S> fetch(String field, DataFetcher<?> fetcher) {
    fetchers.put(field, fetcher);
    return this;
  }

  /** The fetchers by the places of their fields. */
  public Map<FieldCoordinates, DataFetcher<?>> coordinates() {
    var places = new LinkedHashMap<FieldCoordinates, DataFetcher<?>>();
    fetchers.forEach(
        (field, fetcher) -> places.put(FieldCoordinates.coordinates(type, field), fetcher));
    return places;
  }

  /** Adds them to the wiring. */
  public void into(RuntimeWiring.Builder wiring) {
    TypeRuntimeWiring.Builder typed = TypeRuntimeWiring.newTypeWiring(type);
    fetchers.forEach(typed::dataFetcher);
    wiring.type(typed);
  }
}
