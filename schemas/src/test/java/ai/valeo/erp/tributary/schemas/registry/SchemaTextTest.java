package ai.valeo.erp.tributary.schemas.registry;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A schema nobody can read is the fault of whoever refers to it, never a reason to wait. */
final class SchemaTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"b\",\"type\":\"other.B\"}]}",
        "[\"int\",\"int\"]"
      })
  void shouldNameWhatIsNoSchema(String text) {
    assertThatThrownBy(() -> SchemaText.parse(text))
        .asInstanceOf(InstanceOfAssertFactories.type(RegistryException.class))
        .returns(RegistryException.Code.INVALID_SCHEMA, RegistryException::code);
  }
}
