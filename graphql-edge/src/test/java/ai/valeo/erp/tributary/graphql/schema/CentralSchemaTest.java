package ai.valeo.erp.tributary.graphql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.Golden;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.AttributeType;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaPrinter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CentralSchemaTest {

  private final GraphQLSchema schema = CentralSchema.build(wiring -> wiring);

  @Test
  void shouldKeepItsShape() throws IOException {
    // given
    SchemaPrinter printer =
        new SchemaPrinter(
            SchemaPrinter.Options.defaultOptions()
                .includeDirectiveDefinitions(false)
                .includeScalarTypes(true));

    // when / then
    Golden.assertGolden("central.graphqls", printer.print(schema));
  }

  @Test
  void shouldDescribeEverything() {
    // when
    var silent = new ArrayList<String>();
    for (GraphQLNamedType type : schema.getAllTypesAsList()) {
      if (type instanceof GraphQLObjectType object && !type.getName().startsWith("__")) {
        note(silent, type.getName(), object.getDescription());
        for (GraphQLFieldDefinition field : object.getFieldDefinitions()) {
          String path = type.getName() + "." + field.getName();
          note(silent, path, field.getDescription());
          field
              .getArguments()
              .forEach(argument ->
                  note(silent, path + "." + argument.getName(), argument.getDescription()));
        }
      }
    }

    // then
    assertThat(silent).isEmpty();
  }

  @Test
  void shouldNameEveryStrategy() {
    // when
    List<String> expected =
        MergePolicy.BUILT_IN.stream()
            .map(name -> name.toUpperCase(Locale.ROOT).replace('-', '_'))
            .toList();

    // then
    assertThat(values("ResolutionStrategy"))
        .containsAll(expected)
        .contains("OTHER")
        .hasSize(expected.size() + 1);
  }

  @Test
  void shouldNameEveryStepOfAnOrder() {
    // given
    EntityType order = Objects.requireNonNull(EntityTypes.bundled().type("Order"));
    Attribute status = Objects.requireNonNull(order.attribute("status"));

    // when / then
    assertThat(values("OrderStatus"))
        .containsExactlyInAnyOrderElementsOf(((AttributeType.Symbol) status.type()).symbols());
  }

  private List<String> values(String name) {
    GraphQLEnumType type = Objects.requireNonNull((GraphQLEnumType) schema.getType(name));
    return type.getValues().stream().map(GraphQLEnumValueDefinition::getName).toList();
  }

  private static void note(List<String> silent, String path, @Nullable String description) {
    if (description == null || description.isBlank()) {
      silent.add(path);
    }
  }
}
