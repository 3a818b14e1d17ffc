package ai.valeo.erp.tributary.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {

  private static final Schema ONE = record("a");
  private static final Schema TWO = record("a", "b");
  private static final Schema TWO_OPTIONAL = record("a", "b=0");

  @ParameterizedTest
  @CsvSource({
    "NONE, true, true, true",
    "BACKWARD, false, true, true",
    "FORWARD, true, false, true",
    "FULL, false, false, true",
    "FULL_TRANSITIVE, false, false, true"
  })
  void shouldJudgeAddingDroppingAndAddingWithDefault(
      Compatibility rule, boolean add, boolean drop, boolean addOptional) {
    assertThat(rule.problems(TWO, List.of(ONE)).isEmpty()).isEqualTo(add);
    assertThat(rule.problems(ONE, List.of(TWO)).isEmpty()).isEqualTo(drop);
    assertThat(rule.problems(TWO_OPTIONAL, List.of(ONE)).isEmpty()).isEqualTo(addOptional);
  }

  @Test
  void shouldLookAtEveryEarlierVersionOnlyWhenTransitive() {
    // given: the newest version suits, the one before does not
    List<Schema> earlier = List.of(ONE, TWO_OPTIONAL);

    // then
    assertThat(Compatibility.FULL.problems(TWO, earlier)).isEmpty();
    assertThat(Compatibility.FULL_TRANSITIVE.problems(TWO, earlier))
        .singleElement()
        .asString()
        .contains("reads version 1", "READER_FIELD_MISSING_DEFAULT_VALUE");
  }

  private static Schema record(String... fields) {
    var list = new ArrayList<String>();
    for (String field : fields) {
      String[] parts = field.split("=", 2);
      String more = parts.length == 2 ? ",\"default\":" + parts[1] : "";
      list.add("{\"name\":\"%s\",\"type\":\"int\"%s}".formatted(parts[0], more));
    }
    return SchemaText.parse(
        "{\"type\":\"record\",\"name\":\"R\",\"fields\":[%s]}".formatted(String.join(",", list)));
  }
}
