package ai.valeo.erp.tributary.graphql.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.graphql.page.InvalidPageException;
import org.junit.jupiter.api.Test;

class PositionTest {

  private static Position at(long... next) {
    return new Position(7, 1_000, next);
  }

  @Test
  void shouldComeBackFromItsText() {
    // given
    Position position = at(0, 127, 128, 1L << 40);

    // when
    Position read = Position.of("orders", position.text("orders"));

    // then
    assertThat(read).isEqualTo(position);
    assertThat(read.atMs()).isEqualTo(1_000);
    assertThat(read.topicId()).isEqualTo(7);
  }

  @Test
  void shouldBeGoodForItsTopicOnly() {
    assertThatThrownBy(() -> Position.of("stock", at(1).text("orders")))
        .isInstanceOf(InvalidPageException.class);
    assertThatThrownBy(() -> Position.of("orders", "AAAA"))
        .isInstanceOf(InvalidPageException.class);
    assertThatThrownBy(() -> Position.of("orders", "é!")).isInstanceOf(InvalidPageException.class);
  }

  @Test
  void shouldBePartlyOrdered() {
    // given
    Position left = at(5, 1);
    Position right = at(2, 4);

    // then
    assertThat(left.covers(right)).isFalse();
    assertThat(right.covers(left)).isFalse();
    assertThat(left.with(right)).isEqualTo(at(5, 4));
    assertThat(left.common(right)).isEqualTo(at(2, 1));
    assertThat(left.with(at(1, 1))).isSameAs(left);
    assertThat(at(2, 1).distance(at(5, 4))).isEqualTo(6);
    assertThat(left.after(1, 9, 2_000)).isEqualTo(at(5, 10));
    assertThat(left.after(0, 1, 2_000)).isEqualTo(left);
  }
}
