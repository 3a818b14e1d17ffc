package ai.valeo.erp.tributary.compose.bench;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.random.RandomGenerator;

/** The entity types of the workload: how one is created and changed. */
enum EntityShape {
  /** Stock, moved up and down. */
  INVENTORY_ITEM("InventoryItem") {
    @Override
    List<Change> creation(int number) {
      return List.of(
          Change.set("productId", Value.of("P" + number)),
          Change.set("warehouseId", Value.of("W" + number % WAREHOUSES)),
          Change.set("quantity", Value.of(PLENTY)));
    }

    @Override
    List<Change> update(RandomGenerator chance) {
      long moved = chance.nextInt(1, MOST_MOVED);
      Change movement = Change.add("quantity", chance.nextInt(3) == 0 ? moved : -moved);
      return chance.nextBoolean()
          ? List.of(movement)
          : List.of(movement, Change.set("locationCode", text("shelf", chance)));
    }
  },

  /** Products, with prices that go by priority. */
  PRODUCT("Product") {
    @Override
    List<Change> creation(int number) {
      return List.of(
          Change.set("name", Value.of("Product " + number)),
          Change.set("sku", Value.of("SKU-" + number)),
          Change.set("price", Value.of(new BigDecimal("10.0000"))));
    }

    @Override
    List<Change> update(RandomGenerator chance) {
      Change price =
          Change.set("price", Value.of(BigDecimal.valueOf(chance.nextInt(1, MOST_CENTS), 2)));
      return chance.nextBoolean()
          ? List.of(price)
          : List.of(price, Change.set("description", text("as of", chance)));
    }
  },

  /** Customers, plain texts. */
  CUSTOMER("Customer") {
    @Override
    List<Change> creation(int number) {
      return List.of(
          Change.set("name", Value.of("Customer " + number)),
          Change.set("city", Value.of("Berlin")));
    }

    @Override
    List<Change> update(RandomGenerator chance) {
      Change phone = Change.set("phone", text("030", chance));
      return chance.nextBoolean()
          ? List.of(phone)
          : List.of(phone, Change.set("street", text("Street", chance)));
    }
  };

  private static final int WAREHOUSES = 50;
  private static final long PLENTY = 1_000_000;
  private static final int MOST_MOVED = 20;
  private static final int MOST_CENTS = 100_000;
  private static final int MANY_TEXTS = 1_000_000;

  private final String typeName;

  EntityShape(String typeName) {
    this.typeName = typeName;
  }

  /** Six of ten entities are stock items, two products, two customers. */
  static EntityShape of(int number) {
    return switch (number % 10) {
      case 6, 7 -> PRODUCT;
      case 8, 9 -> CUSTOMER;
      default -> INVENTORY_ITEM;
    };
  }

  EntityKey key(int number) {
    return new EntityKey(typeName, "E" + number);
  }

  abstract List<Change> creation(int number);

  abstract List<Change> update(RandomGenerator chance);

  private static Value text(String prefix, RandomGenerator chance) {
    return Value.of(prefix + " " + chance.nextInt(MANY_TEXTS));
  }
}
