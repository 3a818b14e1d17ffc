package ai.valeo.erp.tributary.compose.northwind;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Categories, products and customers, entered by the head office. */
final class MasterData {
  private static final BigDecimal CREDIT = new BigDecimal("5000.00");

  private MasterData() {}

  static List<PlannedMutation> of(Northwind tables) {
    List<PlannedMutation> plan = new ArrayList<>();
    tables.categories().forEach(category -> plan.add(category(category)));
    tables.products().forEach(product -> plan.add(product(product)));
    tables.customers().forEach(customer -> plan.add(customer(customer)));
    return plan;
  }

  private static PlannedMutation category(Northwind.Category category) {
    return PlannedMutation.create(
        "category-" + category.id(),
        Keys.category(category.id()),
        List.of(
            Change.set("name", Value.of(category.name())),
            Change.set("description", Value.of(category.description()))));
  }

  private static PlannedMutation product(Northwind.Product product) {
    return PlannedMutation.create(
        "product-" + product.id(),
        Keys.product(product.id()),
        List.of(
            Change.set("name", Value.of(product.name())),
            Change.set("sku", Value.of(sku(product.id()))),
            Change.set("categoryId", Value.of(product.categoryId())),
            Change.set("supplierId", Value.of(product.supplierId())),
            Change.set("quantityPerUnit", Value.of(product.quantityPerUnit())),
            Change.set("price", Value.of(product.price())),
            Change.set("currency", Value.of("USD")),
            Change.set("discontinued", Value.of(product.isDiscontinued()))));
  }

  private static PlannedMutation customer(Northwind.Customer customer) {
    List<Change> changes = new ArrayList<>();
    changes.add(Change.set("customerNumber", Value.of(customer.id())));
    changes.add(Change.set("name", Value.of(customer.company())));
    changes.add(Change.set("creditLimit", Value.of(CREDIT)));
    addText(changes, "contactName", customer.contact());
    addText(changes, "phone", customer.phone());
    addText(changes, "street", customer.street());
    addText(changes, "city", customer.city());
    addText(changes, "region", customer.region());
    addText(changes, "postalCode", customer.postalCode());
    addText(changes, "country", customer.country());
    return PlannedMutation.create(
        "customer-" + customer.id(), Keys.customer(customer.id()), changes);
  }

  private static void addText(List<Change> changes, String attribute, String text) {
    if (!text.isEmpty()) {
      changes.add(Change.set(attribute, Value.of(text)));
    }
  }

  private static String sku(String productId) {
    return String.format(Locale.ROOT, "NW-%03d", Integer.parseInt(productId));
  }
}
