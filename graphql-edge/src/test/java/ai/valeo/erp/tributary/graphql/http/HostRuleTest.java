package ai.valeo.erp.tributary.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostRuleTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, LocalHost, true",
    "localhost, [::1], true",
    "::1, ::1, true",
    "127.0.0.1, evil.example, false",
    "127.0.0.1, 127.0.0.1.evil.example, false",
    "localhost, localhost.evil.example, false",
    "127.0.0.1, 192.168.1.5, false",
    "0.0.0.0, erp.example, true",
    "192.168.1.5, erp.example, true",
  })
  void shouldAnswerToNamesOfThisMachineWhereOnlyItCanAsk(
      String listened, String asked, boolean isAdmitted) {
    assertThat(new HostRule(listened).admits(asked)).isEqualTo(isAdmitted);
  }
}
