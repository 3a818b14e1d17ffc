package ai.valeo.erp.tributary.schemas.entity;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeRulesTest {

  private static final EntityTypes TYPES = EntityTypes.bundled();
  private static final EntityType STOCK = TYPES.type("InventoryItem");
  private static final EntityType PRODUCT = TYPES.type("Product");
  private static final EntityType ORDER = TYPES.type("Order");

  @Test
  void shouldBringOperandsToTheScaleOfTheirAttribute() {
    // when
    var checked =
        ChangeRules.check(
            PRODUCT,
            OperationType.UPDATE,
            List.of(Change.set("price", Value.of(new BigDecimal("9.5")))));

    // then
    assertThat(checked)
        .isEqualTo(
            new ChangeRules.Valid(
                List.of(Change.set("price", Value.of(new BigDecimal("9.5000"))))));
  }

  @Test
  void shouldSortAndThinOutWholeSets() {
    // given
    var tags = Value.of(List.of(Value.of("b"), Value.of("a"), Value.of("b")));

    // when
    var checked =
        ChangeRules.check(PRODUCT, OperationType.UPDATE, List.of(Change.set("tags", tags)));

    // then
    assertThat(checked)
        .isEqualTo(
            new ChangeRules.Valid(
                List.of(Change.set("tags", Value.of(List.of(Value.of("a"), Value.of("b")))))));
  }

  @Test
  void shouldTakeManyElementsOfOneSet() {
    // when
    var checked =
        ChangeRules.check(
            PRODUCT,
            OperationType.UPDATE,
            List.of(
                Change.insert("tags", Value.of("a")),
                Change.insert("tags", Value.of("b")),
                Change.remove("tags", Value.of("c"))));

    // then
    assertThat(checked).isInstanceOf(ChangeRules.Valid.class);
  }

  static List<Arguments> refusals() {
    return List.of(
        Arguments.of(Reason.NO_CHANGES, STOCK, OperationType.UPDATE, List.of()),
        Arguments.of(
            Reason.INVALID_CHANGES,
            STOCK,
            OperationType.DELETE,
            List.of(Change.add("quantity", 1))),
        Arguments.of(
            Reason.INVALID_CHANGES,
            STOCK,
            OperationType.UPDATE,
            List.of(Change.add("quantity", 1), Change.add("quantity", 1))),
        Arguments.of(
            Reason.INVALID_CHANGES,
            STOCK,
            OperationType.UPDATE,
            Collections.nCopies(201, Change.add("quantity", 1))),
        Arguments.of(
            Reason.UNKNOWN_ATTRIBUTE, STOCK, OperationType.UPDATE, List.of(Change.add("qty", 1))),
        Arguments.of(
            Reason.INVALID_OPERATOR,
            PRODUCT,
            OperationType.UPDATE,
            List.of(Change.add("price", 1))),
        Arguments.of(
            Reason.INVALID_VALUE,
            STOCK,
            OperationType.UPDATE,
            List.of(Change.set("quantity", Value.of("many")))),
        Arguments.of(
            Reason.INVALID_VALUE,
            STOCK,
            OperationType.UPDATE,
            List.of(Change.set("quantity", Value.of(1L << 40)))),
        Arguments.of(
            Reason.INVALID_VALUE,
            PRODUCT,
            OperationType.UPDATE,
            List.of(Change.set("price", Value.of(new BigDecimal("0.00001"))))),
        Arguments.of(
            Reason.INVALID_VALUE,
            PRODUCT,
            OperationType.UPDATE,
            List.of(Change.set("price", Value.of(new BigDecimal("1e500"))))),
        Arguments.of(
            Reason.INVALID_VALUE,
            ORDER,
            OperationType.UPDATE,
            List.of(Change.set("status", Value.of("LOST")))),
        Arguments.of(
            Reason.INVALID_VALUE,
            ORDER,
            OperationType.UPDATE,
            List.of(Change.set("items", Value.of(List.of(Value.of(Map.of("id", Value.of("1")))))))),
        Arguments.of(
            Reason.MISSING_ATTRIBUTE,
            STOCK,
            OperationType.UPDATE,
            List.of(Change.clear("quantity"))),
        Arguments.of(
            Reason.MISSING_ATTRIBUTE,
            PRODUCT,
            OperationType.CREATE,
            List.of(Change.set("sku", Value.of("x")))),
        Arguments.of(
            Reason.UNKNOWN_ATTRIBUTE,
            STOCK,
            OperationType.UPDATE,
            List.of(Change.set("quantity", Value.of("many")), Change.add("qty", 1))));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void shouldRefuseByName(
      Reason reason, EntityType type, OperationType operation, List<Change> changes) {
    assertThat(ChangeRules.check(type, operation, changes))
        .isInstanceOfSatisfying(
            ChangeRules.Invalid.class, invalid -> assertThat(invalid.reason()).isEqualTo(reason));
  }
}
