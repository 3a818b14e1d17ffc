package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.graphql.fetch.Fields;
import ai.valeo.erp.tributary.graphql.schema.EdgeSchema;
import ai.valeo.erp.tributary.graphql.schema.ErrorCode;
import ai.valeo.erp.tributary.graphql.schema.UserInputException;
import graphql.schema.DataFetcher;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The schema of an edge node with all its fetchers. They read and write the local disk and block on
 * it, so they run on threads that may.
 */
public final class EdgeFetchers {

  private final LocalNode node;
  private final Surroundings surroundings;
  private final Centre centre;

  /**
   * Fetchers.
   *
   * @param node what they read and write
   * @param surroundings what they need beside the node
   * @param centre answers what the node cannot
   */
  public EdgeFetchers(LocalNode node, Surroundings surroundings, Centre centre) {
    this.node = node;
    this.surroundings = surroundings;
    this.centre = centre;
  }

  /**
   * What the fetchers need beside the node.
   *
   * @param about what the node says of itself
   * @param load what the process uses of its machine
   * @param clock the wall clock
   */
  public record Surroundings(About about, MachineLoad load, InstantSource clock) {}

  /**
   * The schema of these definitions, every root field answered where its directives say.
   *
   * @throws IllegalStateException if the node cannot answer a field which the SDL says it does
   */
  public GraphQLSchema schema(TypeDefinitionRegistry definitions) {
    Fields<Object> query = Fields.of("Query");
    GraphQLSchema plain =
        EdgeSchema.build(
            definitions,
            wiring -> {
              types(wiring, query);
              return wiring;
            });
    Map<FieldCoordinates, DataFetcher<?>> local = new LinkedHashMap<>(query.coordinates());
    return new RootRouting(local, centre).routed(plain);
  }

  private void types(RuntimeWiring.Builder wiring, Fields<Object> query) {
    new LocalQueries(node).into(wiring, query);
    new StatusFields(node, surroundings.about(), surroundings.load(), surroundings.clock())
        .into(wiring, query);
  }

  /** The code of a failure whose message is for the client, or none. */
  public static @Nullable ErrorCode code(Throwable failure) {
    return switch (failure) {
      case UserInputException e -> ErrorCode.BAD_USER_INPUT;
      case OfflineException e -> ErrorCode.OFFLINE;
      default -> null;
    };
  }
}
