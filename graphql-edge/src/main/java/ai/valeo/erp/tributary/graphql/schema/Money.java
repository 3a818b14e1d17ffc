package ai.valeo.erp.tributary.graphql.schema;

import java.math.BigDecimal;

/**
 * An amount with its currency.
 *
 * @param amount the amount, exact
 * @param currency ISO 4217
 */
public record Money(BigDecimal amount, String currency) {

  private static final int LEAST_DECIMAL_PLACES = 2;

  /** The wire form: at least two decimal places, a space, the currency. */
  @Override
  public String toString() {
    BigDecimal bare = amount.stripTrailingZeros();
    int places = Math.max(LEAST_DECIMAL_PLACES, bare.scale());
    return bare.setScale(places).toPlainString() + ' ' + currency;
  }
}
