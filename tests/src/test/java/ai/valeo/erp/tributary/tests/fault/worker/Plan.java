package ai.valeo.erp.tributary.tests.fault.worker;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What nodes do in one run: step {@code i} of a node depends on seed, node and {@code i} alone, so
 * that a killed node can go on where it stopped. All nodes work on the same few entities, so that
 * they conflict.
 *
 * @param name keeps the entities of different runs apart; also part of the idempotency keys
 * @param seed of everything random
 * @param steps changes of each node
 */
public record Plan(String name, long seed, int steps) {

  /** Pieces of each item when it is created. */
  public static final long OPENING_STOCK = 60;

  private static final int STOCK_ITEMS = 6;
  private static final int COUNTED_ITEMS = 3;
  private static final int PRODUCTS = 4;
  private static final int ORDERS = 5;
  private static final List<String> STATES =
      List.of("CREATED", "CONFIRMED", "PROCESSING", "SHIPPED", "DELIVERED");

  /** Creates what all nodes share; one node does so before the others begin. */
  public List<Step> opening() {
    var steps = new ArrayList<Step>();
    for (int i = 0; i < STOCK_ITEMS; i++) {
      steps.add(item(stock(i), "P" + i));
    }
    for (int i = 0; i < COUNTED_ITEMS; i++) {
      steps.add(item(counted(i), "C" + i));
    }
    for (int i = 0; i < PRODUCTS; i++) {
      steps.add(create(product(i), Change.set("name", Value.of("Product " + i)), price(i + 1)));
    }
    for (int i = 0; i < ORDERS; i++) {
      steps.add(create(order(i), Change.set("orderNumber", Value.of("N" + i))));
    }
    return List.copyOf(steps);
  }

  /** Step {@code i} of a node, from 0. */
  public Step step(String node, int i) {
    var random = new SplittableRandom(seed * 31 + node.hashCode() * 1_000_003L + i);
    int kind = random.nextInt(100);
    if (kind < 50) {
      return update(node, i, stock(random.nextInt(STOCK_ITEMS)), delta(random));
    }
    if (kind < 58) {
      return update(node, i, counted(random.nextInt(COUNTED_ITEMS)), delta(random));
    }
    if (kind < 62) {
      Change count = Change.set("quantity", Value.of(random.nextInt(20, 100)));
      return update(node, i, counted(random.nextInt(COUNTED_ITEMS)), count);
    }
    if (kind < 75) {
      return update(node, i, product(random.nextInt(PRODUCTS)), price(random.nextInt(1, 500)));
    }
    if (kind < 82) {
      return update(node, i, product(random.nextInt(PRODUCTS)), tag(random));
    }
    if (kind < 90) {
      return update(node, i, order(random.nextInt(ORDERS)), orderStep(random));
    }
    if (kind < 95) {
      return newOrder(node, i, random);
    }
    return update(
        node,
        i,
        product(random.nextInt(PRODUCTS)),
        Change.set("description", Value.of("by " + node + " in step " + i)));
  }

  private Step newOrder(String node, int i, SplittableRandom random) {
    EntityKey key = new EntityKey("Order", name + "-" + node + "-" + i);
    List<Change> changes =
        List.of(
            Change.set("orderNumber", Value.of(node + "/" + i)),
            Change.set("shipCity", Value.of("City " + random.nextInt(50))));
    return new Step(key, OperationType.CREATE, changes, priority(i), idempotencyKey(node, i));
  }

  private Step item(EntityKey key, String product) {
    return create(
        key,
        Change.set("productId", Value.of(product)),
        Change.set("warehouseId", Value.of("W1")),
        Change.set("quantity", Value.of(OPENING_STOCK)));
  }

  private Step create(EntityKey key, Change... changes) {
    return new Step(key, OperationType.CREATE, List.of(changes), 5, name + "-opening-" + key);
  }

  private Step update(String node, int i, EntityKey key, Change change) {
    return new Step(
        key, OperationType.UPDATE, List.of(change), priority(i), idempotencyKey(node, i));
  }

  private String idempotencyKey(String node, int i) {
    return name + "-" + node + "-" + i;
  }

  private static int priority(int i) {
    return 1 + i % 10;
  }

  /** Slightly more goes out than comes in, so that a stock runs empty now and then. */
  private static Change delta(SplittableRandom random) {
    return Change.add("quantity", random.nextInt(-9, 9));
  }

  private static Change price(int euros) {
    return Change.set("price", Value.of(BigDecimal.valueOf(euros)));
  }

  private static Change tag(SplittableRandom random) {
    Value tag = Value.of("tag" + random.nextInt(6));
    return random.nextBoolean() ? Change.insert("tags", tag) : Change.remove("tags", tag);
  }

  private static Change orderStep(SplittableRandom random) {
    int from = random.nextInt(STATES.size() - 1);
    return Change.step("status", STATES.get(from), STATES.get(from + 1));
  }

  private EntityKey stock(int i) {
    return new EntityKey("InventoryItem", name + "-stock-" + i);
  }

  private EntityKey counted(int i) {
    return new EntityKey("InventoryItem", name + "-counted-" + i);
  }

  private EntityKey product(int i) {
    return new EntityKey("Product", name + "-product-" + i);
  }

  private EntityKey order(int i) {
    return new EntityKey("Order", name + "-order-" + i);
  }
}
