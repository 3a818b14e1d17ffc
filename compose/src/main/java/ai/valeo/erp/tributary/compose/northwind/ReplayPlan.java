package ai.valeo.erp.tributary.compose.northwind;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The whole replay as chapters: master data, opening stock, then month by month. It is the same in
 * every run: no clock and no chance.
 *
 * @param offices the offices
 * @param chapters its chapters, in order
 */
public record ReplayPlan(List<Office> offices, List<Chapter> chapters) {
  private static final int CONTESTED_EVERY = 5;

  /** Copies. */
  public ReplayPlan {
    offices = List.copyOf(offices);
    chapters = List.copyOf(chapters);
  }

  /** The plan for all of Northwind. */
  public static ReplayPlan of(Northwind tables) {
    return new Writer(tables).write();
  }

  /** A plan with only the first chapters of this one. */
  public ReplayPlan first(int count) {
    return new ReplayPlan(offices, chapters.subList(0, Math.min(count, chapters.size())));
  }

  /** Number of mutations in it. */
  public int size() {
    return chapters.stream().mapToInt(Chapter::size).sum();
  }

  /** Writes the plan. One thread. */
  private static final class Writer {
    private final Northwind tables;
    private final StockPlan stock;
    private final OrderPlan orders;
    private final Disputes disputes;
    private final List<Chapter> chapters = new ArrayList<>();

    /** Orders of the month before that two offices will go on with at the same time. */
    private List<Northwind.Order> contested = List.of();

    Writer(Northwind tables) {
      this.tables = tables;
      this.stock = new StockPlan(tables);
      this.orders = new OrderPlan(tables.offices());
      this.disputes = new Disputes(tables);
    }

    ReplayPlan write() {
      Office head = tables.offices().getLast();
      chapters.add(Chapter.connected("master data", Map.of(head, MasterData.of(tables))));
      Map<Office, List<PlannedMutation>> opening = new TreeMap<>();
      tables.offices().forEach(office -> opening.put(office, stock.opening(office)));
      chapters.add(Chapter.connected("opening stock", opening));
      SortedMap<YearMonth, List<Northwind.Order>> months =
          tables.orders().stream()
              .collect(
                  Collectors.groupingBy(
                      order -> YearMonth.from(order.date()), TreeMap::new, Collectors.toList()));
      int number = 0;
      for (Map.Entry<YearMonth, List<Northwind.Order>> month : months.entrySet()) {
        chapters.add(month(number++, month.getKey(), month.getValue()));
      }
      return new ReplayPlan(tables.offices(), chapters);
    }

    private Chapter month(int number, YearMonth month, List<Northwind.Order> taken) {
      int count = tables.offices().size();
      Office first = tables.offices().get(number % count);
      Office second = tables.offices().get((number + 2) % count);
      SortedMap<Office, List<PlannedMutation>> work = new TreeMap<>();
      tables.offices().forEach(office -> work.put(office, new ArrayList<>()));
      stock
          .receipts(month, sales(taken))
          .forEach((warehouse, receipts) -> add(work, warehouse, receipts));
      add(work, first.id(), disputes.side(number, first, true));
      add(work, second.id(), disputes.side(number, second, false));
      goOnWithContested(work, first, second);
      List<Northwind.Order> left = new ArrayList<>();
      for (Northwind.Order order : taken) {
        List<PlannedMutation> plan = new ArrayList<>(orders.taking(order));
        if (Integer.parseInt(order.id()) % CONTESTED_EVERY == 0) {
          left.add(order);
        } else {
          plan.addAll(OrderPlan.steps(order.id(), "CREATED", last(order)));
        }
        add(work, order.office().id(), plan);
      }
      contested = left;
      return new Chapter(month.toString(), Set.of(first, second), work);
    }

    /** One office cancels what the other one packs: the steps meet at the centre. */
    private void goOnWithContested(
        SortedMap<Office, List<PlannedMutation>> work, Office first, Office second) {
      for (Northwind.Order order : contested) {
        add(work, first.id(), OrderPlan.steps(order.id(), "CREATED", last(order)));
        boolean isCancelled = order.shippedOn() == null || order.lines().size() == 1;
        add(
            work,
            second.id(),
            List.of(
                OrderPlan.step(order.id(), "CREATED", isCancelled ? "CANCELLED" : "PROCESSING")));
      }
    }

    private static String last(Northwind.Order order) {
      return order.shippedOn() == null ? "PROCESSING" : "SHIPPED";
    }

    private Map<EntityKey, Integer> sales(List<Northwind.Order> taken) {
      Map<EntityKey, Integer> sales = new HashMap<>();
      for (Northwind.Order order : taken) {
        order
            .lines()
            .forEach(line -> sales.merge(orders.stock(order, line), line.quantity(), Integer::sum));
      }
      return sales;
    }

    private static void add(
        SortedMap<Office, List<PlannedMutation>> work, String office, List<PlannedMutation> plan) {
      work.forEach((key, list) -> {
        if (key.id().equals(office)) {
          list.addAll(plan);
        }
      });
    }
  }
}
