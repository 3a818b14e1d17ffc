package ai.valeo.erp.tributary.topology.core;

import static ai.valeo.erp.tributary.topology.core.Given.create;
import static ai.valeo.erp.tributary.topology.core.Given.delete;
import static ai.valeo.erp.tributary.topology.core.Given.set;
import static ai.valeo.erp.tributary.topology.core.Given.update;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.EntityType.OnDeleteConflict;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy.OnViolation;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.decision.ConflictFacts;
import ai.valeo.erp.tributary.topology.core.decision.DecisionFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeState;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What persons rule on conflicts of attributes. */
final class RulingTest {

  private static final MergePolicy CREDIT =
      new MergePolicy(MergePolicy.MANUAL, Value.of(0), null, OnViolation.REJECT, Map.of());

  private static final EntityType TYPE =
      Given.type(
          OnDeleteConflict.MANUAL,
          Given.text("name", MergePolicy.LAST_WRITER),
          Given.attribute("credit", Given.WHOLE, null, CREDIT),
          Given.text("terms", MergePolicy.MANUAL),
          Given.tags("tags"));

  private final Workpiece thing = new Workpiece(TYPE);

  /** Version 2 with credit 20 by b, terms "t"; c offers 30 and has not seen it. */
  private void dispute() {
    thing.send(create("a", 100, set("name", "x"), set("credit", 10), set("terms", "t")));
    thing.send(update("b", 200, set("credit", 20)).on(1));
    thing.send(update("c", 300, set("credit", 30)).on(1));
  }

  @Test
  void shouldKeepWhatStandsThere() {
    // given
    dispute();

    // when
    Ruled ruled = thing.rule(Rulings.keep("c-300:1").on(2));

    // then nothing but the conflict has changed
    assertThat(thing.value("credit")).isEqualTo(Value.of(20));
    assertThat(thing.version()).isEqualTo(2);
    assertThat(thing.openConflicts()).isEmpty();
    assertThat(ruled.outcome().state()).isEqualTo(OutcomeState.APPLIED);
    assertThat(ruled.outcome().mutationId()).isEqualTo("r-1");
    assertThat(ruled.outcome().edgeNode()).isEqualTo("central");
    OutcomeFacts ended = only(ruled);
    assertThat(ended.mutationId()).isEqualTo("c-300");
    assertThat(ended.edgeNode()).isEqualTo("c");
    assertThat(ended.state()).isEqualTo(OutcomeState.APPLIED);
    DecisionFacts decision = ended.decisions().get(0);
    assertThat(decision.result()).isEqualTo(Result.KEPT);
    assertThat(decision.strategy()).isEqualTo("manual");
    assertThat(decision.lost()).isEqualTo(Value.of(30));
    assertThat(decision.note()).isEqualTo("ruling r-1 (KEEP) by alice: called them");
  }

  @Test
  void shouldTakeWhatWasOffered() {
    // given
    dispute();

    // when
    Ruled ruled = thing.rule(Rulings.take("c-300:1").on(2));

    // then
    assertThat(thing.value("credit")).isEqualTo(Value.of(30));
    assertThat(thing.version()).isEqualTo(3);
    assertThat(thing.state().lastMutation().value()).isEqualTo("r-1");
    DecisionFacts decision = only(ruled).decisions().get(0);
    assertThat(decision.result()).isEqualTo(Result.SET);
    assertThat(decision.lost()).isEqualTo(Value.of(20));
    ConflictFacts conflict = ruled.conflicts().get(0);
    assertThat(conflict.open()).isFalse();
    assertThat(conflict.resolvedBy()).isEqualTo("alice");
    assertThat(conflict.id()).isEqualTo("c-300:1");
    assertThat(conflict.contenders().get(0).winner()).isEqualTo("c-300");
    assertThat(conflict.contenders().get(0).result()).isEqualTo(Value.of(30));
  }

  @Test
  void shouldAuditWhoRuledAndWhy() {
    // given
    dispute();

    // when
    var audit = thing.rule(Rulings.take("c-300:1").with("bob").on(2)).audit();

    // then
    assertThat(audit).isNotNull();
    assertThat(audit.mutationId()).isEqualTo("r-1");
    assertThat(audit.actor()).isEqualTo("alice");
    assertThat(audit.secondActor()).isEqualTo("bob");
    assertThat(audit.userReason()).isEqualTo("called them");
    assertThat(audit.conflictId()).isEqualTo("c-300:1");
    assertThat(audit.version()).isEqualTo(3);
    assertThat(audit.attributes().get(0).before()).isEqualTo(Value.of(20));
    assertThat(audit.attributes().get(0).after()).isEqualTo(Value.of(30));
  }

  @Test
  void shouldLetTheNodeGoOnFromWhatWasTaken() {
    // given
    dispute();
    thing.rule(Rulings.take("c-300:1").on(2));

    // when its author, who knows nothing of the ruling, and another node change it
    var own = thing.send(update("c", 400, set("credit", 31)).on(1));
    var other = thing.send(update("b", 500, set("credit", 21)).on(2));

    // then
    assertThat(own.outcome().state()).isEqualTo(OutcomeState.APPLIED);
    assertThat(other.outcome().state()).isEqualTo(OutcomeState.CONFLICT);
    assertThat(thing.value("credit")).isEqualTo(Value.of(31));
  }

  @Test
  void shouldMergeToWhatThePersonSays() {
    // given
    dispute();

    // when
    Ruled ruled = thing.rule(Rulings.merge("c-300:1", set("credit", 25)).on(2));

    // then what it sets is the centre's, which c has not seen
    assertThat(thing.value("credit")).isEqualTo(Value.of(25));
    assertThat(only(ruled).decisions().get(0).result()).isEqualTo(Result.MERGED);
    assertThat(only(ruled).decisions().get(0).lost()).isEqualTo(Value.of(30));
    var next = thing.send(update("c", 400, set("credit", 31)).on(2));
    assertThat(next.outcome().state()).isEqualTo(OutcomeState.CONFLICT);
    assertThat(next.outcome().decisions().get(0).against().edgeNode().value()).isEqualTo("central");
  }

  @Test
  void shouldRefuseWhenTheEntityHasMovedOn() {
    // given
    dispute();
    thing.send(update("b", 400, set("name", "y")).on(2));

    // when
    Ruled ruled = thing.rule(Rulings.take("c-300:1").on(2));

    // then
    refused(ruled, Reason.VERSION_MOVED);
    assertThat(thing.openConflicts()).containsExactly("c-300:1");
    assertThat(thing.value("credit")).isEqualTo(Value.of(20));
    assertThat(ruled.audit()).isNotNull();
  }

  @Test
  void shouldTellClosedConflictsFromUnknownOnes() {
    // given
    dispute();
    thing.rule(Rulings.keep("c-300:1").on(2));

    // then
    refused(thing.rule(Rulings.take("c-300:1").on(2)), Reason.CONFLICT_CLOSED);
    refused(thing.rule(Rulings.take("c-300:2").on(2)), Reason.UNKNOWN_CONFLICT);
    refused(new Workpiece(TYPE).rule(Rulings.keep("c-300:1").on(0)), Reason.UNKNOWN_CONFLICT);
  }

  @Test
  void shouldHoldBoundsAgainstPersonsToo() {
    // given
    dispute();

    // then
    refused(thing.rule(Rulings.merge("c-300:1", set("credit", -1)).on(2)), Reason.INVARIANT);
    assertThat(thing.openConflicts()).hasSize(1);
  }

  @Test
  void shouldSetOnlyWhatIsInDispute() {
    // given
    dispute();

    // then
    refused(thing.rule(Rulings.merge("c-300:1", set("name", "z")).on(2)), Reason.INVALID_CHANGES);
  }

  @Test
  void shouldAskForFourEyesWhereTheTypeDoes() {
    // given
    var guarded = new Workpiece(TYPE.withFourEyes(Set.of("credit")));
    guarded.send(create("a", 100, set("credit", 10), set("terms", "t")));
    guarded.send(update("b", 200, set("credit", 20), set("terms", "u")).on(1));
    guarded.send(update("c", 300, set("credit", 30)).on(1));
    guarded.send(update("d", 300, set("terms", "v")).on(1));

    // then
    refused(guarded.rule(Rulings.take("c-300:1").on(2)), Reason.FOUR_EYES);
    refused(guarded.rule(Rulings.take("c-300:1").with(" alice").on(2)), Reason.FOUR_EYES);
    refused(guarded.rule(Rulings.take("c-300:1").with(" ").on(2)), Reason.FOUR_EYES);
    applied(guarded.rule(Rulings.keep("d-300:2").on(2)));
    applied(guarded.rule(Rulings.take("c-300:1").with("bob").on(2)));
  }

  @Test
  void shouldAskForFourEyesBeforeADeletion() {
    // given
    var guarded = new Workpiece(TYPE.withFourEyes(Set.of("credit")));
    guarded.send(create("a", 100, set("credit", 10)));
    guarded.send(update("b", 200, set("name", "y")).on(1));
    guarded.send(delete("c", 300).on(1));

    // then
    refused(guarded.rule(Rulings.take("c-300:*").on(2)), Reason.FOUR_EYES);
    applied(guarded.rule(Rulings.take("c-300:*").with("bob").on(2)));
  }

  @Test
  void shouldEndOnlyWhatWaited() {
    // given a mutation of which one change applied and one waits
    dispute();
    thing.send(update("d", 400, set("name", "z"), set("terms", "u"), set("credit", 40)).on(1));

    // when
    Ruled ruled = thing.rule(Rulings.take("d-400:1").on(3));

    // then
    assertThat(only(ruled).decisions())
        .extracting(DecisionFacts::attribute)
        .containsExactly("credit");
    assertThat(thing.value("terms")).isEqualTo(Value.of("u"));
    assertThat(thing.openConflicts()).containsExactly("c-300:1");
  }

  @Test
  void shouldEndOthersThatHaveNothingLeftToDecide() {
    // given three that wait: c says 30, d says 25 and f says 40
    dispute();
    thing.send(update("d", 310, set("credit", 25)).on(1));
    thing.send(update("f", 320, set("credit", 40)).on(1));

    // when
    Ruled ruled = thing.rule(Rulings.merge("c-300:1", set("credit", 25)).on(2));

    // then d has what it wanted, f has not
    assertThat(ruled.ended())
        .extracting(OutcomeFacts::mutationId)
        .containsExactly("c-300", "d-310");
    assertThat(ruled.conflicts()).hasSize(2);
    assertThat(ruled.conflicts().get(1).ruling().ruling()).isEqualTo("MOOT");
    assertThat(ruled.ended().get(1).decisions().get(0).note())
        .contains("same value")
        .contains("moot after ruling r-1");
    assertThat(ruled.audit().attributes().get(1).decision().note())
        .startsWith("mutation d-310: same value");
    assertThat(thing.openConflicts()).containsExactly("f-320:1");
    refused(thing.rule(Rulings.keep("d-310:1").on(3)), Reason.CONFLICT_CLOSED);
  }

  @Test
  void shouldEndAnOlderOfferOfTheNodeWhoseNewerOneIsTaken() {
    // given
    dispute();
    thing.send(update("c", 350, set("credit", 35)).on(1));

    // when
    Ruled ruled = thing.rule(Rulings.take("c-350:1").on(2));

    // then
    assertThat(thing.value("credit")).isEqualTo(Value.of(35));
    assertThat(ruled.ended()).hasSize(2);
    assertThat(ruled.ended().get(1).decisions().get(0).result()).isEqualTo(Result.SUPERSEDED);
  }

  @Test
  void shouldLeaveANewerOfferOfTheNodeToAPerson() {
    // given
    dispute();
    thing.send(update("c", 350, set("credit", 35)).on(1));

    // when
    thing.rule(Rulings.take("c-300:1").on(2));

    // then
    assertThat(thing.value("credit")).isEqualTo(Value.of(30));
    assertThat(thing.openConflicts()).containsExactly("c-350:1");
    applied(thing.rule(Rulings.take("c-350:1").on(3)));
    assertThat(thing.value("credit")).isEqualTo(Value.of(35));
  }

  @Test
  void shouldMergeSeveralAttributes() {
    // given
    thing.send(create("a", 100, set("credit", 10), set("terms", "t")));
    thing.send(update("b", 200, set("credit", 20), set("terms", "u")).on(1));
    thing.send(update("c", 300, set("credit", 30), set("terms", "v")).on(1));

    // when one is set to what was offered, the other is left
    Ruled ruled = thing.rule(Rulings.merge("c-300:1", set("credit", 30)).on(2));

    // then
    assertThat(only(ruled).decisions())
        .extracting(DecisionFacts::result)
        .containsExactly(Result.SET, Result.KEPT);
    assertThat(thing.value("terms")).isEqualTo(Value.of("u"));
  }

  @Test
  void shouldRememberWaitingElementsOfASet() {
    // given an entity deleted meanwhile
    thing.send(create("a", 100, set("name", "x"), Change.insert("tags", Value.of("p"))));
    thing.send(delete("b", 200).on(1));
    thing.send(
        update("c", 300, Change.insert("tags", Value.of("q")), Change.remove("tags", Value.of("p")))
            .on(1));

    // when
    Ruled ruled = thing.rule(Rulings.take("c-300:*").on(2));

    // then
    applied(ruled);
    assertThat(thing.value("tags")).isEqualTo(Value.of(java.util.List.of(Value.of("q"))));
  }

  static OutcomeFacts only(Ruled ruled) {
    assertThat(ruled.ended()).hasSize(1);
    return ruled.ended().get(0);
  }

  static void applied(Ruled ruled) {
    assertThat(ruled.outcome().reason()).isNull();
    assertThat(ruled.outcome().state()).isEqualTo(OutcomeState.APPLIED);
  }

  static void refused(Ruled ruled, Reason reason) {
    assertThat(ruled.outcome().state()).isEqualTo(OutcomeState.FAILED);
    assertThat(ruled.outcome().reason()).isEqualTo(reason);
    assertThat(ruled.ended()).isEmpty();
    assertThat(ruled.conflicts()).isEmpty();
  }
}
