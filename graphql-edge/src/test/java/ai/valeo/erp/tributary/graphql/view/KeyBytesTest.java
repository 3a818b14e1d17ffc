package ai.valeo.erp.tributary.graphql.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyBytesTest {

  @Test
  void shouldOrderTextsAsTheirCharacters() {
    // given
    List<String> texts = List.of("", "\0", "\0a", "a", "a\0", "a\0b", "aa", "ab", "b", "ä", "日本");

    // when / then
    for (int i = 1; i < texts.size(); i++) {
      byte[] before = new KeyBytes().text(texts.get(i - 1)).text("zz").toBytes();
      byte[] after = new KeyBytes().text(texts.get(i)).text("aa").toBytes();
      assertThat(Arrays.compareUnsigned(before, after)).as(texts.get(i)).isNegative();
    }
  }

  @Test
  void shouldOrderNumbersBothWays() {
    // given
    long[] numbers = {Long.MIN_VALUE, -2, -1, 0, 1, 255, 256, Long.MAX_VALUE};

    // when / then
    for (int i = 1; i < numbers.length; i++) {
      byte[] less = new KeyBytes().ascending(numbers[i - 1]).toBytes();
      byte[] more = new KeyBytes().ascending(numbers[i]).toBytes();
      assertThat(Arrays.compareUnsigned(less, more)).isNegative();
      byte[] first = new KeyBytes().descending(numbers[i]).toBytes();
      byte[] second = new KeyBytes().descending(numbers[i - 1]).toBytes();
      assertThat(Arrays.compareUnsigned(first, second)).isNegative();
    }
  }

  @Test
  void shouldNotLetATextBePrefixOfAnother() {
    // given
    byte[] berlin = new KeyBytes().text("berlin").toBytes();
    byte[] berlin2 = new KeyBytes().text("berlin2").toBytes();

    // when / then
    assertThat(Arrays.mismatch(berlin, berlin2)).isLessThan(berlin.length);
  }
}
