package ai.valeo.erp.tributary.graphql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

  @ParameterizedTest
  @CsvSource({
    "18, 18.00 EUR",
    "18.0000, 18.00 EUR",
    "0.1250, 0.125 EUR",
    "0, 0.00 EUR",
    "-1.5, -1.50 EUR",
    "12300.0000, 12300.00 EUR",
    "1E+3, 1000.00 EUR"
  })
  void shouldWriteAtLeastTwoDecimalPlaces(BigDecimal amount, String expected) {
    assertThat(new Money(amount, "EUR")).hasToString(expected);
  }
}
