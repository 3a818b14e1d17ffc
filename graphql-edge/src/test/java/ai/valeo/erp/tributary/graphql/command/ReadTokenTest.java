package ai.valeo.erp.tributary.graphql.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.graphql.schema.UserInputException;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadTokenTest {

  private static final ReadToken TOKEN =
      new ReadToken(new EntityKey("InventoryItem", "grüner Tee@W 1"), 7, 1_000);

  @Test
  void shouldReadWhatItHasWritten() {
    // given
    ReadToken other = new ReadToken(new EntityKey("Order", "o1"), 1, 2_000);

    // when / then
    assertThat(ReadToken.parse(TOKEN.text() + ", " + other.text())).containsExactly(TOKEN, other);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "!", "MSAyIDM", "MSBhIGIgT3JkZXIgbzE"})
  void shouldRefuseWhatIsNoToken(String text) {
    assertThatThrownBy(() -> ReadToken.parse(text))
        .isInstanceOf(UserInputException.class)
        .hasMessage("readToken: none of the centre's");
  }

  @Test
  void shouldRefuseTooMany() {
    // given
    String many = String.join(",", Collections.nCopies(ReadToken.MOST + 1, TOKEN.text()));

    // when / then
    assertThatThrownBy(() -> ReadToken.parse(many)).isInstanceOf(UserInputException.class);
  }
}
