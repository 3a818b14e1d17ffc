package ai.valeo.erp.tributary.graphql.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.schema.GraphRequest;
import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import graphql.GraphQLContext;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.DataFetchingEnvironmentImpl;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PersonalDataTest {

  private final EntityTypes types = EntityTypes.bundled();
  private final PersonalData personal = new PersonalData(types);

  @Test
  void shouldShowPersonalDataOnlyToWhoMaySeeIt() {
    // given
    DataFetchingEnvironment clerk = askedBy(Set.of("customers:read", "audit:read"));
    DataFetchingEnvironment officer = askedBy(Set.of("customers:pii"));
    Value mail = Value.of("a@example.com");

    // when / then
    assertThat(personal.value(clerk, "Customer", "email", mail)).isNull();
    assertThat(personal.value(officer, "Customer", "email", mail)).isEqualTo("a@example.com");
    assertThat(personal.value(clerk, "Customer", "name", Value.of("Chai"))).isEqualTo("Chai");
  }

  @Test
  void shouldHideWhatNoTypeTellsToBeHarmless() {
    // given
    DataFetchingEnvironment clerk = askedBy(Set.of());

    // when / then
    assertThat(personal.value(clerk, "Customer", "formerly", Value.of("x"))).isNull();
    assertThat(personal.value(clerk, "Gone", "name", Value.of("x"))).isNull();
  }

  @Test
  void shouldSayThatAHiddenValueIsThere() {
    // given
    EntityType customer = Objects.requireNonNull(types.type("Customer"));
    Map<String, Object> all = Map.of("name", "Chai", "email", "a@example.com");

    // when
    Map<String, ?> shown = personal.values(askedBy(Set.of()), customer, all);

    // then
    assertThat(shown.get("name")).isEqualTo("Chai");
    assertThat(shown.containsKey("email")).isTrue();
    assertThat(shown.get("email")).isNull();
  }

  private static DataFetchingEnvironment askedBy(Set<String> scopes) {
    Identity identity = new Identity(Identity.Kind.TOKEN, "otto", Set.of(), scopes, null, null);
    GraphRequest request =
        new GraphRequest("r1", "{ __typename }", null, Map.of(), true, Caller.ANYONE.as(identity));
    return DataFetchingEnvironmentImpl.newDataFetchingEnvironment()
        .graphQLContext(GraphQLContext.newContext().of(GraphRequest.class, request).build())
        .build();
  }
}
