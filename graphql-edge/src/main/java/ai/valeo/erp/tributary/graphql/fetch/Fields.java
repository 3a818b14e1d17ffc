package ai.valeo.erp.tributary.graphql.fetch;

import graphql.schema.DataFetcher;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fetchers of one type of the schema. Every field has one: nothing is read by reflection.
 *
 * @param <S> type of the source
 */
final class Fields<S> {

  private final String type;
  private final Map<String, DataFetcher<?>> fetchers = new LinkedHashMap<>();

  private Fields(String type) {
    this.type = type;
  }

  /** Fetchers of a type. */
  static <S> Fields<S> of(String type) {
    return new Fields<>(type);
  }

  /** Adds a field that is read from the source alone. */
  Fields<S> add(String field, Function<S, ? extends @Nullable Object> read) {
    fetchers.put(field, Field.of(read));
    return this;
  }

  /** Adds a field with arguments. */
  Fields<S> fetch(String field, DataFetcher<?> fetcher) {
    fetchers.put(field, fetcher);
    return this;
  }

  void into(RuntimeWiring.Builder wiring) {
    TypeRuntimeWiring.Builder typed = TypeRuntimeWiring.newTypeWiring(type);
    fetchers.forEach(typed::dataFetcher);
    wiring.type(typed);
  }
}
