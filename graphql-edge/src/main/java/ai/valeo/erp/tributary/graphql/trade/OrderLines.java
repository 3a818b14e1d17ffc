package ai.valeo.erp.tributary.graphql.trade;

import ai.valeo.erp.tributary.graphql.fetch.Rows;
import ai.valeo.erp.tributary.graphql.schema.Money;
import ai.valeo.erp.tributary.graphql.trade.UserError.Code;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Limits;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an order to take, priced. Sums are exact; only the total is rounded, half up, to the
 * smallest unit of its currency.
 *
 * @param lines the lines
 * @param total what they come to
 * @param errors what was wrong with them; empty if nothing
 */
record OrderLines(List<Value> lines, BigDecimal total, List<UserError> errors) {

  private static final BigDecimal HUNDRED = new BigDecimal(100);
  private static final int GREATEST_SCALE = 4;
  private static final String ITEMS = "items";
  private static final String PRICE = "price";

  OrderLines {
    lines = List.copyOf(lines);
    errors = List.copyOf(errors);
  }

  /** Reads and prices the lines of an input. */
  static OrderLines of(List<Map<String, Object>> items, Currency currency, Shelf shelf) {
    return new Pricing(currency, shelf).all(items);
  }

  /** One order's lines on their way. */
  private static final class Pricing {

    private final Currency currency;
    private final Shelf shelf;
    private final List<UserError> errors = new ArrayList<>();

    Pricing(Currency currency, Shelf shelf) {
      this.currency = currency;
      this.shelf = shelf;
    }

    OrderLines all(List<Map<String, Object>> items) {
      if (items.isEmpty() || items.size() > Limits.MAX_ELEMENTS) {
        errors.add(
            UserError.invalid(
                ITEMS + (": " + items.size() + " (erwartet: 1 bis " + Limits.MAX_ELEMENTS + ")"),
                ITEMS));
        return new OrderLines(List.of(), BigDecimal.ZERO, errors);
      }
      List<Value> lines = new ArrayList<>();
      BigDecimal sum = BigDecimal.ZERO;
      for (int i = 0; i < items.size(); i++) {
        Line line = line(new Item(Integer.toString(i), items.get(i)));
        if (line != null) {
          lines.add(line.value(Integer.toString(i + 1)));
          sum = sum.add(line.amount());
        }
      }
      BigDecimal total =
          sum.setScale(Math.max(0, currency.getDefaultFractionDigits()), RoundingMode.HALF_UP);
      return new OrderLines(lines, total, errors);
    }

    private @Nullable Line line(Item item) {
      int before = errors.size();
      String productId = String.valueOf(item.fields.get("productId"));
      Checks.id(productId, errors, item.path("productId"));
      int quantity = item.fields.get("quantity") instanceof Integer number ? number : 0;
      Checks.atLeast(1, quantity, errors, item.path("quantity"));
      BigDecimal discount = discount(item);
      BigDecimal price = price(item, productId);
      return errors.size() > before || price == null
          ? null
          : new Line(productId, quantity, price, discount);
    }

    private BigDecimal discount(Item item) {
      BigDecimal percent = decimal(item.fields.get("discountPercent"));
      if (percent == null) {
        return BigDecimal.ZERO;
      }
      if (percent.signum() < 0 || percent.compareTo(HUNDRED) > 0 || isTooFine(percent)) {
        errors.add(
            UserError.invalid(
                "discountPercent: " + percent + " (erwartet: 0 bis 100, 4 Nachkommastellen)",
                item.path("discountPercent")));
      }
      return percent;
    }

    private @Nullable BigDecimal price(Item item, String productId) {
      UserError unknown = Checks.product(shelf, productId, item.path("productId"));
      if (unknown != null) {
        errors.add(unknown);
        return null;
      }
      Object given = item.fields.get(PRICE);
      BigDecimal plain = decimal(item.fields.get("unitPrice"));
      if (given != null && plain != null) {
        errors.add(UserError.invalid("price oder unitPrice, nicht beide", item.path("unitPrice")));
        return null;
      }
      if (given instanceof Money money) {
        return checked(money, item.path(PRICE));
      }
      return plain == null
          ? ownPrice(item, productId)
          : checked(new Money(plain, ""), item.path("unitPrice"));
    }

    private @Nullable BigDecimal ownPrice(Item item, String productId) {
      Money own =
          shelf
              .entity(new EntityKey(EntityNames.PRODUCT, productId))
              .map(product -> Rows.money(product.values(), PRICE, Rows.currency(product.values())))
              .orElse(null);
      if (own == null) {
        errors.add(
            UserError.of(Code.NOT_FOUND, "Kein Preis von Produkt " + productId, item.path(PRICE)));
        return null;
      }
      return checked(own, item.path(PRICE));
    }

    private @Nullable BigDecimal checked(Money price, String... field) {
      if (!price.isBare() && !price.currency().equals(currency.getCurrencyCode())) {
        errors.add(
            UserError.invalid(
                PRICE + ": " + price.currency() + " (erwartet: " + currency + ")", field));
        return null;
      }
      if (price.amount().signum() < 0 || isTooFine(price.amount())) {
        errors.add(
            UserError.invalid(
                PRICE + ": " + price.amount() + " (erwartet: 0 oder mehr, 4 Nachkommastellen)",
                field));
        return null;
      }
      return price.amount();
    }

    private static boolean isTooFine(BigDecimal number) {
      return number.stripTrailingZeros().scale() > GREATEST_SCALE;
    }

    /** The shortest decimal that reads as the same number, which is what the client wrote. */
    private static @Nullable BigDecimal decimal(@Nullable Object number) {
      return number instanceof Double real && Double.isFinite(real)
          ? new BigDecimal(real.toString())
          : null;
    }
  }

  /** A line of the input. */
  private record Item(String place, Map<String, Object> fields) {
    String[] path(String field) {
      return new String[] {ITEMS, place, field};
    }
  }

  private record Line(String productId, int quantity, BigDecimal price, BigDecimal discount) {

    BigDecimal amount() {
      return price
          .multiply(BigDecimal.valueOf(quantity))
          .multiply(HUNDRED.subtract(discount))
          .movePointLeft(2);
    }

    Value value(String id) {
      return Value.of(
          Map.of(
              "id", Value.of(id),
              "productId", Value.of(productId),
              "quantity", Value.of(quantity),
              "unitPrice", Value.of(price),
              "discountPercent", Value.of(discount)));
    }
  }
}
