package ai.valeo.erp.tributary.graphql.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.graphql.view.Content;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeenChangesTest {

  private static final EntityTypes TYPES = EntityTypes.bundled();

  private final SeenChanges seen =
      new SeenChanges(
          new Identity(Identity.Kind.TOKEN, "anna", Set.of(), Set.of(), Set.of("w1"), null), TYPES);

  private static Content.Entity changed(String type, String id, Map<String, Value> attributes) {
    EntityRow row = new EntityRow(id, 1, new Hlc(1, 0), "m1", new TreeMap<>(attributes));
    return new Content.Entity(type(type), id, row, 1);
  }

  private static EntityType type(String name) {
    return Objects.requireNonNull(TYPES.type(name));
  }

  @Test
  void shouldShowWhatBelongsToTheirWarehousesOnly() {
    // given
    Map<String, Value> theirs = Map.of("warehouseId", new Value.Text("w1"));
    Map<String, Value> others = Map.of("warehouseId", new Value.Text("w2"));

    // then
    assertThat(seen.sees(changed("InventoryItem", "p@w1", theirs))).isTrue();
    assertThat(seen.sees(changed("InventoryItem", "p@w2", others))).isFalse();
    assertThat(seen.sees(changed("Order", "o1", theirs))).isTrue();
    assertThat(seen.sees(changed("Order", "o1", others))).isFalse();
    assertThat(seen.sees(changed("Order", "o1", Map.of()))).isFalse();
    assertThat(seen.sees(changed("Product", "p", Map.of()))).isTrue();
  }

  @Test
  void shouldTellOfWhatIsGoneOnlyWhereItsIdentitySaysWhoseItWas() {
    assertThat(seen.sees(new Content.Entity(type("InventoryItem"), "p@w1", null, 2))).isTrue();
    assertThat(seen.sees(new Content.Entity(type("InventoryItem"), "p@w2", null, 2))).isFalse();
    assertThat(seen.sees(new Content.Entity(type("Order"), "o1", null, 2))).isFalse();
    assertThat(seen.sees(new Content.Entity(type("Product"), "p", null, 2))).isTrue();
  }
}
