package ai.valeo.erp.tributary.edge.core;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Standing.Own;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandingTest {

  private static final EdgeNodeId BERLIN = new EdgeNodeId("berlin");

  @Test
  void shouldTakeTheNodesNameWhenNobodyHasHadIt() {
    assertThat(judge(fresh())).isEqualTo(new Standing.Unnamed(1));
  }

  @Test
  void shouldTakeNextIncarnationWhenTheStoreIsNewAndTheNameIsNot() {
    // lost store, also one of a program that told neither store nor run
    assertThat(judge(fresh(), seen(1, "lost", "r0", 70))).isEqualTo(new Standing.Unnamed(2));
    assertThat(judge(fresh(), seen(1, null, null, 70))).isEqualTo(new Standing.Unnamed(2));
    assertThat(judge(fresh(), seen(1, "lost", "r0", 70), seen(2, "lost too", "r1", 9)))
        .isEqualTo(new Standing.Unnamed(3));
  }

  @Test
  void shouldGoOnAfterRestart() {
    Own own = own("r1", 70, null);

    assertThat(judge(own, seen(1, "mine", "r1", 70))).isEqualTo(new Standing.Sound());
    assertThat(judge(own, seen(1, "mine", "now", 65))).isEqualTo(new Standing.Sound());
    assertThat(judge(own, seen(1, null, null, 70))).isEqualTo(new Standing.Sound());
    assertThat(judge(own)).isEqualTo(new Standing.Sound());
  }

  @Test
  void shouldKnowOldStoreByWhatTheCentreHasSeen() {
    Own own = own("r1", 70, null);

    assertThat(old(judge(own, seen(1, "mine", "r1", 71)))).isEqualTo(2);
    assertThat(old(judge(own, seen(1, "mine", "r2", 70)))).isEqualTo(2);
    assertThat(old(judge(own, seen(1, "mine", "r1", 70), seen(2, "mine", "r2", 0)))).isEqualTo(3);
    assertThat(old(judge(own, seen(1, "another", "r1", 70)))).isEqualTo(2);
  }

  @Test
  void shouldGoOnWhereItsAnnouncementWasLostOnTheWay() {
    var own = new Own("mine", Set.of("r1", "r2"), "now", new PublishNumber(1, 70), null);

    assertThat(judge(own, seen(1, "mine", "r1", 70))).isEqualTo(new Standing.Sound());
    assertThat(judge(own, seen(1, "mine", "r2", 70))).isEqualTo(new Standing.Sound());
    assertThat(old(judge(own, seen(1, "mine", "r3", 70)))).isEqualTo(2);
  }

  @Test
  void shouldKnowBackupOfTheTimeBeforeTheFirstConnection() {
    assertThat(old(judge(fresh(), seen(1, "mine", "r1", 5)))).isEqualTo(2);
  }

  @Test
  void shouldBelieveItsOwnDoubt() {
    assertThat(old(judge(own("r1", 70, "a copy"), seen(1, "mine", "r1", 70)))).isEqualTo(2);
    assertThat(old(judge(own("r1", 70, "a copy")))).isEqualTo(2);
    // a copy of a store that never published has nothing to publish twice
    var unpublished = new Own("mine", Set.of(), "now", new PublishNumber(1, 0), "a copy");
    assertThat(judge(unpublished)).isEqualTo(new Standing.Unnamed(1));
  }

  @Test
  void shouldLeaveNameToWhoTookItFirst() {
    // both asked for it at the same time; this one has published nothing yet
    assertThat(judge(own("now", 0, null), seen(1, "another", "now", 0)))
        .isEqualTo(new Standing.Unnamed(2));
  }

  @Test
  void shouldTellIncarnationsOfNodeByTheirNames() {
    assertThat(new Incarnation(BERLIN, 1).id()).isEqualTo(BERLIN);
    assertThat(new Incarnation(BERLIN, 12).id().value()).isEqualTo("berlin#12");
    assertThat(Incarnation.numberOf(BERLIN, "berlin")).isEqualTo(1);
    assertThat(Incarnation.numberOf(BERLIN, "berlin#12")).isEqualTo(12);
    for (String other :
        List.of("berlin2", "berlin#", "berlin#x", "berlin#1", "berli", "berlin#-2")) {
      assertThat(Incarnation.numberOf(BERLIN, other)).as(other).isZero();
    }
    assertThat(Incarnation.numberOf(BERLIN, "berlin#99999999999")).isZero();
  }

  @Test
  void shouldOrderPublishNumbersOverIncarnations() {
    long old = new PublishNumber(1, 1_000_000).packed();
    long later = new PublishNumber(2, 1).packed();

    assertThat(old).isEqualTo(1_000_000);
    assertThat(later).isGreaterThan(old);
    assertThat(PublishNumber.of(later)).isEqualTo(new PublishNumber(2, 1));
    assertThat(PublishNumber.of(later).start()).isEqualTo(later - 1);
    var last = new PublishNumber(PublishNumber.MAX_INCARNATION, 7);
    assertThat(PublishNumber.of(last.packed())).isEqualTo(last);
  }

  private static Own fresh() {
    return new Own("mine", Set.of(), "now", new PublishNumber(1, 0), null);
  }

  private static Own own(String announced, long sequence, @Nullable String doubt) {
    return new Own("mine", Set.of(announced), "now", new PublishNumber(1, sequence), doubt);
  }

  private static Sighting seen(
      int incarnation, @Nullable String owner, @Nullable String run, long sequence) {
    return new Sighting(incarnation, owner, run, sequence);
  }

  private static Standing judge(Own own, Sighting... sightings) {
    SortedMap<Integer, Sighting> register = new TreeMap<>();
    for (Sighting sighting : sightings) {
      register.put(sighting.incarnation(), sighting);
    }
    return Standing.judge(own, register);
  }

  private static int old(Standing standing) {
    assertThat(standing).isInstanceOf(Standing.Old.class);
    return ((Standing.Old) standing).free();
  }
}
