package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.graphql.fetch.Fields;
import ai.valeo.erp.tributary.graphql.fetch.SubgraphFields;
import ai.valeo.erp.tributary.graphql.schema.DataRule;
import ai.valeo.erp.tributary.graphql.schema.EdgeSchema;
import ai.valeo.erp.tributary.graphql.schema.ErrorCode;
import ai.valeo.erp.tributary.graphql.schema.Subgraph;
import ai.valeo.erp.tributary.graphql.schema.UserInputException;
import ai.valeo.erp.tributary.graphql.trade.EntityNames;
import ai.valeo.erp.tributary.graphql.trade.OrderMutations;
import ai.valeo.erp.tributary.graphql.trade.Payload;
import ai.valeo.erp.tributary.graphql.trade.StockMutations;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import graphql.schema.DataFetcher;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The schema of an edge node with all its fetchers. They read and write the local disk and block on
 * it, so they run on threads that may.
 */
public final class EdgeFetchers {

  private final LocalNode node;
  private final Surroundings surroundings;
  private final Centre centre;
  private final StatusFields status;
  private final LocalSubscriptions subscriptions;

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
    this.status =
        new StatusFields(node, surroundings.about(), surroundings.load(), surroundings.clock());
    this.subscriptions = new LocalSubscriptions(node, surroundings.executor());
  }

  /**
   * What the fetchers need beside the node.
   *
   * @param about what the node says of itself
   * @param load what the process uses of its machine
   * @param types the entity types
   * @param clock the wall clock
   * @param executor threads that may block, to tell subscribers; one task for each at most
   */
  public record Surroundings(
      About about, MachineLoad load, EntityTypes types, InstantSource clock, Executor executor) {}

  /**
   * The schema of these definitions, every root field answered where its directives say.
   *
   * @throws IllegalStateException if the node cannot answer a field which the SDL says it does
   */
  public GraphQLSchema schema(TypeDefinitionRegistry definitions) {
    return schema(definitions, centre, false);
  }

  /**
   * The schema of these definitions, every root field answered where its directives say.
   *
   * @param asked answers what the node cannot
   * @param isFederated whether the centre's definitions are among these
   * @throws IllegalStateException if the node cannot answer a field which the SDL says it does
   */
  public GraphQLSchema schema(
      TypeDefinitionRegistry definitions, Centre asked, boolean isFederated) {
    Fields<Object> query = Fields.of("Query");
    query
        .fetch("_federated", field -> isFederated)
        .fetch("syncProgress", field -> subscriptions.progress());
    Fields<Object> mutation = Fields.of("Mutation");
    Fields<Object> subscription = Fields.of("Subscription");
    GraphQLSchema plain =
        EdgeSchema.build(
            definitions,
            wiring -> {
              queries(wiring, query);
              mutations(wiring, mutation, asked);
              subscriptions.into(wiring, subscription);
              return wiring;
            });
    Map<FieldCoordinates, DataFetcher<?>> local = new LinkedHashMap<>(query.coordinates());
    local.putAll(mutation.coordinates());
    local.putAll(subscription.coordinates());
    return new RootRouting(local, asked).routed(plain);
  }

  private void queries(RuntimeWiring.Builder wiring, Fields<Object> query) {
    LocalQueries queries = new LocalQueries(node);
    queries.into(wiring, query);
    SubgraphFields.into(wiring, query, new Subgraph(EdgeSchema.sdl(), queries.finders()));
    new SearchFields(node).into(wiring, query);
    status.into(wiring, query);
    new ChangeFields(node, surroundings.types()).into(wiring, query);
  }

  private void mutations(RuntimeWiring.Builder wiring, Fields<Object> mutation, Centre asked) {
    Captures captures = new Captures(node);
    LocalShelf shelf = new LocalShelf(node);
    EntityType orders = surroundings.types().type(EntityNames.ORDER);
    if (orders == null) {
      throw new IllegalStateException("type: " + EntityNames.ORDER + " is not in the catalogue");
    }
    new StockMutations(shelf, captures).into(wiring, mutation);
    new OrderMutations(shelf, captures, orders, surroundings.clock()).into(wiring, mutation);
    new NodeMutations(node, status::status).into(wiring, mutation);
    new CacheMutations(asked).into(wiring, mutation);
    Payload.common(wiring);
  }

  /** What of the data is whose. */
  public DataRule rule() {
    return new LocalRule(node, surroundings.types());
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
