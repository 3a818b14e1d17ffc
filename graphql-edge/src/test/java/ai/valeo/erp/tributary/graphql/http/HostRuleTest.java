package ai.valeo.erp.tributary.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
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
    assertThat(HostRule.of(listened, false, Set.of()).admits(asked)).isEqualTo(isAdmitted);
  }

  @ParameterizedTest
  @CsvSource({
    "192.168.1.5, true",
    "[2001:db8::7], true",
    "2001:db8::7, true",
    "::ffff:192.168.1.5, true",
    "localhost, true",
    "warehouse-pc, true",
    "ERP.example, true",
    "evil.example, false",
    "192.168.1.5.evil.example, false",
    "1.2.3, false",
    "a.b.c.d, false",
  })
  void shouldAnswerToNoStrangersNameWhereNobodyIsAskedWhoHeIs(String asked, boolean isAdmitted) {
    assertThat(HostRule.of("0.0.0.0", true, Set.of("erp.Example")).admits(asked))
        .isEqualTo(isAdmitted);
  }
}
