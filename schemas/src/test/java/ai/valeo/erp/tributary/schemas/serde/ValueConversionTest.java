package ai.valeo.erp.tributary.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.schemas.avro.DecimalNumber;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueConversionTest {

  static List<Value> values() {
    return List.of(
        Value.of(true),
        Value.of(Long.MIN_VALUE),
        Value.of(-0.5),
        Value.of(""),
        Value.of(new BigDecimal("-123456789012345678901234567890.1200")),
        Value.of(List.of()),
        Value.of(List.of(Value.of("a"), Value.of(new BigDecimal("1.0")))),
        Value.of(List.of(Value.of(Map.of("a", Value.of(1), "b", Value.of("x"))))));
  }

  @ParameterizedTest
  @MethodSource("values")
  void shouldGiveBackWhatItTook(Value value) {
    assertThat(ValueConversion.fromUnion(ValueConversion.toUnion(value))).isEqualTo(value);
  }

  @Test
  void shouldGiveBackChanges() {
    var changes =
        List.of(
            Change.step("status", "CREATED", "CONFIRMED"),
            Change.add("quantity", -2),
            Change.clear("comment"),
            Change.insert("tags", Value.of("x")));

    assertThat(ChangeConversion.fromAvro(ChangeConversion.toAvro(changes))).isEqualTo(changes);
  }

  @Test
  void shouldRefuseWhatIsNoValue() {
    var hostile = new DecimalNumber(ByteBuffer.wrap(new byte[] {1}), Integer.MAX_VALUE);

    assertThatThrownBy(() -> ValueConversion.fromUnion(hostile))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ValueConversion.fromUnion(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
