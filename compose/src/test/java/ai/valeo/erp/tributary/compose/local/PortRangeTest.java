package ai.valeo.erp.tributary.compose.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortRangeTest {

  @ParameterizedTest
  @CsvSource({
    "'32768\t60999\n', 15000, 31999", // Linux
    "'49152 65535', 15000, 31999",
    "'16000 65535', 5000, 15999",
    "'15000 32000', 32001, 65535",
    "'1024 40000', 40001, 65535",
    "'1024 65535', 15000, 31999", // nothing is better
    "'5400 65200', 15000, 31999",
  })
  void shouldListenWhereNoOutgoingConnectionComesFrom(String outgoing, int least, int greatest) {
    // when
    PortRange range = PortRange.outside(outgoing);

    // then
    assertThat(range).isEqualTo(new PortRange(least, greatest));
  }

  @Test
  void shouldKnowWhereToListenOnThisMachine() {
    // when
    PortRange range = PortRange.toListen();

    // then
    assertThat(range.least()).isBetween(5_000, range.greatest());
  }
}
