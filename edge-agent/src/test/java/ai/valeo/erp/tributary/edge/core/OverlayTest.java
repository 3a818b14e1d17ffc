package ai.valeo.erp.tributary.edge.core;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OverlayTest {

  private static final EntityType ITEM =
      Objects.requireNonNull(EntityTypes.bundled().type("InventoryItem"));
  private static final EntityKey KEY = new EntityKey("InventoryItem", "p@w");
  private static final Base BASE =
      new Base(
          3,
          new Hlc(5, 0),
          "m",
          false,
          new TreeMap<>(Map.of("quantity", Value.of(10), "locationCode", Value.of("A1"))));

  @Test
  void shouldPutOwnChangesOnTopInOrder() {
    // given
    var pending =
        List.of(
            Draft.update(KEY, Change.add("quantity", -4)),
            Draft.update(KEY, Change.set("quantity", Value.of(20))),
            Draft.update(KEY, Change.add("quantity", 1), Change.clear("locationCode")));

    // when
    var values = Overlay.apply(ITEM, BASE, pending);

    // then
    assertThat(values).containsExactlyEntriesOf(new TreeMap<>(Map.of("quantity", Value.of(21))));
  }

  @Test
  void shouldShowCreatedEntityWithInitialValues() {
    // when
    var values =
        Overlay.apply(ITEM, null, List.of(Draft.create(KEY, List.of(Change.add("quantity", 5)))));

    // then
    assertThat(values)
        .containsEntry("quantity", Value.of(5))
        .containsEntry("reservedQuantity", Value.of(0));
  }

  @Test
  void shouldHideDeletedEntityAndKeepItHiddenUnderUpdates() {
    // given
    var pending = List.of(Draft.delete(KEY), Draft.update(KEY, Change.add("quantity", 5)));

    // when
    var values = Overlay.apply(ITEM, BASE, pending);

    // then
    assertThat(values).isNull();
  }

  @Test
  void shouldStartAfreshWhenDeletedEntityIsCreatedAgain() {
    // given
    var pending = List.of(Draft.delete(KEY), Draft.create(KEY, List.of(Change.add("quantity", 5))));

    // when
    var values = Overlay.apply(ITEM, BASE, pending);

    // then
    assertThat(values).containsEntry("quantity", Value.of(5)).doesNotContainKey("locationCode");
  }

  @Test
  void shouldNotShowTombstone() {
    assertThat(Overlay.apply(ITEM, Base.tombstone(4, Hlc.ZERO, "m"), List.of())).isNull();
  }

  @Test
  void shouldLeaveValueAloneWhenSumHasNoMeaning() {
    // given
    var pending =
        List.of(
            Draft.update(KEY, Change.set("quantity", Value.of(Long.MAX_VALUE))),
            Draft.update(KEY, Change.add("quantity", 1)));

    // when
    var values = Overlay.apply(ITEM, BASE, pending);

    // then
    assertThat(values).containsEntry("quantity", Value.of(Long.MAX_VALUE));
  }
}
