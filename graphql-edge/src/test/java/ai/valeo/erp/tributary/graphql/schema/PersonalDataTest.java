package ai.valeo.erp.tributary.graphql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import graphql.language.ObjectTypeDefinition;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No field shows personal data without a right. */
class PersonalDataTest {

  private static final String SCOPE = "customers:pii";

  @ParameterizedTest
  @ValueSource(strings = {"central", "edge"})
  void shouldAskForARightWhereDataArePersonal(String end) {
    // given
    String sdl = end.equals("central") ? CentralSchema.sdl() : EdgeSchema.sdl();
    TypeDefinitionRegistry types = new SchemaParser().parse(sdl);

    // when
    List<String> open =
        EntityTypes.bundled().all().stream()
            .flatMap(type ->
                type.attributes().stream()
                    .filter(Attribute::personal)
                    .filter(attribute -> isOpen(types, type, attribute))
                    .map(attribute -> type.name() + '.' + attribute.name()))
            .toList();

    // then
    assertThat(open).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"central", "edge"})
  void shouldKnowWhatTheSchemaProtectsAsPersonalEverywhere(String end) {
    // given
    String sdl = end.equals("central") ? CentralSchema.sdl() : EdgeSchema.sdl();
    TypeDefinitionRegistry types = new SchemaParser().parse(sdl);

    // when: values also stand in lists of attributes, where only the entity type says what they are
    List<String> unmarked =
        EntityTypes.bundled().all().stream()
            .flatMap(type ->
                type.attributes().stream()
                    .filter(attribute -> !attribute.personal())
                    .filter(attribute -> isProtected(types, type, attribute))
                    .map(attribute -> type.name() + '.' + attribute.name()))
            .toList();

    // then
    assertThat(unmarked).isEmpty();
  }

  private static boolean isProtected(TypeDefinitionRegistry types, EntityType type, Attribute one) {
    return types.getTypes(ObjectTypeDefinition.class).stream()
        .filter(shown -> shown.getName().equals(type.name()))
        .flatMap(shown -> shown.getFieldDefinitions().stream())
        .filter(field -> field.getName().equals(one.name()))
        .anyMatch(field ->
            field.getDirectives("requiresScopes").stream()
                .anyMatch(asked -> asked.toString().contains(SCOPE)));
  }

  private static boolean isOpen(TypeDefinitionRegistry types, EntityType type, Attribute one) {
    return types.getTypes(ObjectTypeDefinition.class).stream()
        .filter(shown -> shown.getName().equals(type.name()))
        .flatMap(shown -> shown.getFieldDefinitions().stream())
        .filter(field -> field.getName().equals(one.name()))
        .anyMatch(field ->
            field.getDirectives("requiresScopes").stream()
                .noneMatch(asked -> asked.toString().contains(SCOPE)));
  }
}
