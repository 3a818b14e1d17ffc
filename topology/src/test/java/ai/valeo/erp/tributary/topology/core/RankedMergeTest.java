package ai.valeo.erp.tributary.topology.core;

import static ai.valeo.erp.tributary.topology.core.Given.create;
import static ai.valeo.erp.tributary.topology.core.Given.set;
import static ai.valeo.erp.tributary.topology.core.Given.text;
import static ai.valeo.erp.tributary.topology.core.Given.type;
import static ai.valeo.erp.tributary.topology.core.Given.update;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.decision.ConflictKind;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeState;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RankedMergeTest {

  private final Workpiece thing = new Workpiece(type(text("name", MergePolicy.LAST_WRITER)));
  private final Workpiece first = new Workpiece(type(text("name", MergePolicy.FIRST_WRITER)));
  private final Workpiece urgent = new Workpiece(type(text("name", MergePolicy.PRIORITY)));

  @Test
  void shouldApplyWhatHasSeenThePresentValue() {
    // given
    thing.send(create("a", 100, set("name", "x")));
    // when
    var decision = thing.decide(update("b", 200, set("name", "y")).on(1));
    // then
    assertThat(thing.value("name")).isEqualTo(Value.of("y"));
    assertThat(thing.version()).isEqualTo(2);
    assertThat(decision.result()).isEqualTo(Result.SET);
    assertThat(decision.concurrent()).isFalse();
    assertThat(decision.lost()).isNull();
  }

  @Test
  void shouldLetTheLaterOfTwoConcurrentChangesWinWhenItComesLast() {
    // given
    thing.send(create("a", 100, set("name", "x")));
    thing.send(update("b", 200, set("name", "y")).on(1));
    // when
    var merged = thing.send(update("c", 300, set("name", "z")).on(1));
    // then
    assertThat(thing.value("name")).isEqualTo(Value.of("z"));
    var decision = merged.outcome().decisions().get(0);
    assertThat(decision.result()).isEqualTo(Result.SET);
    assertThat(decision.concurrent()).isTrue();
    assertThat(decision.lost()).isEqualTo(Value.of("y"));
    assertThat(decision.against()).isNotNull();
    assertThat(decision.against().mutationId().value()).isEqualTo("b-200");
    var conflict = merged.conflict();
    assertThat(conflict).isNotNull();
    assertThat(conflict.kind()).isEqualTo(ConflictKind.CONCURRENT_UPDATE);
    assertThat(conflict.open()).isFalse();
    assertThat(conflict.id()).isEqualTo("c-300:0");
    assertThat(conflict.contenders().get(0).winner()).isEqualTo("c-300");
  }

  @Test
  void shouldLetTheLaterOfTwoConcurrentChangesWinWhenItCameFirst() {
    // given
    thing.send(create("a", 100, set("name", "x")));
    thing.send(update("c", 300, set("name", "z")).on(1));
    // when
    var merged = thing.send(update("b", 200, set("name", "y")).on(1));
    // then
    assertThat(thing.value("name")).isEqualTo(Value.of("z"));
    assertThat(merged.outcome().state()).isEqualTo(OutcomeState.APPLIED);
    assertThat(merged.outcome().version()).isEqualTo(2);
    var decision = merged.outcome().decisions().get(0);
    assertThat(decision.result()).isEqualTo(Result.KEPT);
    assertThat(decision.lost()).isEqualTo(Value.of("y"));
    assertThat(merged.conflict()).isNotNull();
    assertThat(merged.conflict().contenders().get(0).winner()).isEqualTo("c-300");
  }

  @Test
  void shouldSupersedeAnOlderChangeOfTheSameNodeWithoutConflict() {
    // given
    thing.send(create("a", 100, set("name", "x")));
    thing.send(update("b", 300, set("name", "new")).on(1));
    // when
    var merged = thing.send(update("b", 200, set("name", "old")).on(1));
    // then
    assertThat(thing.value("name")).isEqualTo(Value.of("new"));
    assertThat(merged.outcome().decisions().get(0).result()).isEqualTo(Result.SUPERSEDED);
    assertThat(merged.conflict()).isNull();
    assertThat(thing.version()).isEqualTo(2);
  }

  @Test
  void shouldCountASeenButSlowerClockAsJustAfter() {
    // given a change that has seen 500 but bears 50, and a concurrent one at 300
    thing.send(create("a", 500, set("name", "x")));
    thing.send(update("b", 50, set("name", "seen")).on(1));
    // when
    thing.send(update("c", 300, set("name", "between")).on(0));
    // then nothing concurrent comes between the two
    assertThat(thing.value("name")).isEqualTo(Value.of("seen"));
  }

  @Test
  void shouldLetTheEarlierOfTwoConcurrentChangesWinForFirstWriter() {
    // given
    first.send(create("a", 100));
    first.send(update("b", 300, set("name", "late")).on(1));
    // when
    var decision = first.decide(update("c", 200, set("name", "early")).on(1));
    // then
    assertThat(first.value("name")).isEqualTo(Value.of("early"));
    assertThat(decision.lost()).isEqualTo(Value.of("late"));
  }

  @Test
  void shouldLetASeenChangeApplyForFirstWriter() {
    // given
    first.send(create("a", 100, set("name", "x")));
    // when
    first.send(update("b", 200, set("name", "y")).on(1));
    // then
    assertThat(first.value("name")).isEqualTo(Value.of("y"));
  }

  @Test
  void shouldLetTheMoreUrgentChangeWinForPriority() {
    // given
    urgent.send(create("a", 100));
    urgent.send(update("b", 200, set("name", "urgent")).on(1).priority(9));
    // when
    var decision = urgent.decide(update("c", 300, set("name", "later")).on(1).priority(8));
    // then
    assertThat(urgent.value("name")).isEqualTo(Value.of("urgent"));
    assertThat(decision.against()).isNotNull();
    assertThat(decision.against().priority()).isEqualTo(9);
  }

  @Test
  void shouldCountTheBonusForTheOperationInPriority() {
    // given CREATE 8 + 1 against UPDATE 9: equal, so the later one wins
    urgent.send(create("a", 100, set("name", "created")).priority(8));
    // when
    urgent.send(update("b", 200, set("name", "updated")).on(0).priority(9));
    // then
    assertThat(urgent.value("name")).isEqualTo(Value.of("updated"));
  }

  @Test
  void shouldGiveTheSameValueInEveryOrderOfThreeNodesForPriority() {
    // given a prefix seen by a alone, which then writes with little urgency
    var prefix = create("s", 100, set("name", "s")).priority(9);
    var seen = update("a", 200, set("name", "a")).on(1).priority(1);
    var unseen = update("b", 300, set("name", "b")).on(0).priority(5);
    // when
    var values =
        List.of(List.of(seen, unseen), List.of(unseen, seen)).stream()
            .map(order -> {
              var one = new Workpiece(type(text("name", MergePolicy.PRIORITY)));
              one.send(prefix);
              order.forEach(one::send);
              return one.value("name");
            })
            .toList();
    // then
    assertThat(values).containsExactly(Value.of("a"), Value.of("a"));
  }

  @Test
  void shouldPutACreateOnTopOfWhatItsNodeHasBuiltOn() {
    // given s is seen by a and b; what a creates once more has seen nothing but a's own change
    var one = List.of(update("a", 200, set("name", "a")).on(1).priority(1), again("a"));
    var other = List.of(update("b", 300, set("name", "b")).on(1).priority(3));
    // then whether a's change stood there when the CREATE came, or b's
    assertThat(ranked(one.get(0), one.get(1), other.get(0))).isEqualTo(Value.of("again"));
    assertThat(ranked(one.get(0), other.get(0), one.get(1))).isEqualTo(Value.of("again"));
    assertThat(ranked(other.get(0), one.get(0), one.get(1))).isEqualTo(Value.of("again"));
    // and one of a node that has built on nothing does not reach s
    assertThat(ranked(other.get(0), again("c"))).isEqualTo(Value.of("b"));
  }

  @Test
  void shouldRememberWhoHasBuiltOnAPlaceWhenItsChangeGivesWayToOneThatHasSeenIt() {
    // given b has seen the change of a, which ranks lower
    var lower = update("a", 200, set("name", "a")).on(1).priority(1);
    var higher = update("b", 300, set("name", "b")).on(2).priority(3);
    // then
    assertThat(ranked(lower, again("a"), higher)).isEqualTo(Value.of("again"));
    assertThat(ranked(lower, higher, again("a"))).isEqualTo(Value.of("again"));
  }

  private static Given.Draft again(String node) {
    return create(node, 400, set("name", "again")).priority(5);
  }

  private static @Nullable Value ranked(Given.Draft... drafts) {
    var one = new Workpiece(type(text("name", MergePolicy.PRIORITY)));
    one.send(create("s", 100, set("name", "s")).priority(9));
    for (Given.Draft draft : drafts) {
      one.send(draft);
    }
    return one.value("name");
  }

  @Test
  void shouldClearLikeAnyOtherValue() {
    // given
    thing.send(create("a", 100, set("name", "x")));
    // when
    thing.send(update("b", 200, ai.valeo.erp.tributary.schemas.entity.Change.clear("name")).on(1));
    // then
    assertThat(thing.value("name")).isNull();
    assertThat(thing.version()).isEqualTo(2);
  }
}
