package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.graphql.page.InvalidPageException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A range of amounts, in ten-thousandths, whatever their currency.
 *
 * @param least the least that fits
 * @param greatest the greatest that fits
 */
public record AmountRange(long least, long greatest) {

  /** Any amount, and none. */
  public static final AmountRange ANY = new AmountRange(Long.MIN_VALUE, Long.MAX_VALUE);

  private static final int SCALE = 4;

  /**
   * A range between two amounts, each optional.
   *
   * @throws InvalidPageException if they are beyond all sense
   */
  public static AmountRange of(@Nullable BigDecimal least, @Nullable BigDecimal greatest) {
    try {
      return new AmountRange(
          least == null ? Long.MIN_VALUE : scaled(least, RoundingMode.CEILING),
          greatest == null ? Long.MAX_VALUE : scaled(greatest, RoundingMode.FLOOR));
    } catch (ArithmeticException e) {
      throw new InvalidPageException("filter: an amount is too large");
    }
  }

  boolean fits(@Nullable Long amount) {
    return equals(ANY) || (amount != null && amount >= least && amount <= greatest);
  }

  /** The stretch of an index by amount. */
  Parts.Span span(byte[] prefix) {
    return new Parts.Span(
        prefix,
        new KeyBytes().ascending(least).toBytes(),
        KeyBytes.join(new KeyBytes().ascending(greatest).toBytes(), Parts.Span.end()));
  }

  private static long scaled(BigDecimal amount, RoundingMode rounding) {
    return amount.setScale(SCALE, rounding).unscaledValue().longValueExact();
  }
}
