package ai.valeo.erp.tributary.graphql.fetch;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.LightDataFetcher;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a field from its source alone, without the cost of a full environment.
 *
 * @param <S> type of the source
 */
final class Field<S> implements LightDataFetcher<@Nullable Object> {

  private final Function<S, ? extends @Nullable Object> read;

  private Field(Function<S, ? extends @Nullable Object> read) {
    this.read = read;
  }

  /** A fetcher that reads the source. */
  static <S> Field<S> of(Function<S, ? extends @Nullable Object> read) {
    return new Field<>(read);
  }

  @Override
  public @Nullable Object get(
      GraphQLFieldDefinition field,
      @Nullable Object source,
      Supplier<DataFetchingEnvironment> environment) {
    return get(source);
  }

  @Override
  public @Nullable Object get(DataFetchingEnvironment environment) {
    return get(environment.<@Nullable Object>getSource());
  }

  @SuppressWarnings("unchecked")
  private @Nullable Object get(@Nullable Object source) {
    return source == null ? null : read.apply((S) source);
  }
}
