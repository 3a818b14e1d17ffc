package ai.valeo.erp.tributary.topology.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.topology.core.entity.Attributes;
import ai.valeo.erp.tributary.topology.core.entity.AuditChain;
import ai.valeo.erp.tributary.topology.core.entity.Disputes;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.entity.Life;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import org.junit.jupiter.api.Test;

/** What is kept as objects is bounded, and never other than what was put. */
final class HotEntitiesTest {

  private static final EntityState ONE = state("1", 1);
  private static final EntityState TWO = state("2", 1);
  private static final EntityState THREE = state("3", 1);

  private final HotEntities hot = new HotEntities(100);

  private static EntityState state(String id, long version) {
    var stamp =
        new Stamp(version, new Hlc(1, 0), new EdgeNodeId("berlin"), new MutationId("m"), 5, 0);
    return new EntityState(
        new EntityKey("Thing", id),
        version,
        stamp.hlc(),
        stamp.mutationId(),
        1,
        Life.begin(stamp),
        Attributes.NONE,
        Disputes.NONE,
        AuditChain.EMPTY);
  }

  @Test
  void shouldForgetWhatWasUsedLongestAgo() {
    // given
    hot.put(ONE, 50);
    hot.put(TWO, 50);
    assertThat(hot.get(ONE.key())).isSameAs(ONE);

    // when
    hot.put(THREE, 50);

    // then
    assertThat(hot.get(TWO.key())).isNull();
    assertThat(hot.get(ONE.key())).isSameAs(ONE);
    assertThat(hot.get(THREE.key())).isSameAs(THREE);
  }

  @Test
  void shouldKeepTheNewestStateOfAnEntityAndCountItOnce() {
    // given
    hot.put(ONE, 90);
    EntityState newer = state("1", 2);

    // when
    hot.put(newer, 40);
    hot.put(TWO, 60);

    // then
    assertThat(hot.get(ONE.key())).isSameAs(newer);
    assertThat(hot.get(TWO.key())).isSameAs(TWO);
  }

  @Test
  void shouldNotKeepWhatIsTooLargeNorWhatItHadOfItBefore() {
    // given
    hot.put(ONE, 10);

    // when
    hot.put(state("1", 2), 101);

    // then
    assertThat(hot.get(ONE.key())).isNull();
  }

  @Test
  void shouldForgetWhatIsRemoved() {
    // given
    hot.put(ONE, 60);

    // when
    hot.forget(ONE.key());
    hot.put(TWO, 60);
    hot.put(THREE, 40);

    // then
    assertThat(hot.get(ONE.key())).isNull();
    assertThat(hot.get(TWO.key())).isSameAs(TWO);
  }
}
