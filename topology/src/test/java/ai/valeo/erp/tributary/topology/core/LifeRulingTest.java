package ai.valeo.erp.tributary.topology.core;

import static ai.valeo.erp.tributary.topology.core.Given.create;
import static ai.valeo.erp.tributary.topology.core.Given.delete;
import static ai.valeo.erp.tributary.topology.core.Given.set;
import static ai.valeo.erp.tributary.topology.core.Given.update;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.EntityType.OnDeleteConflict;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.decision.ConflictKind;
import ai.valeo.erp.tributary.topology.core.decision.DecisionFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeState;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What persons rule where creation and deletion are in dispute (decision 12). */
final class LifeRulingTest {

  private final Workpiece thing =
      new Workpiece(
          Given.type(
              OnDeleteConflict.MANUAL,
              Given.text("name", MergePolicy.LAST_WRITER),
              Given.number("n", MergePolicy.COUNTER)));

  /** Version 2, changed by b; c's DELETE has not seen that and waits. */
  private void waitingDelete() {
    thing.send(create("a", 100, set("name", "x")));
    thing.send(update("b", 200, set("name", "y")).on(1));
    thing.send(delete("c", 300).on(1));
  }

  /** Version 2, deleted by b; c's change has not seen that and waits. */
  private void waitingUpdate() {
    thing.send(create("a", 100, set("name", "x")));
    thing.send(delete("b", 200).on(1));
    thing.send(update("c", 150, set("name", "y")).on(1));
  }

  @Test
  void shouldDeleteWhatAPersonLetsGo() {
    // given
    waitingDelete();

    // when
    Ruled ruled = thing.rule(Rulings.take("c-300:*").on(2));

    // then
    assertThat(thing.values()).isNull();
    assertThat(thing.version()).isEqualTo(3);
    assertThat(RulingTest.only(ruled).decisions().get(0).result()).isEqualTo(Result.SET);
    assertThat(ruled.conflicts().get(0).kind()).isEqualTo(ConflictKind.DELETE_UPDATE);
    assertThat(ruled.audit().operation()).isEqualTo(OperationType.DELETE);
    assertThat(ruled.audit().attributes())
        .anySatisfy(gone -> {
          assertThat(gone.attribute()).isEqualTo("name");
          assertThat(gone.before()).isEqualTo(Value.of("y"));
          assertThat(gone.after()).isNull();
        });
    // and who has deleted it may create it anew
    thing.send(create("c", 400, set("name", "z")).on(3));
    assertThat(thing.values()).containsOnlyKeys("name");
  }

  @Test
  void shouldKeepWhatAPersonKeeps() {
    // given
    waitingDelete();

    // when
    Ruled ruled = thing.rule(Rulings.keep("c-300:*").on(2));

    // then
    assertThat(thing.value("name")).isEqualTo(Value.of("y"));
    assertThat(RulingTest.only(ruled).state()).isEqualTo(OutcomeState.APPLIED);
    assertThat(RulingTest.only(ruled).decisions().get(0).result()).isEqualTo(Result.KEPT);
    // and its node may create it anew, as if an update had won
    var again = thing.send(create("c", 400, set("name", "z")).on(1));
    assertThat(again.outcome().state()).isEqualTo(OutcomeState.APPLIED);
    assertThat(thing.state().life().number()).isEqualTo(2);
  }

  @Test
  void shouldSetValuesOfWhatIsNotDeleted() {
    // given
    waitingDelete();

    // when
    Ruled ruled = thing.rule(Rulings.merge("c-300:*", set("name", "w")).on(2));

    // then
    assertThat(thing.value("name")).isEqualTo(Value.of("w"));
    assertThat(RulingTest.only(ruled).decisions().get(0).result()).isEqualTo(Result.MERGED);
  }

  @Test
  void shouldBringBackWhatAPersonTakes() {
    // given
    waitingUpdate();

    // when
    Ruled ruled = thing.rule(Rulings.take("c-150:*").on(2));

    // then
    assertThat(thing.value("name")).isEqualTo(Value.of("y"));
    assertThat(thing.version()).isEqualTo(3);
    assertThat(RulingTest.only(ruled).decisions())
        .extracting(DecisionFacts::attribute)
        .containsExactly("*", "name");
    // and who deleted it learns so: a change that has seen it applies
    var next = thing.send(update("b", 500, set("name", "v")).on(3));
    assertThat(next.outcome().state()).isEqualTo(OutcomeState.APPLIED);
  }

  @Test
  void shouldLeaveWhatIsGone() {
    // given
    waitingUpdate();

    // when
    Ruled ruled = thing.rule(Rulings.keep("c-150:*").on(2));

    // then
    assertThat(thing.values()).isNull();
    assertThat(thing.version()).isEqualTo(2);
    assertThat(RulingTest.only(ruled).decisions())
        .extracting(DecisionFacts::lost)
        .containsExactly(null, Value.of("y"));
  }

  @Test
  void shouldBringBackWithOtherValues() {
    // given
    waitingUpdate();

    // when
    thing.rule(Rulings.merge("c-150:*", set("name", "w")).on(2));

    // then
    assertThat(thing.value("name")).isEqualTo(Value.of("w"));
  }

  @Test
  void shouldRuleOnACreateAndOnWhatFollowsFromIt() {
    // given a node that creates what was deleted, and goes on from there
    thing.send(create("a", 100, set("name", "x")));
    thing.send(delete("b", 200).on(1));
    thing.send(create("c", 150, set("name", "y")));
    thing.send(update("c", 160, set("n", 5)));
    assertThat(thing.openConflicts()).containsExactly("c-150:*", "c-160:*");

    // when
    RulingTest.applied(thing.rule(Rulings.take("c-150:*").on(2)));

    // then the rest waits still, and can be taken too
    assertThat(thing.value("name")).isEqualTo(Value.of("y"));
    assertThat(thing.openConflicts()).containsExactly("c-160:*");
    RulingTest.applied(thing.rule(Rulings.take("c-160:*").on(3)));
    assertThat(thing.value("n")).isEqualTo(Value.of(5));
  }

  @Test
  void shouldEndASecondDeleteOfWhatIsDeleted() {
    // given two nodes that would delete it
    waitingDelete();
    thing.send(delete("d", 310).on(1));

    // when
    Ruled ruled = thing.rule(Rulings.take("c-300:*").on(2));

    // then
    assertThat(ruled.ended())
        .extracting(OutcomeFacts::mutationId)
        .containsExactly("c-300", "d-310");
    assertThat(thing.openConflicts()).isEmpty();
  }

  @Test
  void shouldRuleOnChangesOfALifeThatIsOver() {
    // given a new life, and a change of the one before
    thing.send(create("a", 100, set("name", "x")));
    thing.send(delete("b", 200).on(1));
    thing.send(create("b", 300, set("name", "new")).on(2));
    thing.send(update("c", 150, set("name", "y")).on(1));
    assertThat(thing.openConflicts()).containsExactly("c-150:*");

    // when
    RulingTest.applied(thing.rule(Rulings.take("c-150:*").on(3)));

    // then
    assertThat(thing.value("name")).isEqualTo(Value.of("y"));
    assertThat(thing.state().life().number()).isEqualTo(2);
  }

  @Test
  void shouldNotForgetWhatWaits() {
    // given
    waitingUpdate();
    long later = Given.NOW_MS + Duration.ofDays(30).toMillis();

    // then
    assertThat(thing.state().isForgettable(later, Duration.ofHours(1))).isFalse();
    thing.rule(Rulings.keep("c-150:*").on(2));
    assertThat(thing.state().isForgettable(later, Duration.ofHours(1))).isTrue();
    RulingTest.refused(thing.rule(Rulings.keep("c-150:*").on(2)), Reason.CONFLICT_CLOSED);
  }
}
