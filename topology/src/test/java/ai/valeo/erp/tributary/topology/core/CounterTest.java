package ai.valeo.erp.tributary.topology.core;

import static ai.valeo.erp.tributary.topology.core.Given.create;
import static ai.valeo.erp.tributary.topology.core.Given.set;
import static ai.valeo.erp.tributary.topology.core.Given.stock;
import static ai.valeo.erp.tributary.topology.core.Given.type;
import static ai.valeo.erp.tributary.topology.core.Given.update;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy.OnViolation;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeState;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import ai.valeo.erp.tributary.topology.core.entity.Ledger;
import ai.valeo.erp.tributary.topology.core.strategy.MergeSettings;
import ai.valeo.erp.tributary.topology.core.strategy.Strategies;
import org.junit.jupiter.api.Test;

class CounterTest {

  private final Workpiece item = new Workpiece(type(stock("n", OnViolation.REJECT)));

  @Test
  void shouldSumConcurrentAdditions() {
    // given
    item.send(create("a", 100, set("n", 10)));
    item.send(update("b", 200, Change.add("n", 3)).on(1));
    // when
    var merged = item.send(update("c", 150, Change.add("n", -4)).on(1));
    // then
    assertThat(item.value("n")).isEqualTo(Value.of(9));
    assertThat(merged.outcome().decisions().get(0).result()).isEqualTo(Result.ADDED);
    assertThat(merged.outcome().decisions().get(0).concurrent()).isTrue();
    assertThat(merged.conflict()).isNull();
  }

  @Test
  void shouldKeepLaterAdditionsOnTopOfALateCount() {
    // given
    item.send(create("a", 100, set("n", 10)));
    item.send(update("b", 300, Change.add("n", 5)).on(1));
    // when a count made at 200 comes late
    var decision = item.decide(update("c", 200, set("n", 7)).on(1));
    // then
    assertThat(item.value("n")).isEqualTo(Value.of(12));
    assertThat(decision.result()).isEqualTo(Result.MERGED);
    assertThat(decision.note()).isEqualTo("later additions on top: 1");
  }

  @Test
  void shouldNotAddTwiceWhatACountHasCounted() {
    // given
    item.send(create("a", 100, set("n", 10)));
    item.send(update("c", 200, set("n", 7)).on(1));
    // when an addition made before the count comes after it
    var decision = item.decide(update("b", 150, Change.add("n", 5)).on(1));
    // then
    assertThat(item.value("n")).isEqualTo(Value.of(7));
    assertThat(decision.result()).isEqualTo(Result.SUPERSEDED);
    assertThat(decision.lost()).isEqualTo(Value.of(5));
    assertThat(item.version()).isEqualTo(2);
  }

  @Test
  void shouldLetTheLaterOfTwoConcurrentCountsHold() {
    // given
    item.send(create("a", 100, set("n", 10)));
    item.send(update("b", 300, set("n", 30)).on(1));
    // when
    var merged = item.send(update("c", 200, set("n", 20)).on(1));
    // then
    assertThat(item.value("n")).isEqualTo(Value.of(30));
    assertThat(merged.outcome().decisions().get(0).result()).isEqualTo(Result.KEPT);
    assertThat(merged.conflict()).isNotNull();
  }

  @Test
  void shouldPutASeenAdditionOnTopEvenIfItsClockIsSlow() {
    // given
    item.send(create("a", 500, set("n", 10)));
    // when
    item.send(update("b", 100, Change.add("n", 2)).on(1));
    // then
    assertThat(item.value("n")).isEqualTo(Value.of(12));
  }

  @Test
  void shouldCountASeenAdditionEvenIfTheCountersClockIsSlow() {
    // given
    item.send(create("a", 100, set("n", 10)));
    item.send(update("b", 500, Change.add("n", 2)).on(1));
    // when a count that has seen the addition bears an earlier clock
    item.send(update("c", 300, set("n", 11)).on(2));
    // then
    assertThat(item.value("n")).isEqualTo(Value.of(11));
  }

  @Test
  void shouldRejectTheWholeMutationBelowTheMinimum() {
    // given
    var two =
        new Workpiece(type(stock("n", OnViolation.REJECT), Given.text("place", "last-writer")));
    two.send(create("a", 100, set("n", 3), set("place", "left")));
    // when
    var merged = two.send(update("b", 200, set("place", "right"), Change.add("n", -4)).on(1));
    // then
    assertThat(merged.outcome().state()).isEqualTo(OutcomeState.FAILED);
    assertThat(merged.outcome().reason()).isEqualTo(Reason.INVARIANT);
    assertThat(merged.outcome().message()).isEqualTo("n: -1 (bound: 0)");
    assertThat(two.value("n")).isEqualTo(Value.of(3));
    assertThat(two.value("place")).isEqualTo(Value.of("left"));
    assertThat(two.version()).isEqualTo(1);
    assertThat(merged.outcome().decisions())
        .extracting(decision -> decision.lost())
        .containsExactly(Value.of("right"), Value.of(-4));
  }

  @Test
  void shouldClampAndSayWhatWasCutOff() {
    // given
    var clamped = new Workpiece(type(stock("n", OnViolation.CLAMP)));
    clamped.send(create("a", 100, set("n", 5)));
    // when
    var decision = clamped.decide(update("b", 200, Change.add("n", -8)).on(1));
    // then the sum of the additions applied still gives the value
    assertThat(clamped.value("n")).isEqualTo(Value.of(0));
    assertThat(decision.result()).isEqualTo(Result.CLAMPED);
    assertThat(decision.lost()).isEqualTo(Value.of(-3));
    assertThat(decision.note()).isEqualTo("stopped at 0, short by 3");
    var ledger = (Ledger) clamped.state().attributes().get(0);
    assertThat(ledger).isNotNull();
    assertThat(ledger.deltas()).extracting(delta -> delta.amount()).containsExactly(Value.of(-5));
  }

  @Test
  void shouldRecordTheShortageOfABackorder() {
    // given
    var owed = new Workpiece(type(stock("n", OnViolation.BACKORDER)));
    owed.send(create("a", 100, set("n", 5)));
    // when
    var decision = owed.decide(update("b", 200, Change.add("n", -8)).on(1));
    // then
    assertThat(owed.value("n")).isEqualTo(Value.of(-3));
    assertThat(decision.result()).isEqualTo(Result.BACKORDERED);
    assertThat(decision.note()).isEqualTo("beyond 0, short by 3");
    // and a repair is a plain addition
    assertThat(owed.decide(update("b", 300, Change.add("n", 1)).on(2)).result())
        .isEqualTo(Result.ADDED);
  }

  @Test
  void shouldRefuseASumThatLeavesTheType() {
    // given
    item.send(create("a", 100, set("n", 1_000_000)));
    // when
    var merged = item.send(update("b", 200, Change.add("n", 1)).on(1));
    // then
    assertThat(merged.outcome().reason()).isEqualTo(Reason.INVARIANT);
  }

  @Test
  void shouldRefuseASumThatLeaves64Bits() {
    // given
    item.send(create("a", 100, set("n", 1)));
    // when
    var merged = item.send(update("b", 200, Change.add("n", Long.MAX_VALUE)).on(1));
    // then
    assertThat(merged.outcome().reason()).isEqualTo(Reason.INVARIANT);
  }

  @Test
  void shouldFoldAdditionsBeyondTheBoundAndStillAddLateOnes() {
    // given
    var few = new MergeSettings(60_000, 2, 10, 10, 4);
    var small = new Workpiece(type(stock("n", OnViolation.REJECT)), few, Strategies.NONE);
    small.send(create("a", 100, set("n", 10)));
    small.send(update("b", 200, Change.add("n", 1)).on(1));
    small.send(update("b", 300, Change.add("n", 1)).on(1));
    small.send(update("b", 400, Change.add("n", 1)).on(1));
    // when an addition comes that was made before the folded one
    small.send(update("c", 150, Change.add("n", 5)).on(1));
    // then nothing is lost
    assertThat(small.value("n")).isEqualTo(Value.of(18));
    var ledger = (Ledger) small.state().attributes().get(0);
    assertThat(ledger).isNotNull();
    assertThat(ledger.deltas()).hasSize(2);
    assertThat(ledger.folded()).isEqualTo(Value.of(6));
    // and a count below the border is named as too late
    var late = small.decide(update("d", 160, set("n", 4)).on(1));
    assertThat(late.result()).isEqualTo(Result.KEPT);
    assertThat(late.lost()).isEqualTo(Value.of(4));
    assertThat(small.value("n")).isEqualTo(Value.of(18));
  }

  @Test
  void shouldFoldAdditionsBeyondTheHorizon() {
    // given a horizon of one hour
    item.send(create("a", 100, set("n", 10)));
    item.send(update("b", 200, Change.add("n", 1)).on(1));
    // when
    item.send(update("b", 8_000_000, Change.add("n", 1)).on(1).receivedAt(8_000_000));
    // then
    var ledger = (Ledger) item.state().attributes().get(0);
    assertThat(ledger).isNotNull();
    assertThat(ledger.folded()).isEqualTo(Value.of(1));
    assertThat(ledger.deltas()).hasSize(1);
    assertThat(item.value("n")).isEqualTo(Value.of(12));
  }

  @Test
  void shouldStartFromTheInitialValue() {
    // given
    item.send(create("a", 100));
    // when
    item.send(update("b", 200, Change.add("n", 4)).on(1));
    // then
    assertThat(item.value("n")).isEqualTo(Value.of(4));
  }
}
