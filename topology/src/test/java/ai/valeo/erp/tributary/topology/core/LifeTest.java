package ai.valeo.erp.tributary.topology.core;

import static ai.valeo.erp.tributary.topology.core.Given.create;
import static ai.valeo.erp.tributary.topology.core.Given.delete;
import static ai.valeo.erp.tributary.topology.core.Given.set;
import static ai.valeo.erp.tributary.topology.core.Given.stock;
import static ai.valeo.erp.tributary.topology.core.Given.text;
import static ai.valeo.erp.tributary.topology.core.Given.type;
import static ai.valeo.erp.tributary.topology.core.Given.update;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.EntityType.OnDeleteConflict;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy.OnViolation;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.decision.ConflictKind;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeState;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LifeTest {

  private final Workpiece thing = workpiece(OnDeleteConflict.UPDATE_WINS);
  private final Workpiece mortal = workpiece(OnDeleteConflict.DELETE_WINS);
  private final Workpiece guarded = workpiece(OnDeleteConflict.MANUAL);

  private static Workpiece workpiece(OnDeleteConflict onDelete) {
    return new Workpiece(thing(onDelete));
  }

  private static EntityType thing(OnDeleteConflict onDelete) {
    return type(
        onDelete,
        text("name", MergePolicy.LAST_WRITER),
        text("first", MergePolicy.FIRST_WRITER),
        stock("n", OnViolation.BACKORDER));
  }

  @Test
  void shouldFailAnUpdateOfWhatWasNeverCreated() {
    // given when
    var merged = thing.send(update("a", 100, set("name", "x")));
    // then
    assertThat(merged.outcome().state()).isEqualTo(OutcomeState.FAILED);
    assertThat(merged.outcome().reason()).isEqualTo(Reason.UNKNOWN_ENTITY);
    assertThat(merged.outcome().version()).isZero();
    assertThat(merged.next()).isNull();
    assertThat(merged.audit()).isNull();
    assertThat(thing.send(delete("a", 200)).outcome().reason()).isEqualTo(Reason.UNKNOWN_ENTITY);
  }

  @Test
  void shouldDeleteWhatHasBeenSeen() {
    // given
    thing.send(create("a", 100, set("name", "x")));
    // when
    var merged = thing.send(delete("b", 200).on(1));
    // then
    assertThat(thing.values()).isNull();
    assertThat(thing.version()).isEqualTo(2);
    assertThat(merged.outcome().decisions()).hasSize(1);
    assertThat(merged.outcome().decisions().get(0).attribute()).isEqualTo("*");
    assertThat(merged.audit()).isNotNull();
    assertThat(merged.audit().attributes())
        .extracting(audited -> audited.before())
        .containsExactly(null, Value.of("x"));
  }

  @Test
  void shouldGiveTheSameForDeleteAndUnseenUpdateInBothOrders() {
    // given
    var before = workpiece(OnDeleteConflict.UPDATE_WINS);
    var after = workpiece(OnDeleteConflict.UPDATE_WINS);
    for (Workpiece one : List.of(before, after)) {
      one.send(create("a", 100, set("name", "x"), Change.add("n", 2)));
    }
    // when
    before.send(delete("b", 200).on(1));
    var revived = before.send(update("c", 150, Change.add("n", 3)).on(1));
    after.send(update("c", 150, Change.add("n", 3)).on(1));
    var kept = after.send(delete("b", 200).on(1));
    // then
    assertThat(before.values())
        .isEqualTo(Map.of("name", Value.of("x"), "n", Value.of(5)))
        .isEqualTo(after.values());
    assertThat(revived.conflict()).isNotNull();
    assertThat(revived.conflict().kind()).isEqualTo(ConflictKind.DELETE_UPDATE);
    assertThat(kept.outcome().state()).isEqualTo(OutcomeState.APPLIED);
    assertThat(kept.outcome().decisions().get(0).result()).isEqualTo(Result.KEPT);
    assertThat(kept.outcome().version()).isEqualTo(2);
    assertThat(kept.conflict()).isNotNull();
    assertThat(kept.conflict().contenders().get(0).winner()).isEqualTo("c-150");
  }

  @Test
  void shouldFailAnUpdateThatHasSeenTheDelete() {
    // given
    thing.send(create("a", 100, set("name", "x")));
    thing.send(delete("b", 200).on(1));
    // when
    var merged = thing.send(update("c", 300, set("name", "y")).on(2));
    // then
    assertThat(merged.outcome().reason()).isEqualTo(Reason.DELETED);
    assertThat(thing.values()).isNull();
  }

  @Test
  void shouldSupersedeAnOlderUpdateOfTheNodeThatDeletedSince() {
    // given
    thing.send(create("a", 100, set("name", "x")));
    thing.send(delete("b", 300).on(1));
    // when
    var merged = thing.send(update("b", 200, set("name", "y")).on(1));
    // then
    assertThat(thing.values()).isNull();
    assertThat(merged.outcome().state()).isEqualTo(OutcomeState.APPLIED);
    assertThat(merged.outcome().decisions().get(0).result()).isEqualTo(Result.SUPERSEDED);
  }

  @Test
  void shouldLetDeletesWinWhereTheTypeSaysSo() {
    // given
    mortal.send(create("a", 100, set("name", "x")));
    mortal.send(update("c", 150, set("name", "y")).on(1));
    // when
    var merged = mortal.send(delete("b", 200).on(1));
    // then
    assertThat(mortal.values()).isNull();
    assertThat(merged.outcome().decisions().get(0).concurrent()).isTrue();
    assertThat(mortal.send(update("d", 250, set("name", "z")).on(1)).outcome().reason())
        .isEqualTo(Reason.DELETED);
  }

  @Test
  void shouldFailAnUpdateOfAnEarlierLifeWhereDeletesWin() {
    // given
    mortal.send(create("a", 100, set("name", "x")));
    mortal.send(delete("a", 200).on(1));
    mortal.send(create("a", 300, set("name", "new")).on(2));
    // when
    var merged = mortal.send(update("b", 250, set("name", "old")).on(1));
    // then
    assertThat(merged.outcome().reason()).isEqualTo(Reason.DELETED);
    assertThat(mortal.value("name")).isEqualTo(Value.of("new"));
  }

  @Test
  void shouldAskAPersonWhereTheTypeSaysSo() {
    // given
    guarded.send(create("a", 100, set("name", "x")));
    guarded.send(update("c", 150, set("name", "y")).on(1));
    // when
    var merged = guarded.send(delete("b", 200).on(1));
    // then
    assertThat(merged.outcome().state()).isEqualTo(OutcomeState.CONFLICT);
    assertThat(guarded.value("name")).isEqualTo(Value.of("y"));
    assertThat(guarded.version()).isEqualTo(2);
    assertThat(guarded.openConflicts()).containsExactly("b-200:*");
  }

  @Test
  void shouldStartAfreshWhenCreatedAgain() {
    // given
    thing.send(create("a", 100, set("name", "x"), set("first", "f"), Change.add("n", 2)));
    thing.send(delete("b", 200).on(1));
    // when
    thing.send(create("c", 300, set("first", "g")).on(2));
    // then
    assertThat(thing.values()).isEqualTo(Map.of("first", Value.of("g"), "n", Value.of(0)));
    assertThat(thing.version()).isEqualTo(3);
  }

  @Test
  void shouldMergeACreateOfALivingEntityAsIfItHadSeenNothing() {
    // given
    thing.send(create("a", 300, set("name", "x")));
    // when a node that claims to have seen version 1 creates it again, with an earlier clock
    var merged = thing.send(create("b", 200, set("name", "y"), set("first", "g")).on(1));
    // then
    assertThat(thing.values())
        .isEqualTo(Map.of("name", Value.of("x"), "first", Value.of("g"), "n", Value.of(0)));
    assertThat(merged.conflict()).isNotNull();
    assertThat(merged.conflict().kind()).isEqualTo(ConflictKind.CREATE_CREATE);
  }

  @Test
  void shouldNotLetAnEarlierLifeIntoANewOne() {
    // given the update of c has not seen the delete
    var deleted = delete("b", 200).on(1);
    var again = create("b", 300, set("first", "g")).on(1);
    var late = update("c", 250, set("name", "late"), Change.add("n", 7)).on(1);
    // when
    Set<@Nullable Map<String, Value>> results = new HashSet<>();
    for (var order :
        List.of(
            List.of(deleted, again, late),
            List.of(deleted, late, again),
            List.of(late, deleted, again))) {
      var one = workpiece(OnDeleteConflict.UPDATE_WINS);
      one.send(create("a", 100, set("name", "x")));
      order.forEach(one::send);
      results.add(one.values());
    }
    // then
    assertThat(results).containsExactly(Map.of("first", Value.of("g"), "n", Value.of(0)));
  }

  @Test
  void shouldJoinTheLivesThatTwoNodesBeginAfterTheirOwnDeletes() {
    // given
    var one = List.of(delete("a", 200).on(1), create("a", 300, set("name", "of a")).on(1));
    var other = List.of(delete("b", 210).on(1), create("b", 290, set("first", "of b")).on(1));
    // when
    var results = new ArrayList<@Nullable Map<String, Value>>();
    for (var order : List.of(List.of(one, other), List.of(other, one))) {
      var piece = workpiece(OnDeleteConflict.UPDATE_WINS);
      piece.send(create("s", 100, set("name", "x")));
      order.forEach(stream -> stream.forEach(piece::send));
      results.add(piece.values());
    }
    // then
    assertThat(results.get(0))
        .isEqualTo(Map.of("name", Value.of("of a"), "first", Value.of("of b"), "n", Value.of(0)))
        .isEqualTo(results.get(1));
  }

  @Test
  void shouldNotTakeTheEndOfTheFirstLifeForThatOfTheSecond() {
    // given b knows the end of the first life only, by its own delete; a begins a third
    var first = List.of(delete("b", 400).on(1), create("b", 500, set("name", "of b")).on(1));
    var third = create("a", 600, set("first", "of a")).on(1);
    // when
    var results = new ArrayList<@Nullable Map<String, Value>>();
    for (boolean isLate : List.of(true, false)) {
      var piece = workpiece(OnDeleteConflict.UPDATE_WINS);
      piece.send(create("a", 100, set("name", "x")));
      piece.send(delete("a", 200).on(1));
      piece.send(create("a", 300, set("name", "y")).on(1));
      piece.send(delete("a", 350).on(1));
      if (isLate) {
        piece.send(third);
      }
      first.forEach(piece::send);
      if (!isLate) {
        piece.send(third);
      }
      results.add(piece.values());
    }
    // then
    assertThat(results.get(0))
        .isEqualTo(Map.of("first", Value.of("of a"), "n", Value.of(0)))
        .isEqualTo(results.get(1));
  }

  @Test
  void shouldKnowTheEndOfALifeThatItsNodeBeganInVainWhereDeletesWin() {
    // given two nodes that create anew what is deleted, and delete it again; one does so twice
    var firstTwice = workpiece(OnDeleteConflict.DELETE_WINS);
    var firstOnce = workpiece(OnDeleteConflict.DELETE_WINS);
    for (Workpiece one : List.of(firstTwice, firstOnce)) {
      one.send(create("once", 100, set("name", "old")));
      one.send(delete("once", 200));
    }
    List<Given.Draft> twice =
        List.of(
            create("twice", 300, set("name", "x")).on(2),
            delete("twice", 400).on(2),
            create("twice", 500, set("name", "y")).on(2));
    List<Given.Draft> once = List.of(create("once", 310, set("name", "z")), delete("once", 410));
    // when
    twice.forEach(firstTwice::send);
    once.forEach(firstTwice::send);
    once.forEach(firstOnce::send);
    twice.forEach(firstOnce::send);
    // then
    assertThat(firstTwice.value("name")).isEqualTo(Value.of("y"));
    assertThat(firstOnce.values()).isEqualTo(firstTwice.values());
  }

  @Test
  void shouldKnowTheEndOfALifeByADeleteThatItsNodeRepeated() {
    // given a delete that an update has undone, and another one of its node, undone as well
    thing.send(create("a", 100, set("name", "x")));
    thing.send(delete("a", 200));
    thing.send(update("b", 210, set("name", "y")).on(1));
    thing.send(delete("a", 300).on(3));
    thing.send(update("b", 310, set("name", "z")).on(1));
    // when a node creates anew what it has heard the first delete of
    thing.send(create("c", 400, set("first", "g")).on(2));
    // then
    assertThat(thing.values()).isEqualTo(Map.of("first", Value.of("g"), "n", Value.of(0)));
  }

  @Test
  void shouldNotLetACreateThatLostEverywhereStandAgainstADelete() {
    // given two creates of which that of a wins everything, then a deletes
    var winning = List.of(create("a", 200, set("name", "x")), delete("a", 300));
    var losing = create("b", 100, set("name", "y"));
    // when
    thing.send(losing);
    winning.forEach(thing::send);
    var other = workpiece(OnDeleteConflict.UPDATE_WINS);
    winning.forEach(other::send);
    other.send(losing);
    // then
    assertThat(thing.values()).isNull();
    assertThat(other.values()).isNull();
  }

  @Test
  void shouldLetADeleteStandAgainstAnUpdateThatLostEverywhere() {
    // given an update that lost; the deleter's base is the version that it did not raise
    thing.send(create("a", 100, set("name", "x")));
    thing.send(update("b", 300, set("name", "y")).on(1));
    thing.send(update("c", 200, set("name", "z")).on(1));
    // when
    thing.send(delete("d", 400).on(2));
    // then
    assertThat(thing.values()).isNull();
  }

  @Test
  void shouldBeForgottenOnlyAfterTheHorizon() {
    // given
    thing.send(create("a", 100, set("name", "x")));
    thing.send(delete("b", 200).on(1));
    var state = thing.state();
    long hourMs = Duration.ofHours(1).toMillis();
    // when then
    assertThat(state.isForgettable(Given.NOW_MS + hourMs, Duration.ofHours(1))).isFalse();
    assertThat(state.isForgettable(Given.NOW_MS + hourMs + 1, Duration.ofHours(1))).isTrue();
  }
}
