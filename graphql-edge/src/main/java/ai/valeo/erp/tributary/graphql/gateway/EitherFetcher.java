package ai.valeo.erp.tributary.graphql.gateway;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.LightDataFetcher;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads fields of objects that the centre answered; all others as before. Any thread. */
final class EitherFetcher implements LightDataFetcher<Object> {

  private static final Set<String> ROOTS = Set.of("Query", "Mutation", "Subscription");

  private final DataFetcher<?> here;

  private EitherFetcher(DataFetcher<?> here) {
    this.here = here;
  }

  /** A schema whose types may come from the centre as well. */
  static GraphQLSchema everywhere(GraphQLSchema schema) {
    GraphQLCodeRegistry code =
        schema
            .getCodeRegistry()
            .transform(changed -> {
              for (var type : schema.getAllTypesAsList()) {
                if (type instanceof GraphQLObjectType object
                    && !ROOTS.contains(object.getName())
                    && !object.getName().startsWith("__")) {
                  wrap(changed, schema.getCodeRegistry(), object);
                }
              }
            });
    return schema.transformWithoutTypes(changed -> changed.codeRegistry(code));
  }

  private static void wrap(
      GraphQLCodeRegistry.Builder changed, GraphQLCodeRegistry code, GraphQLObjectType type) {
    for (GraphQLFieldDefinition field : type.getFieldDefinitions()) {
      FieldCoordinates place = FieldCoordinates.coordinates(type, field);
      changed.dataFetcher(place, new EitherFetcher(code.getDataFetcher(place, field)));
    }
  }

  @Override
  public @Nullable Object get(
      GraphQLFieldDefinition field, Object source, Supplier<DataFetchingEnvironment> environment)
      throws Exception {
    if (source instanceof CentreObject object) {
      return object.member(environment.get());
    }
    return here instanceof LightDataFetcher<?> light
        ? light.get(field, source, environment)
        : here.get(environment.get());
  }

  @Override
  public @Nullable Object get(DataFetchingEnvironment environment) throws Exception {
    return environment.getSource() instanceof CentreObject object
        ? object.member(environment)
        : here.get(environment);
  }
}
