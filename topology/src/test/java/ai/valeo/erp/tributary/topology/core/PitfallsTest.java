package ai.valeo.erp.tributary.topology.core;

import static ai.valeo.erp.tributary.topology.core.Given.create;
import static ai.valeo.erp.tributary.topology.core.Given.delete;
import static ai.valeo.erp.tributary.topology.core.Given.set;
import static ai.valeo.erp.tributary.topology.core.Given.stock;
import static ai.valeo.erp.tributary.topology.core.Given.text;
import static ai.valeo.erp.tributary.topology.core.Given.type;
import static ai.valeo.erp.tributary.topology.core.Given.update;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy.OnViolation;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.batch.BatchPlan;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeState;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import ai.valeo.erp.tributary.topology.core.entity.ChainHash;
import ai.valeo.erp.tributary.topology.core.intake.IntakeRules;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.Verdict;
import ai.valeo.erp.tributary.topology.core.ordering.AdjustedPriority;
import ai.valeo.erp.tributary.topology.core.ordering.WindowOrder;
import ai.valeo.erp.tributary.topology.core.strategy.MergeSettings;
import ai.valeo.erp.tributary.topology.core.strategy.MergeStrategy;
import ai.valeo.erp.tributary.topology.core.strategy.Strategies;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The pitfalls found by running the pseudo-code of the original description, one test each. */
class PitfallsTest {

  private static final EntityType THING = type(text("name", MergePolicy.LAST_WRITER));

  @Test
  void shouldNotSwallowAnExceptionInsideTheTransaction() {
    // given a strategy that throws in the middle of a batch
    EntityType type = type(text("note", "throwing"), text("name", MergePolicy.LAST_WRITER));
    var context =
        new MergeContext(
            name -> type, 1, "0-1", MergeSettings.DEFAULT, new Strategies(List.of(new Throwing())));
    var batch =
        List.of(
            create("a", 100, set("note", "x")).received(),
            update("b", 200, set("name", "half"), set("note", "y")).received(),
            update("a", 300, set("name", "good")).on(1).received());
    // when
    var result = MergeCore.mergeBatch(batch, key -> null, audit -> ChainHash.NONE, context);
    // then it is not applied in part, is named, and the others are not taken down with it
    assertThat(result.merged())
        .extracting(merged -> merged.outcome().state())
        .containsExactly(OutcomeState.APPLIED, OutcomeState.FAILED, OutcomeState.APPLIED);
    assertThat(result.merged().get(1).outcome().reason()).isEqualTo(Reason.INTERNAL);
    assertThat(result.failures()).hasSize(1);
    assertThat(result.failures().get(0).cause()).hasMessage("on purpose");
    var entity = result.entities().get(result.entities().firstKey());
    assertThat(entity).isNotNull();
    assertThat(entity.version()).isEqualTo(2);
    assertThat(entity.value(type, 1)).isEqualTo(Value.of("good"));
    assertThat(entity.audit().number()).isEqualTo(2);
  }

  @Test
  void shouldNotLetAClampMakeNewPiecesOfATransfer() {
    // given a transfer of 10 from a stock of 5, as a group
    var half =
        new MutationFacts(
            "m",
            "a",
            1,
            1,
            "Thing",
            "1",
            update("a", 1).operation(),
            List.of(Change.add("n", -10)),
            1,
            100,
            0,
            5,
            0,
            "transfer",
            "",
            null);
    EntityType type = type(stock("n", OnViolation.CLAMP));
    // when
    var verdict = IntakeRules.check(half, name -> type);
    // then it is refused by name rather than half done
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.GROUP_UNSUPPORTED));
    // and a clamp by itself says how much did not happen
    var item = new Workpiece(type);
    item.send(create("a", 100, set("n", 5)));
    var decision = item.decide(update("a", 200, Change.add("n", -10)).on(1));
    assertThat(decision.result()).isEqualTo(Result.CLAMPED);
    assertThat(decision.lost()).isEqualTo(Value.of(-5));
  }

  @Test
  void shouldNotTakeSuccessiveEditsOfOneNodeForAConflict() {
    // given
    var thing = new Workpiece(THING);
    thing.send(create("a", 100, set("name", "x")));
    // when one node edits three times while offline, all on the same base
    thing.send(update("b", 200, set("name", "1")).on(1));
    thing.send(update("b", 300, set("name", "2")).on(1));
    var last = thing.send(update("b", 400, set("name", "3")).on(1));
    // then
    assertThat(last.conflict()).isNull();
    assertThat(last.outcome().decisions().get(0).concurrent()).isFalse();
    assertThat(thing.value("name")).isEqualTo(Value.of("3"));
  }

  @Test
  void shouldNoticeADeleteAgainstAnUpdate() {
    // given
    var thing = new Workpiece(THING);
    thing.send(create("a", 100, set("name", "x")));
    thing.send(update("b", 200, set("name", "y")).on(1));
    // when
    var merged = thing.send(delete("c", 300).on(1));
    // then
    assertThat(merged.conflict()).isNotNull();
    assertThat(thing.value("name")).isEqualTo(Value.of("y"));
  }

  @Test
  void shouldNoticeALoneStaleBase() {
    // given a value that was set long before the window of the next mutation
    var thing = new Workpiece(THING);
    thing.send(create("a", 500_000, set("name", "x")).receivedAt(600_000));
    // when a lone mutation comes hours later with a base that had not seen it
    var merged = thing.send(update("b", 400_000, set("name", "y")).on(0).receivedAt(90_000_000));
    // then
    assertThat(merged.conflict()).isNotNull();
    assertThat(merged.outcome().decisions().get(0).lost()).isEqualTo(Value.of("y"));
  }

  @Test
  void shouldNotAskForNowInThePriority() {
    // given a mutation that was 16 minutes old when the broker took it
    var received = update("a", 40_000, set("name", "x")).receivedAt(1_000_000).received();
    // when asked at any later time, then the answer is the same: it takes no time but the record's
    assertThat(AdjustedPriority.of(received, THING)).isEqualTo(6);
  }

  @Test
  void shouldNotCutBatchesAtTwiceTheirLimit() {
    // given
    List<Integer> items = IntStream.range(0, 250).boxed().toList();
    // when
    var batches = BatchPlan.cut(items, item -> 1, new BatchPlan.Bounds(100, 1_000));
    // then
    assertThat(batches).extracting(List::size).containsExactly(100, 100, 50);
  }

  @Test
  void shouldNotDiscardThePriorityOrderWhenSorting() {
    // given a dull chain with an urgent end, and something in between
    var dull = update("a", 100, set("name", "1")).priority(1).received();
    var urgent = update("a", 300, set("name", "2")).priority(10).received();
    var middle = update("b", 200, set("name", "3")).priority(5).received();
    // when
    var sorted =
        WindowOrder.sort(
            List.of(middle, urgent, dull), name -> THING, new WindowOrder.Patience(0, 1_000));
    // then the urgent one lifts what must come before it
    assertThat(sorted).containsExactly(dull, urgent, middle);
  }

  private record Throwing() implements MergeStrategy {
    @Override
    public String name() {
      return "throwing";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public Ruling merge(Attribute attribute, Side present, Side offered) {
      throw new IllegalStateException("on purpose");
    }
  }
}
