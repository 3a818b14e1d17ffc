package ai.valeo.erp.tributary.edge.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ValueJsonTest {

  @Test
  void shouldReturnEveryKindOfValueAsItWas() {
    // given
    var values = new TreeMap<String, Value>();
    values.put("flag", Value.of(true));
    values.put("whole", Value.of(Long.MIN_VALUE));
    values.put("real", Value.of(3.0));
    values.put("tiny", Value.of(Double.MIN_VALUE));
    values.put("decimal", Value.of(new BigDecimal("-12.3400")));
    values.put("large", Value.of(new BigDecimal("1E+7")));
    values.put("text", Value.of("Grüße \"\n\u0000 😀"));
    values.put("empty", Value.of(List.of()));
    values.put(
        "lines",
        Value.of(
            List.of(
                Value.of(Map.of("d", Value.of("x"), "price", Value.of(new BigDecimal("1.0")))),
                Value.of(Map.<String, Value>of()))));

    // when
    var read = ValueJson.readValues(ValueJson.write(values));

    // then
    assertThat(read).isEqualTo(values);
  }

  @Test
  void shouldReturnChangesAsTheyWere() {
    // given
    var changes =
        List.of(
            Change.set("a", Value.of(1)),
            Change.clear("b"),
            Change.step("c", "CREATED", "SHIPPED"),
            Change.add("d", new BigDecimal("0.10")),
            Change.remove("e", Value.of("tag")));

    // when
    var read = ValueJson.readChanges(ValueJson.write(changes));

    // then
    assertThat(read).isEqualTo(changes);
  }

  @Test
  void shouldBeReadableForSqlite() {
    // given
    var values = new TreeMap<String, Value>(Map.of("quantity", Value.of(5)));

    // when
    String text = ValueJson.write(values);

    // then
    assertThat(text).isEqualTo("{\"quantity\":5}");
  }
}
