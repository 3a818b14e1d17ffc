package ai.valeo.erp.tributary.graphql.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void shouldWriteEveryKindOfValue() {
    // given
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("text", "a \"b\" \u00e4\n");
    value.put("none", null);
    value.put("numbers", List.of(1, 2L, 2.5d, 0.5f, new BigDecimal("1.20"), BigInteger.TEN));
    value.put("flags", Arrays.asList(true, null, false));
    value.put("empty", List.of(Map.of(), List.of()));
    value.put("other", Thread.State.NEW);

    // when
    String written = Json.write(value).toString(StandardCharsets.UTF_8);

    // then
    assertThat(written)
        .isEqualTo(
            "{\"text\":\"a \\\"b\\\" \u00e4\\n\",\"none\":null,"
                + "\"numbers\":[1,2,2.5,0.5,1.20,10],\"flags\":[true,null,false],"
                + "\"empty\":[{},[]],\"other\":\"NEW\"}");
  }

  @Test
  void shouldMakePlainValuesOfWhatWasRead() {
    // given
    String text = "{\"b\":[1,3000000000,30000000000000000000,1.5,null,true],\"a\":{\"c\":\"x\"}}";

    // when
    JsonNode read = Objects.requireNonNull(Json.read(text.getBytes(StandardCharsets.UTF_8)));
    Map<String, Object> members = Json.members(read);

    // then
    assertThat(members.keySet()).containsExactly("b", "a");
    assertThat(members.get("b"))
        .isEqualTo(
            Arrays.asList(
                1, 3_000_000_000L, new BigInteger("30000000000000000000"), 1.5d, null, true));
    assertThat(members.get("a")).isEqualTo(Map.of("c", "x"));
    assertThat(Json.plain(read.path("missing"))).isNull();
  }
}
