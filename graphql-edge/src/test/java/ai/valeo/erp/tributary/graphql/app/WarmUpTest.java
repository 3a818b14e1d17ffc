package ai.valeo.erp.tributary.graphql.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.schema.CentralSchema;
import graphql.ExecutionInput;
import graphql.ParseAndValidate;
import graphql.schema.GraphQLSchema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WarmUpTest {
  private static final GraphQLSchema SCHEMA = CentralSchema.build(wiring -> wiring);

  /** One that does not fit the schema is refused at once, and warms nothing. */
  @ParameterizedTest
  @MethodSource("ai.valeo.erp.tributary.graphql.app.WarmUp#samples")
  void shouldAskWhatCanBeAnswered(String sample) {
    // when
    var found =
        ParseAndValidate.parseAndValidate(SCHEMA, ExecutionInput.newExecutionInput(sample).build());

    // then
    assertThat(found.getErrors()).isEmpty();
  }
}
