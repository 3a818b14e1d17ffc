package ai.valeo.erp.tributary.compose.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.compose.doctor.Finding.Level;
import java.util.Map;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.junit.jupiter.api.Test;

/** What the brokers' answers mean. */
final class BrokersTest {

  @Test
  void shouldWarnOfTransactionsThatAreNotSafe() {
    assertThat(Brokers.features(Map.of()))
        .returns(Level.WARN, Finding::level)
        .extracting(Finding::hint)
        .asString()
        .contains("transaction.version=2");
    assertThat(Brokers.features(Map.of("transaction.version", range(2))).level())
        .isEqualTo(Level.OK);
  }

  @Test
  void shouldJudgeTheClock() {
    assertThat(Brokers.clock(-1_999).level()).isEqualTo(Level.OK);
    assertThat(Brokers.clock(2_000).level()).isEqualTo(Level.WARN);
    assertThat(Brokers.clock(-60_000).level()).isEqualTo(Level.FAIL);
  }

  @Test
  void shouldNotTakeTheWayForADifference() {
    assertThat(Brokers.nearest(150, 100, 200)).isZero();
    assertThat(Brokers.nearest(40, 100, 200)).isEqualTo(60);
    assertThat(Brokers.nearest(230, 100, 200)).isEqualTo(-30);
  }

  @Test
  void shouldNoticeAClockThatIsBehindWithoutWriting() {
    assertThat(Brokers.newest(-1, 10_000).level()).isEqualTo(Level.OK); // nothing was written
    assertThat(Brokers.newest(9_000, 10_000).level()).isEqualTo(Level.OK);
    assertThat(Brokers.newest(13_000, 10_000))
        .returns(Level.WARN, Finding::level)
        .returns("our clock is -3000 ms ahead of the broker's", Finding::words);
  }

  private static FinalizedVersionRange range(int level) {
    return new FinalizedVersionRange((short) 0, (short) level);
  }
}
