package ai.valeo.erp.tributary.topology.core;

import static ai.valeo.erp.tributary.topology.core.Given.create;
import static ai.valeo.erp.tributary.topology.core.Given.number;
import static ai.valeo.erp.tributary.topology.core.Given.progress;
import static ai.valeo.erp.tributary.topology.core.Given.set;
import static ai.valeo.erp.tributary.topology.core.Given.tags;
import static ai.valeo.erp.tributary.topology.core.Given.text;
import static ai.valeo.erp.tributary.topology.core.Given.type;
import static ai.valeo.erp.tributary.topology.core.Given.update;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeState;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import ai.valeo.erp.tributary.topology.core.strategy.MergeSettings;
import ai.valeo.erp.tributary.topology.core.strategy.MergeStrategy;
import ai.valeo.erp.tributary.topology.core.strategy.Strategies;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrategiesTest {

  private final Workpiece most = new Workpiece(type(number("n", MergePolicy.MAXIMUM)));
  private final Workpiece least = new Workpiece(type(number("n", MergePolicy.MINIMUM)));
  private final Workpiece order = new Workpiece(type(progress("state")));
  private final Workpiece labels = new Workpiece(type(tags("tags")));
  private final Workpiece watched =
      new Workpiece(type(text("who", MergePolicy.MANUAL), text("name", MergePolicy.LAST_WRITER)));

  @Test
  void shouldKeepTheMaximumAlsoAgainstAChangeThatHasSeenIt() {
    // given
    most.send(create("a", 100, set("n", 5)));
    // when
    var decision = most.decide(update("b", 200, set("n", 4)).on(1));
    // then
    assertThat(most.value("n")).isEqualTo(Value.of(5));
    assertThat(decision.result()).isEqualTo(Result.KEPT);
    assertThat(decision.concurrent()).isFalse();
    assertThat(decision.lost()).isEqualTo(Value.of(4));
    assertThat(most.version()).isEqualTo(1);
  }

  @Test
  void shouldTakeTheMinimumOfConcurrentValues() {
    // given
    least.send(create("a", 100, set("n", 5)));
    // when
    var decision = least.decide(update("b", 50, set("n", 4)).on(0));
    // then
    assertThat(least.value("n")).isEqualTo(Value.of(4));
    assertThat(decision.lost()).isEqualTo(Value.of(5));
  }

  @Test
  void shouldNotClearAMaximum() {
    // given
    most.send(create("a", 100, set("n", 5)));
    // when
    most.send(update("b", 200, Change.clear("n")).on(1));
    // then
    assertThat(most.value("n")).isEqualTo(Value.of(5));
  }

  @Test
  void shouldStepFromThePresentState() {
    // given
    order.send(create("a", 100));
    // when
    order.send(update("b", 200, Change.step("state", "NEW", "OPEN")).on(1));
    // then
    assertThat(order.value("state")).isEqualTo(Value.of("OPEN"));
  }

  @Test
  void shouldFailAStepThatThePresentStateDoesNotAllow() {
    // given
    order.send(create("a", 100));
    // when
    var merged = order.send(update("b", 200, Change.step("state", "NEW", "SENT")).on(1));
    // then
    assertThat(merged.outcome().reason()).isEqualTo(Reason.ILLEGAL_STEP);
    assertThat(merged.outcome().message()).isEqualTo("state: from NEW to SENT");
    assertThat(order.version()).isEqualTo(1);
  }

  @Test
  void shouldLetTheFurtherOfTwoConcurrentStepsWin() {
    // given
    order.send(create("a", 100));
    order.send(update("b", 200, Change.step("state", "NEW", "HALTED")).on(1));
    // when
    var decision = order.decide(update("c", 300, Change.step("state", "NEW", "OPEN")).on(1));
    // then
    assertThat(order.value("state")).isEqualTo(Value.of("HALTED"));
    assertThat(decision.result()).isEqualTo(Result.KEPT);
    assertThat(decision.lost()).isEqualTo(Value.of("OPEN"));
  }

  @Test
  void shouldJudgeAConcurrentStepByTheStateItsAuthorSaw() {
    // given HALTED allows nothing, but the author had sent it before hearing of that
    order.send(create("a", 100));
    order.send(update("b", 200, Change.step("state", "NEW", "HALTED")).on(1));
    // when
    order.send(update("c", 300, Change.step("state", "OPEN", "SENT")).on(1));
    // then
    assertThat(order.value("state")).isEqualTo(Value.of("SENT"));
  }

  @Test
  void shouldFailAConcurrentStepThatWasIllegalWhereItWasMade() {
    // given
    order.send(create("a", 100));
    order.send(update("b", 200, Change.step("state", "NEW", "OPEN")).on(1));
    // when
    var merged = order.send(update("c", 300, Change.step("state", "NEW", "DONE")).on(1));
    // then
    assertThat(merged.outcome().reason()).isEqualTo(Reason.ILLEGAL_STEP);
  }

  @Test
  void shouldBeginInAnyStateWhenCreated() {
    // given when
    order.send(create("a", 100, set("state", "DONE")));
    // then
    assertThat(order.value("state")).isEqualTo(Value.of("DONE"));
  }

  @Test
  void shouldLetAnInsertionWinOverAConcurrentRemoval() {
    // given
    labels.send(create("a", 100, Change.insert("tags", Value.of("x"))));
    labels.send(update("b", 200, Change.insert("tags", Value.of("x"))).on(0));
    // when the remover has seen only the first insertion
    var merged = labels.send(update("c", 300, Change.remove("tags", Value.of("x"))).on(1));
    // then
    assertThat(labels.value("tags")).isEqualTo(Value.of(List.of(Value.of("x"))));
    assertThat(merged.outcome().decisions().get(0).result()).isEqualTo(Result.MERGED);
    assertThat(merged.outcome().decisions().get(0).lost()).isEqualTo(Value.of("x"));
    assertThat(merged.conflict()).isNotNull();
  }

  @Test
  void shouldRemoveWhatHasBeenSeen() {
    // given
    labels.send(create("a", 100, Change.insert("tags", Value.of("x"))));
    // when
    labels.send(update("b", 200, Change.remove("tags", Value.of("x"))).on(1));
    // then
    assertThat(labels.value("tags")).isEqualTo(Value.of(List.of()));
    assertThat(labels.version()).isEqualTo(2);
  }

  @Test
  void shouldSupersedeAnOlderInsertionOfTheNodeThatRemovedSince() {
    // given
    labels.send(create("a", 100));
    labels.send(update("b", 300, Change.remove("tags", Value.of("x"))).on(1));
    // when
    var decision = labels.decide(update("b", 200, Change.insert("tags", Value.of("x"))).on(1));
    // then
    assertThat(labels.value("tags")).isEqualTo(Value.of(List.of()));
    assertThat(decision.result()).isEqualTo(Result.SUPERSEDED);
  }

  @Test
  void shouldReplaceOnlySeenElementsBySet() {
    // given
    labels.send(create("a", 100, Change.insert("tags", Value.of("x"))));
    labels.send(update("b", 200, Change.insert("tags", Value.of("y"))).on(1));
    // when
    var replace = Change.set("tags", Value.of(List.of(Value.of("z"))));
    labels.send(update("c", 300, replace).on(1));
    // then
    assertThat(labels.value("tags")).isEqualTo(Value.of(List.of(Value.of("y"), Value.of("z"))));
  }

  @Test
  void shouldDecideSeveralElementsOfOneAttributeTogether() {
    // given
    labels.send(create("a", 100));
    // when
    var decision =
        labels.decide(
            update(
                    "b",
                    200,
                    Change.insert("tags", Value.of("y")),
                    Change.insert("tags", Value.of("x")),
                    Change.remove("tags", Value.of("y")))
                .on(1));
    // then
    assertThat(decision.result()).isEqualTo(Result.ADDED);
    assertThat(labels.value("tags")).isEqualTo(Value.of(List.of(Value.of("x"))));
  }

  @Test
  void shouldForgetRemovalsBeyondTheBound() {
    // given room for two elements, removed ones included
    var few = new MergeSettings(60_000, 2, 2, 10, 4);
    var small = new Workpiece(type(tags("tags")), few, Strategies.NONE);
    small.send(create("a", 100, Change.insert("tags", Value.of("x"))));
    small.send(update("a", 200, Change.remove("tags", Value.of("gone"))).on(1));
    // when
    small.send(update("a", 300, Change.insert("tags", Value.of("y"))).on(1));
    // then
    assertThat(small.value("tags")).isEqualTo(Value.of(List.of(Value.of("x"), Value.of("y"))));
    // and one more is refused by name
    var full = small.send(update("a", 400, Change.insert("tags", Value.of("z"))).on(1));
    assertThat(full.outcome().reason()).isEqualTo(Reason.LIMIT);
  }

  @Test
  void shouldLeaveAManualConflictOpenAndMergeTheRest() {
    // given
    watched.send(create("a", 100, set("who", "x")));
    watched.send(update("b", 200, set("who", "y")).on(1));
    // when
    var merged = watched.send(update("c", 300, set("who", "z"), set("name", "n")).on(1));
    // then
    assertThat(merged.outcome().state()).isEqualTo(OutcomeState.CONFLICT);
    assertThat(merged.outcome().reason()).isEqualTo(Reason.MANUAL);
    assertThat(watched.value("who")).isEqualTo(Value.of("y"));
    assertThat(watched.value("name")).isEqualTo(Value.of("n"));
    assertThat(watched.version()).isEqualTo(3);
    var conflict = merged.conflict();
    assertThat(conflict).isNotNull();
    assertThat(conflict.open()).isTrue();
    assertThat(conflict.resolvedBy()).isNull();
    assertThat(conflict.contenders().get(0).offered()).isEqualTo(Value.of("z"));
    assertThat(watched.openConflicts()).containsExactly("c-300:0");
  }

  @Test
  void shouldApplyAManualChangeThatHasSeenTheValue() {
    // given
    watched.send(create("a", 100, set("who", "x")));
    // when
    var merged = watched.send(update("b", 200, set("who", "y")).on(1));
    // then
    assertThat(merged.outcome().state()).isEqualTo(OutcomeState.APPLIED);
    assertThat(watched.value("who")).isEqualTo(Value.of("y"));
  }

  @Test
  void shouldNotTroubleAPersonWhenBothSayTheSame() {
    // given
    watched.send(create("a", 100));
    watched.send(update("b", 200, set("who", "y")).on(1));
    // when
    var merged = watched.send(update("c", 300, set("who", "y")).on(1));
    // then
    assertThat(merged.outcome().state()).isEqualTo(OutcomeState.APPLIED);
    assertThat(merged.conflict()).isNull();
  }

  @Test
  void shouldRefuseMoreOpenConflictsThanTheBound() {
    // given
    var one = new MergeSettings(60_000, 2, 2, 1, 4);
    var small = new Workpiece(type(text("who", MergePolicy.MANUAL)), one, Strategies.NONE);
    small.send(create("a", 100, set("who", "x")));
    small.send(update("b", 200, set("who", "y")).on(0));
    // when
    var merged = small.send(update("c", 300, set("who", "z")).on(0));
    // then
    assertThat(merged.outcome().reason()).isEqualTo(Reason.LIMIT);
  }

  @Test
  void shouldAskAStrategyOfOnesOwnOnlyInConflicts() {
    // given a strategy that joins two texts
    var joining = new Joining();
    Attribute note = text("note", "joining");
    var joined = new Workpiece(type(note), MergeSettings.DEFAULT, new Strategies(List.of(joining)));
    joined.send(create("a", 100, set("note", "x")));
    joined.send(update("b", 200, set("note", "y")).on(1));
    // when
    var decision = joined.decide(update("c", 300, set("note", "z")).on(1));
    // then
    assertThat(joined.value("note")).isEqualTo(Value.of("y+z"));
    assertThat(decision.result()).isEqualTo(Result.MERGED);
    assertThat(decision.strategy()).isEqualTo("joining@3");
    assertThat(decision.lost()).isEqualTo(Value.of("y"));
  }

  @Test
  void shouldGoOnWithTheValueWhenAPolicyIsReplaced() {
    // given a value that was set while the last writer won
    var before = new Workpiece(type(number("n", MergePolicy.LAST_WRITER)));
    before.send(create("a", 100, set("n", 5)));
    var after = type(number("n", MergePolicy.COUNTER));
    var context = MergeContext.of(name -> after, 2, "0-2");
    // when
    var merged =
        MergeCore.merge(
            before.state(), update("b", 200, Change.add("n", 2)).on(1).received(), context);
    // then
    assertThat(merged.next()).isNotNull();
    assertThat(merged.next().value(after, 0)).isEqualTo(Value.of(7));
    assertThat(merged.outcome().policyVersion()).isEqualTo(2);
  }

  private record Joining() implements MergeStrategy {
    @Override
    public String name() {
      return "joining";
    }

    @Override
    public int version() {
      return 3;
    }

    @Override
    public Ruling merge(Attribute attribute, Side present, Side offered) {
      if (present.value() instanceof Value.Text(String one)
          && offered.value() instanceof Value.Text(String other)) {
        return new Combine(Value.of(one + "+" + other));
      }
      return new Keep();
    }
  }
}
