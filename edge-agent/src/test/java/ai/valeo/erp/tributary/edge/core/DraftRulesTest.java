package ai.valeo.erp.tributary.edge.core;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.DraftRules.Sound;
import ai.valeo.erp.tributary.edge.core.DraftRules.Unsound;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DraftRulesTest {

  private static final EntityKey ITEM = new EntityKey("InventoryItem", "p@w");
  private static final Draft SALE = Draft.update(ITEM, Change.add("quantity", -5));

  @Test
  void shouldBringOperandsToTheTypeOfTheAttribute() {
    // given
    EntityKey product = new EntityKey("Product", "1");

    // when
    var checked =
        check(Draft.update(product, Change.set("price", Value.of(new BigDecimal("12.5")))));

    // then
    assertThat(checked)
        .isInstanceOfSatisfying(
            Sound.class,
            sound ->
                assertThat(sound.draft().changes())
                    .containsExactly(Change.set("price", Value.of(new BigDecimal("12.5000")))));
  }

  @Test
  void shouldLetInvariantsPassBecauseOnlyTheCentreKnowsTheStock() {
    assertThat(check(SALE)).isEqualTo(new Sound(SALE));
  }

  @Test
  void shouldRefuseUnknownType() {
    assertReason(
        Draft.update(new EntityKey("Spaceship", "1"), Change.add("quantity", 1)),
        Reason.UNKNOWN_TYPE);
  }

  @Test
  void shouldRefusePriorityOutOfRange() {
    assertReason(SALE.withPriority(0), Reason.INVALID_PRIORITY);
    assertReason(SALE.withPriority(11), Reason.INVALID_PRIORITY);
  }

  @Test
  void shouldRefuseWrongValueAndUnknownAttribute() {
    assertReason(
        Draft.update(ITEM, Change.set("quantity", Value.of("five"))), Reason.INVALID_VALUE);
    assertReason(Draft.update(ITEM, Change.add("colour", 1)), Reason.UNKNOWN_ATTRIBUTE);
    assertReason(Draft.update(ITEM), Reason.NO_CHANGES);
  }

  @Test
  void shouldRefuseBadIdentities() {
    assertReason(
        Draft.update(new EntityKey("InventoryItem", ""), Change.add("quantity", 1)),
        Reason.INVALID_ID);
    assertReason(
        Draft.update(new EntityKey("InventoryItem", "a\nb"), Change.add("quantity", 1)),
        Reason.INVALID_ID);
    assertReason(SALE.withIdempotencyKey(""), Reason.INVALID_ID);
    assertReason(SALE.withActor("x".repeat(1_001)), Reason.INVALID_ID);
  }

  @Test
  void shouldRefuseMutationThatNoBrokerWouldTake() {
    // given
    List<Change> tags =
        IntStream.range(0, 20)
            .mapToObj(i -> Change.insert("tags", Value.of(i + "x".repeat(32_000))))
            .toList();

    // when / then
    assertReason(Draft.create(new EntityKey("Product", "1"), tags), Reason.TOO_LARGE);
  }

  private static void assertReason(Draft draft, Reason reason) {
    assertThat(check(draft))
        .isInstanceOfSatisfying(
            Unsound.class, unsound -> assertThat(unsound.reason()).isEqualTo(reason));
  }

  private static DraftRules.Checked check(Draft draft) {
    return DraftRules.check(draft, EntityTypes.bundled()::type);
  }
}
