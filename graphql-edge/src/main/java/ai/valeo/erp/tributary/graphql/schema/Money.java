package ai.valeo.erp.tributary.graphql.schema;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An amount with its currency.
 *
 * @param amount the amount, exact
 * @param currency ISO 4217; empty in an input that leaves it to what encloses it
 */
public record Money(BigDecimal amount, String currency) {

  private static final int LEAST_DECIMAL_PLACES = 2;

  private static final Pattern WIRE =
      Pattern.compile("(-?\\d{1,15}(?:\\.\\d{1,9})?)(?: ([A-Z]{3}))?");

  /** The amount of a text, {@code 12.34 EUR} or {@code 12.34}; none if it is neither. */
  static @Nullable Money parse(String text) {
    Matcher parts = WIRE.matcher(text.strip());
    if (!parts.matches()) {
      return null;
    }
    String currency = parts.group(2);
    return new Money(
        new BigDecimal(Objects.requireNonNull(parts.group(1))), currency == null ? "" : currency);
  }

  /** Whether the currency is left to what encloses it. */
  public boolean isBare() {
    return currency.isEmpty();
  }

  /** The wire form: at least two decimal places, a space, the currency. */
  @Override
  public String toString() {
    BigDecimal bare = amount.stripTrailingZeros();
    int places = Math.max(LEAST_DECIMAL_PLACES, bare.scale());
    return bare.setScale(places).toPlainString() + ' ' + currency;
  }
}
