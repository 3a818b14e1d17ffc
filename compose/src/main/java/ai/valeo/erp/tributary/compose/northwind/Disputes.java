package ai.valeo.erp.tributary.compose.northwind;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * What two offices change at the same time, each without seeing the other: a price, an address, the
 * tags of a product, and now and then a supplier or a credit limit, which need a person.
 *
 * @param tables the tables
 */
record Disputes(Northwind tables) {
  private static final int MANUAL_EVERY = 3;
  private static final int URGENT = 8;
  private static final int PRODUCT_STRIDE = 3;
  private static final int CUSTOMER_STRIDE = 4;

  /**
   * One side's changes.
   *
   * @param number number of the dispute, 0, 1, 2 ...; both sides' are about the same entities
   * @param office the side
   * @param isFirst whether it is the first of the two sides
   */
  List<PlannedMutation> side(int number, Office office, boolean isFirst) {
    Northwind.Product product = pick(tables.products(), number * PRODUCT_STRIDE);
    Northwind.Customer customer = pick(tables.customers(), number * CUSTOMER_STRIDE);
    String suffix = "-" + number + "-" + office.id();
    List<PlannedMutation> plan = new ArrayList<>();
    plan.add(
        PlannedMutation.update(
                "price" + suffix,
                Keys.product(product.id()),
                Change.set("price", Value.of(price(product, isFirst))))
            .withPriority(isFirst ? URGENT : URGENT - 2));
    plan.add(
        PlannedMutation.update(
            "address" + suffix,
            Keys.customer(customer.id()),
            Change.set("street", Value.of(customer.street() + ", c/o " + office.city())),
            Change.set("city", Value.of(office.city()))));
    plan.add(
        PlannedMutation.update(
            "tag" + suffix,
            Keys.product(product.id()),
            Change.insert("tags", Value.of("seen-in-" + office.id()))));
    if (number % MANUAL_EVERY == 0) {
      plan.add(
          PlannedMutation.update(
              "supplier" + suffix,
              Keys.product(product.id()),
              Change.set("supplierId", Value.of(isFirst ? "1" : "2"))));
      plan.add(
          PlannedMutation.update(
              "credit" + suffix,
              Keys.customer(customer.id()),
              Change.set("creditLimit", Value.of(new BigDecimal(isFirst ? "7500" : "2500")))));
    }
    return plan;
  }

  private static BigDecimal price(Northwind.Product product, boolean isFirst) {
    BigDecimal factor = new BigDecimal(isFirst ? "1.05" : "0.95");
    return product.price().multiply(factor).setScale(2, RoundingMode.HALF_UP);
  }

  private static <T> T pick(List<T> from, int index) {
    return from.get(index % from.size());
  }
}
