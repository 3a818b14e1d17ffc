package ai.valeo.erp.tributary.graphql.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  private static final byte[] POSITION = "position".getBytes(StandardCharsets.UTF_8);

  @Test
  void shouldGiveBackThePosition() {
    // when
    String cursor = Cursor.encode("orders", POSITION);

    // then
    assertThat(cursor).matches("[A-Za-z0-9_-]+");
    assertThat(Cursor.decode("orders", cursor)).isEqualTo(POSITION);
  }

  @Test
  void shouldRefuseACursorOfAnotherScope() {
    // given
    String cursor = Cursor.encode("orders", POSITION);

    // when / then
    assertThatThrownBy(() -> Cursor.decode("products", cursor))
        .isInstanceOf(InvalidPageException.class);
  }

  @Test
  void shouldRefuseAnyChangedCharacter() {
    // given
    String cursor = Cursor.encode("orders", POSITION);

    // when / then
    for (int i = 0; i < cursor.length() - 1; i++) {
      char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
      String changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
      assertThatThrownBy(() -> Cursor.decode("orders", changed))
          .as(changed)
          .isInstanceOf(InvalidPageException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "AQ", "AAAAAAAA", "not base64!", "////"})
  void shouldRefuseWhatIsNoCursor(String text) {
    assertThatThrownBy(() -> Cursor.decode("orders", text))
        .isInstanceOf(InvalidPageException.class)
        .hasMessage("after: not a cursor of this field and filter");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 201, Integer.MAX_VALUE})
  void shouldRefuseAPageSizeOutOfBounds(int first) {
    assertThatThrownBy(() -> new PageRequest(first, null))
        .isInstanceOf(InvalidPageException.class)
        .hasMessage("first: " + first + " (expected: 1..200)");
  }
}
