package ai.valeo.erp.tributary.graphql.schema;

import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.List;

/** What a schema needs to bear the directives of Apollo Federation v2. */
final class Federation {

  private static final String DIRECTIVES = "federation.graphqls";
  private static final List<String> SCALARS =
      List.of("link__Import", "federation__FieldSet", "federation__Scope");

  private Federation() {}

  /** Adds the definitions of its directives. */
  static void define(TypeDefinitionRegistry types) {
    types.merge(new SchemaParser().parse(SdlResource.text(DIRECTIVES)));
  }

  /** Adds the scalars of its directives. */
  static void wire(RuntimeWiring.Builder wiring) {
    SCALARS.forEach(name -> wiring.scalar(Scalars.document(name)));
  }
}
