package ai.valeo.erp.tributary.schemas.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeaningTest {

  private static final EntityTypes TYPES = EntityTypes.bundled();
  private static final Attribute QUANTITY = TYPES.type("InventoryItem").attribute("quantity");
  private static final Attribute TAGS = TYPES.type("Product").attribute("tags");

  @Test
  void shouldAddToTheInitialValueWhereNoneIsPresent() {
    assertThat(Meaning.apply(QUANTITY, null, Change.add("quantity", -3))).isEqualTo(Value.of(-3));
    assertThat(Meaning.apply(QUANTITY, Value.of(5), Change.add("quantity", -3)))
        .isEqualTo(Value.of(2));
  }

  @Test
  void shouldKeepSetsInOrderWithoutRepetition() {
    // given
    Value present = Value.of(List.of(Value.of("b")));

    // when
    Value inserted = Meaning.apply(TAGS, present, Change.insert("tags", Value.of("a")));
    Value again = Meaning.apply(TAGS, inserted, Change.insert("tags", Value.of("a")));
    Value removed = Meaning.apply(TAGS, again, Change.remove("tags", Value.of("b")));

    // then
    assertThat(inserted).isEqualTo(Value.of(List.of(Value.of("a"), Value.of("b"))));
    assertThat(again).isEqualTo(inserted);
    assertThat(removed).isEqualTo(Value.of(List.of(Value.of("a"))));
  }

  @Test
  void shouldSetAndClear() {
    assertThat(Meaning.apply(QUANTITY, Value.of(5), Change.set("quantity", Value.of(9))))
        .isEqualTo(Value.of(9));
    assertThat(Meaning.apply(QUANTITY, Value.of(5), Change.clear("quantity"))).isNull();
  }

  @Test
  void shouldNotOverflowSilently() {
    assertThatThrownBy(
            () -> Meaning.apply(QUANTITY, Value.of(Long.MAX_VALUE), Change.add("quantity", 1)))
        .isInstanceOf(ArithmeticException.class);
  }
}
