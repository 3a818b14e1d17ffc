package ai.valeo.erp.tributary.graphql.edge;

import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLAppliedDirectiveArgument;
import graphql.schema.GraphQLDirectiveContainer;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import org.jspecify.annotations.Nullable;

/** Where a root field is answered, as the directives of the SDL say. */
public enum Route {
  /** {@code @edgeOnly}: here, and it never leaves the node. */
  EDGE_ONLY,
  /** {@code @edgeSync}: captured here, and sent to the centre when there is a network. */
  EDGE_SYNC,
  /** {@code @offlineAvailable}: here; what is not here, by the centre. */
  LOCAL_FIRST,
  /** No directive: by the centre. */
  CENTRE;

  private static final String EDGE_SYNC_DIRECTIVE = "edgeSync";
  private static final int LEAST_URGENT = 10;

  /** The route of a root field. */
  public static Route of(GraphQLFieldDefinition field) {
    if (bears(field, "edgeOnly")) {
      return EDGE_ONLY;
    }
    if (bears(field, EDGE_SYNC_DIRECTIVE)) {
      return EDGE_SYNC;
    }
    return bears(field, "offlineAvailable") ? LOCAL_FIRST : CENTRE;
  }

  /**
   * Priority of the mutations that a field makes, 10 = most urgent: what {@code @edgeSync} says,
   * the other way round.
   *
   * @throws IllegalArgumentException if the field does not bear the directive, or out of bounds
   */
  public static int priority(GraphQLFieldDefinition field) {
    GraphQLAppliedDirective directive = directive(field, EDGE_SYNC_DIRECTIVE);
    GraphQLAppliedDirectiveArgument argument =
        directive == null ? null : directive.getArgument("priority");
    Integer urgency = argument == null ? null : argument.<Integer>getValue();
    if (urgency == null || urgency < 1 || urgency > LEAST_URGENT) {
      throw new IllegalArgumentException(
          field.getName() + ": @edgeSync(priority: " + urgency + ") (expected: 1 to 10)");
    }
    return LEAST_URGENT + 1 - urgency;
  }

  private static boolean bears(GraphQLFieldDefinition field, String name) {
    return directive(field, name) != null;
  }

  private static @Nullable GraphQLAppliedDirective directive(
      GraphQLFieldDefinition field, String name) {
    GraphQLAppliedDirective own = field.getAppliedDirective(name);
    GraphQLType type = GraphQLTypeUtil.unwrapAll(field.getType());
    return own == null && type instanceof GraphQLDirectiveContainer container
        ? container.getAppliedDirective(name)
        : own;
  }
}
