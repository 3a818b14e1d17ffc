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
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaPrinter;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
    assertThat(SchemaAudit.silent(schema)).isEmpty();
  }

  @Test
  void shouldSayWhoMayUseEveryRootField() {
    // the rest is public: what is bought and sold, and the schema; _entities asks each type
    assertThat(SchemaAudit.open(schema))
        .containsExactlyInAnyOrder(
            "Query.schemaVersion",
            "Query.product",
            "Query.products",
            "Query.productsConnection",
            "Query.productCategory",
            "Query.productCategories",
            "Query._service",
            "Query._entities");
  }

  @Test
  void shouldSayWhoMaySeeEveryEntity() {
    assertThat(SchemaAudit.openEntities(schema)).containsExactly("Product", "ProductCategory");
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
}
