package ai.valeo.erp.tributary.compose.northwind;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Orders: taken, lines drawn from stock, then confirmed, packed and shipped step by step.
 *
 * @param offices all offices, in their order
 */
record OrderPlan(List<Office> offices) {
  static final List<String> STEPS = List.of("CREATED", "CONFIRMED", "PROCESSING", "SHIPPED");
  private static final BigDecimal HUNDRED = new BigDecimal(100);
  private static final int FROM_ELSEWHERE_EVERY = 6;
  private static final int SALE_PRIORITY = 7;

  /** The warehouse a line is drawn from: mostly the office's own, now and then the next one's. */
  Office warehouse(Northwind.Order order, Northwind.Line line) {
    int mix = order.id().hashCode() + line.productId().hashCode();
    if (mix % FROM_ELSEWHERE_EVERY != 0) {
      return order.office();
    }
    return offices.get((offices.indexOf(order.office()) + 1) % offices.size());
  }

  EntityKey stock(Northwind.Order order, Northwind.Line line) {
    return Keys.stock(line.productId(), warehouse(order, line));
  }

  /** Taking the order: the order itself, its lines as stock movements, the customer's last date. */
  List<PlannedMutation> taking(Northwind.Order order) {
    List<PlannedMutation> plan = new ArrayList<>();
    plan.add(
        PlannedMutation.create("order-" + order.id(), Keys.order(order.id()), attributes(order)));
    for (Northwind.Line line : order.lines()) {
      plan.add(
          PlannedMutation.update(
                  "sale-" + order.id() + "-" + line.productId(),
                  stock(order, line),
                  Change.add("quantity", -line.quantity()))
              .withPriority(SALE_PRIORITY));
    }
    plan.add(
        PlannedMutation.update(
            "last-order-" + order.id(),
            Keys.customer(order.customerId()),
            Change.set("lastOrderAt", Value.of(ms(order.date())))));
    return plan;
  }

  /** The steps of an order from one state to another, both of {@link #STEPS}. */
  static List<PlannedMutation> steps(String orderId, String from, String to) {
    List<PlannedMutation> plan = new ArrayList<>();
    for (int i = STEPS.indexOf(from); i < STEPS.indexOf(to); i++) {
      plan.add(step(orderId, STEPS.get(i), STEPS.get(i + 1)));
    }
    return plan;
  }

  static PlannedMutation step(String orderId, String from, String to) {
    return PlannedMutation.update(
        "status-" + orderId + "-" + to, Keys.order(orderId), Change.step("status", from, to));
  }

  private static List<Change> attributes(Northwind.Order order) {
    return List.of(
        Change.set("orderNumber", Value.of("NW-" + order.id())),
        Change.set("customerId", Value.of(order.customerId())),
        Change.set("orderDate", Value.of(ms(order.date()))),
        Change.set("items", Value.of(order.lines().stream().map(OrderPlan::item).toList())),
        Change.set("totalAmount", Value.of(total(order.lines()))),
        Change.set("currency", Value.of("USD")),
        Change.set("warehouseId", Value.of(order.office().id())),
        Change.set("shipCity", Value.of(order.shipCity())),
        Change.set("shipCountry", Value.of(order.shipCountry())),
        Change.set("createdBy", Value.of("employee-" + order.employeeId())),
        Change.set("createdAt", Value.of(ms(order.date()))));
  }

  private static Value item(Northwind.Line line) {
    return Value.of(
        Map.of(
            "id", Value.of(line.orderId() + "-" + line.productId()),
            "productId", Value.of(line.productId()),
            "quantity", Value.of(line.quantity()),
            "unitPrice", Value.of(line.price()),
            "discountPercent", Value.of(line.percentOff())));
  }

  static BigDecimal total(List<Northwind.Line> lines) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Northwind.Line line : lines) {
      BigDecimal full = line.price().multiply(BigDecimal.valueOf(line.quantity()));
      BigDecimal paid = HUNDRED.subtract(line.percentOff()).divide(HUNDRED);
      sum = sum.add(full.multiply(paid));
    }
    return sum.setScale(2, RoundingMode.HALF_UP);
  }

  private static long ms(LocalDate date) {
    return date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }
}
