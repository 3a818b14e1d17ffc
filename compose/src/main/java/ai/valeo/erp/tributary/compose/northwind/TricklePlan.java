package ai.valeo.erp.tributary.compose.northwind;

import ai.valeo.erp.tributary.schemas.entity.Change;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * New orders without end, after the replay. Order number n is the same in every run.
 *
 * @param tables where customers and products come from
 */
public record TricklePlan(Northwind tables) {
  private static final int MOST_LINES = 3;
  private static final int MOST_PIECES = 12;
  private static final int DELIVERED = 40;
  private static final int DELIVERY_EVERY = 4;
  private static final LocalDate FIRST_DAY = LocalDate.of(1998, 5, 7);
  private static final int ORDERS_A_DAY = 20;

  /**
   * An order and the office that takes it.
   *
   * @param office the office
   * @param work what it does
   */
  public record Taken(Office office, List<PlannedMutation> work) {}

  /**
   * A new order.
   *
   * @param number its number, 0, 1, 2 ...
   */
  public Taken order(long number) {
    SplittableRandom chance = new SplittableRandom(number);
    Office office = pick(tables.offices(), chance);
    String id = "T" + number;
    TreeMap<String, Northwind.Line> lines = new TreeMap<>();
    int count = 1 + chance.nextInt(MOST_LINES);
    while (lines.size() < count) {
      Northwind.Product product = pick(tables.products(), chance);
      int pieces = 1 + chance.nextInt(MOST_PIECES);
      lines.put(
          product.id(),
          new Northwind.Line(id, product.id(), product.price(), pieces, BigDecimal.ZERO));
    }
    Northwind.Order order =
        new Northwind.Order(
            id,
            pick(tables.customers(), chance).id(),
            "trickle",
            office,
            FIRST_DAY.plusDays(number / ORDERS_A_DAY),
            null,
            office.city(),
            "",
            List.copyOf(lines.values()));
    return new Taken(office, work(order, number));
  }

  private static List<PlannedMutation> work(Northwind.Order order, long number) {
    List<PlannedMutation> work = new ArrayList<>();
    if (number % DELIVERY_EVERY == 0) {
      for (Northwind.Line line : order.lines()) {
        work.add(
            PlannedMutation.update(
                "receipt-" + order.id() + "-" + line.productId(),
                Keys.stock(line.productId(), order.office()),
                Change.add("quantity", DELIVERED)));
      }
    }
    work.addAll(new OrderPlan(List.of(order.office())).taking(order));
    work.addAll(OrderPlan.steps(order.id(), "CREATED", "PROCESSING"));
    return work;
  }

  private static <T> T pick(List<T> from, SplittableRandom chance) {
    return from.get(chance.nextInt(from.size()));
  }
}
