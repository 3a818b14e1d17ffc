package ai.valeo.erp.tributary.graphql.schema;

import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The schema of the centre, from its SDL. */
public final class CentralSchema {

  private static final String RESOURCE = "central.graphqls";

  private CentralSchema() {}

  /**
   * The schema with its fetchers.
   *
   * @param fetchers adds the fetchers to the wiring
   * @throws graphql.schema.idl.errors.SchemaProblem if SDL and wiring do not fit
   */
  public static GraphQLSchema build(UnaryOperator<RuntimeWiring.Builder> fetchers) {
    RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
    Scalars.all().forEach(wiring::scalar);
    Federation.wire(wiring);
    wiring.wiringFactory(new TypedResolvers(Set.of(Federation.ENTITY)));
    return new SchemaGenerator()
        .makeExecutableSchema(definitions(sdl()), fetchers.apply(wiring).build());
  }

  /** The definitions of an SDL, with those of federation. */
  public static TypeDefinitionRegistry definitions(String sdl) {
    TypeDefinitionRegistry types = new SchemaParser().parse(sdl);
    Federation.define(types, "");
    return types;
  }

  /** The SDL as it is kept in the module. */
  public static String sdl() {
    return SdlResource.text(RESOURCE);
  }
}
