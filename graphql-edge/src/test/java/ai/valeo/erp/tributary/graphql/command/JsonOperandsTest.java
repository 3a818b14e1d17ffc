package ai.valeo.erp.tributary.graphql.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JsonOperandsTest {

  private static final EntityTypes TYPES = EntityTypes.bundled();

  @Test
  void shouldReadEveryKindOfOperandByItsAttribute() {
    assertThat(change("Product", "name", "Chai", "SET"))
        .isEqualTo(Change.set("name", Value.of("Chai")));
    assertThat(change("Product", "price", "18.50", "SET"))
        .isEqualTo(Change.set("price", Value.of(new BigDecimal("18.50"))));
    assertThat(change("Product", "price", 18.5, "SET"))
        .isEqualTo(Change.set("price", Value.of(new BigDecimal("18.5"))));
    assertThat(change("Product", "tags", "tea", "INSERT"))
        .isEqualTo(Change.insert("tags", Value.of("tea")));
    assertThat(change("Product", "tags", List.of("tea"), "SET"))
        .isEqualTo(Change.set("tags", Value.of(List.of(Value.of("tea")))));
    assertThat(change("InventoryItem", "quantity", BigInteger.valueOf(-4), "ADD"))
        .isEqualTo(Change.add("quantity", -4));
    assertThat(change("Order", "orderDate", "2026-11-21T10:00:00+01:00", "SET"))
        .isEqualTo(Change.set("orderDate", Value.of(1_795_251_600_000L)));
  }

  @Test
  void shouldRefuseWhatDoesNotFit() {
    for (Object unfit : List.of("ten", 1.5, true, List.of(1))) {
      assertThatThrownBy(() -> change("InventoryItem", "quantity", unfit, "ADD"))
          .isInstanceOf(JsonOperands.UnfitException.class)
          .hasMessageStartingWith("quantity: does not fit");
    }
    assertThatThrownBy(() ->
            JsonOperands.changes(
                type("Product"), List.of(Map.of("name", "tags", "operator", "INSERT"))))
        .isInstanceOf(JsonOperands.UnfitException.class);
  }

  @Test
  void shouldLeaveUnknownAttributesToTheRules() {
    assertThat(change("Product", "colour", 7, "SET"))
        .isEqualTo(Change.set("colour", Value.of("7")));
  }

  private static Change change(String type, String name, Object value, String operator) {
    return JsonOperands.changes(
            type(type), List.of(Map.of("name", name, "value", value, "operator", operator)))
        .getFirst();
  }

  private static EntityType type(String name) {
    return Objects.requireNonNull(TYPES.type(name));
  }
}
