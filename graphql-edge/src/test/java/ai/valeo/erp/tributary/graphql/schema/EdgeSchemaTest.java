package ai.valeo.erp.tributary.graphql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.Golden;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.SchemaPrinter;
import graphql.schema.idl.TypeRuntimeWiring;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EdgeSchemaTest {

  /** Types of both schemas that an app may move between; at the edge, less of a customer. */
  private static final Set<String> LESS_AT_THE_EDGE = Set.of("Customer");

  private static final Set<String> EDGE_ONLY_FIELDS = Set.of("syncStatus");

  private final GraphQLSchema edge =
      EdgeSchema.build(
          EdgeSchema.definitions(EdgeSchema.sdl()),
          wiring ->
              wiring.type(
                  TypeRuntimeWiring.newTypeWiring("MutationResult").typeResolver(any -> null)));
  private final GraphQLSchema central = CentralSchema.build(wiring -> wiring);

  @Test
  void shouldKeepItsShape() throws IOException {
    // given
    SchemaPrinter printer =
        new SchemaPrinter(
            SchemaPrinter.Options.defaultOptions()
                .includeDirectiveDefinitions(false)
                .includeScalarTypes(true));

    // when / then
    Golden.assertGolden("edge.graphqls", printer.print(edge));
  }

  @Test
  void shouldDescribeEverything() {
    assertThat(SchemaAudit.silent(edge)).isEmpty();
  }

  @Test
  void shouldSayWhoMayUseEveryRootField() {
    // the rest is public: what is bought and sold, and how the node does
    assertThat(SchemaAudit.open(edge))
        .containsExactlyInAnyOrder(
            "Query._federated",
            "Query._service",
            "Query._entities",
            "Query.product",
            "Query.products",
            "Query.searchProducts",
            "Query.edgeStatus",
            "Query.syncStatus",
            "Query.syncProgress",
            "Subscription.syncProgressUpdated");
  }

  @Test
  void shouldLetAppsMoveBetweenEdgeAndCentre() {
    // when
    var differences = new ArrayList<String>();
    for (GraphQLNamedType type : edge.getAllTypesAsList()) {
      if (type instanceof GraphQLObjectType here
          && central.getType(type.getName()) instanceof GraphQLObjectType there
          && !type.getName().startsWith("__")) {
        compare(here, there, differences);
      }
    }

    // then
    assertThat(differences).isEmpty();
  }

  private static void compare(
      GraphQLObjectType here, GraphQLObjectType there, List<String> differences) {
    boolean isRoot = List.of("Query", "Mutation", "Subscription").contains(here.getName());
    for (GraphQLFieldDefinition field : there.getFieldDefinitions()) {
      GraphQLFieldDefinition own = here.getFieldDefinition(field.getName());
      String place = here.getName() + "." + field.getName();
      if (own != null && !shape(own).equals(shape(field))) {
        differences.add(place + ": " + shape(own) + " at the centre " + shape(field));
      } else if (own == null && !isRoot && !LESS_AT_THE_EDGE.contains(here.getName())) {
        differences.add(place + ": not at the edge");
      }
    }
    for (GraphQLFieldDefinition own : here.getFieldDefinitions()) {
      if (!isRoot
          && there.getFieldDefinition(own.getName()) == null
          && !EDGE_ONLY_FIELDS.contains(own.getName())) {
        differences.add(here.getName() + "." + own.getName() + ": not at the centre");
      }
    }
  }

  private static String shape(GraphQLFieldDefinition field) {
    var arguments =
        field.getArguments().stream()
            .map(one -> one.getName() + ": " + GraphQLTypeUtil.simplePrint(one.getType()))
            .sorted()
            .toList();
    return arguments + " " + GraphQLTypeUtil.simplePrint(field.getType());
  }
}
