package ai.valeo.erp.tributary.graphql.edge;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gives every root field the fetcher that its directives ask for. */
final class RootRouting {

  private final Map<FieldCoordinates, DataFetcher<?>> local;
  private final Centre centre;

  /**
   * Routing.
   *
   * @param local the fetchers of the fields that the node itself can answer
   * @param centre answers the others
   */
  RootRouting(Map<FieldCoordinates, DataFetcher<?>> local, Centre centre) {
    this.local = local;
    this.centre = centre;
  }

  /**
   * The schema with its root fields routed.
   *
   * @throws IllegalStateException if the node cannot answer a field which the SDL says it does
   */
  GraphQLSchema routed(GraphQLSchema schema) {
    GraphQLCodeRegistry registry =
        schema
            .getCodeRegistry()
            .transform(code ->
                Stream.of(
                        schema.getQueryType(),
                        schema.getMutationType(),
                        schema.getSubscriptionType())
                    .filter(Objects::nonNull)
                    .forEach(root -> route(code, root)));
    return schema.transformWithoutTypes(changed -> changed.codeRegistry(registry));
  }

  private void route(GraphQLCodeRegistry.Builder code, GraphQLObjectType root) {
    for (GraphQLFieldDefinition field : root.getFieldDefinitions()) {
      FieldCoordinates place = FieldCoordinates.coordinates(root, field);
      Route route = Route.of(field);
      if (route == Route.EDGE_SYNC) {
        Route.priority(field); // refuses what is out of bounds now, not when somebody asks
      }
      code.dataFetcher(place, fetcher(route, place, local.get(place)));
    }
  }

  /** A type may be available offline although one of the fields that lead to it is not. */
  private DataFetcher<?> fetcher(
      Route route, FieldCoordinates place, @Nullable DataFetcher<?> here) {
    if (route == Route.CENTRE || (route == Route.LOCAL_FIRST && here == null)) {
      return centre::fetch;
    }
    if (here == null) {
      throw new IllegalStateException(place + ": " + route + ", but the node has no fetcher of it");
    }
    return route == Route.LOCAL_FIRST ? field -> localFirst(here, field) : here;
  }

  private @Nullable Object localFirst(DataFetcher<?> here, DataFetchingEnvironment field)
      throws Exception {
    try {
      return here.get(field);
    } catch (OfflineException missing) {
      return elsewhere(field, missing);
    }
  }

  private @Nullable Object elsewhere(DataFetchingEnvironment field, OfflineException missing)
      throws Exception {
    try {
      Object answer = centre.fetch(field);
      return answer instanceof CompletionStage<?> later ? naming(missing, later) : answer;
    } catch (OfflineException e) {
      throw missing;
    }
  }

  /** Where nobody can be asked, the message is about what is missing. */
  private static CompletionStage<Object> naming(
      OfflineException missing, CompletionStage<?> later) {
    return later.handle((answer, failure) -> {
      if (failure == null) {
        return answer;
      }
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      throw cause instanceof OfflineException ? missing : new CompletionException(cause);
    });
  }
}
