package ai.valeo.erp.tributary.graphql.schema;

import graphql.execution.ExecutionContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;
import graphql.schema.DataFetcher;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * Holds fields to what the schema asks of their callers. A request whose caller has all its
 * document needs runs on the plain schema and pays nothing; any other runs on a twin of the schema
 * whose fetchers look at their caller. Any thread.
 */
final class FieldGuard extends SimplePerformantInstrumentation {

  /** Context key: set where single fields have to be looked at. */
  static final String MUST_LOOK = "tributary.mustLook";

  private final GraphQLSchema guarded;

  FieldGuard(FieldRules rules, DataRule data) {
    this.guarded = guarded(rules, data);
  }

  @Override
  public ExecutionContext instrumentExecutionContext(
      ExecutionContext context,
      InstrumentationExecutionParameters parameters,
      @Nullable InstrumentationState state) {
    return context.getGraphQLContext().hasKey(MUST_LOOK)
        ? context.transform(changed -> changed.graphQLSchema(guarded))
        : context;
  }

  private static GraphQLSchema guarded(FieldRules rules, DataRule data) {
    GraphQLSchema schema = rules.schema();
    GraphQLCodeRegistry registry =
        schema
            .getCodeRegistry()
            .transform(code -> {
              for (GraphQLNamedType type : schema.getAllTypesAsList()) {
                if (type instanceof GraphQLObjectType object && !type.getName().startsWith("__")) {
                  guard(code, rules, data, object);
                }
              }
            });
    return schema.transformWithoutTypes(changed -> changed.codeRegistry(registry));
  }

  private static void guard(
      GraphQLCodeRegistry.Builder code, FieldRules rules, DataRule data, GraphQLObjectType parent) {
    boolean isMutation = parent.equals(rules.schema().getMutationType());
    for (GraphQLFieldDefinition field : parent.getFieldDefinitions()) {
      FieldCoordinates place = FieldCoordinates.coordinates(parent, field);
      DataFetcher<?> plain = code.getDataFetcher(place, field);
      String type = ((GraphQLNamedType) GraphQLTypeUtil.unwrapAll(field.getType())).getName();
      var watched =
          new GuardedFetcher.Place(
              place, type, isMutation, rules.requirement(place), rules.mayBePersonal(place));
      code.dataFetcher(place, new GuardedFetcher(plain, watched, data));
    }
  }
}
