package ai.valeo.erp.tributary.edge.outbox;

import static ai.valeo.erp.tributary.edge.outbox.OutboxHarness.ITEM;
import static ai.valeo.erp.tributary.edge.outbox.OutboxHarness.answer;
import static ai.valeo.erp.tributary.edge.outbox.OutboxHarness.record;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Attention;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.LocalReason;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.outbox.LostOutcomes.Place;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostOutcomesTest {

  @TempDir Path folder;
  private OutboxHarness edge;

  @BeforeEach
  void open() {
    edge = new OutboxHarness(folder);
    edge.settle(record(1, 10, "other"));
  }

  @AfterEach
  void close() {
    edge.close();
  }

  @Test
  void shouldEndWhatWasWaitedForTwiceInVain() {
    // given
    sell(4);
    edge.claim(1);
    miss();

    // when
    boolean isSearched = edge.queue.lost().waitedInVain();
    var first = endPassed();
    boolean isSearchedAgain = edge.queue.lost().waitedInVain();
    var second = endPassed();

    // then
    assertThat(isSearched).isFalse();
    assertThat(first.sequences()).isEmpty();
    assertThat(isSearchedAgain).isTrue();
    assertThat(second.sequences()).containsExactly(1L);
    assertThat(second.changed()).containsExactly(ITEM);
    assertThat(attention())
        .singleElement()
        .satisfies(item -> {
          assertThat(item.verdict().state()).isEqualTo(MutationState.FAILED);
          assertThat(item.verdict().code()).isEqualTo(LocalReason.OUTCOME_LOST.name());
        });
    assertThat(edge.view().value("quantity")).isEqualTo(Value.of(10));
  }

  @Test
  void shouldNotEndWhatTheCentreHasNotGonePast() {
    // given a centre that stands still
    sell(4);
    edge.claim(1);
    miss();
    waitTwice();

    // when the audit trail shows nothing behind the mutation, which lies at 7
    edge.queue.lost().searched(Map.of(0, 7L, 1, 99L));
    var before = edge.queue.lost().endPassed(at(0, 7));
    edge.queue.lost().searched(Map.of(0, 8L));
    var after = edge.queue.lost().endPassed(at(0, 7));

    // then
    assertThat(before.sequences()).isEmpty();
    assertThat(after.sequences()).containsExactly(1L);
  }

  @Test
  void shouldTakeALaterAnswerInThePartitionForProof() {
    // given
    sell(4);
    edge.claim(1);
    miss();
    sell(2);
    edge.claim(1);
    waitTwice();
    var published = at(0, 7);
    published.put(2L, new Place(0, 9, true));

    // when
    edge.queue.lost().searched(Map.of());
    var before = edge.queue.lost().endPassed(published);
    edge.settle(answer(2, MutationState.APPLIED, 2));
    edge.queue.lost().searched(Map.of());
    var after = edge.queue.lost().endPassed(published);

    // then
    assertThat(before.sequences()).isEmpty();
    assertThat(after.sequences()).containsExactly(1L);
  }

  @Test
  void shouldNotTakeTheAnswerToWhatWasSentAgainForProof() {
    // given a later mutation that lies at 3 and, sent again, at 9, with an answer about the former
    sell(4);
    edge.claim(1);
    miss();
    sell(2);
    edge.claim(1);
    waitTwice();
    var published = at(0, 7);
    published.put(2L, new Place(0, 9, false));
    edge.settle(answer(2, MutationState.APPLIED, 2));

    // when
    edge.queue.lost().searched(Map.of());
    var ended = edge.queue.lost().endPassed(published);

    // then
    assertThat(ended.sequences()).isEmpty();
  }

  @Test
  void shouldSearchAgainRightBeforeTheEnd() {
    // given
    sell(4);
    edge.claim(1);
    miss();
    edge.queue.lost().searched(Map.of(0, 99L));
    edge.queue.lost().endPassed(at(0, 7));

    // when
    waitTwice();
    var unsearched = edge.queue.lost().endPassed(at(0, 7));

    // then
    assertThat(unsearched.sequences()).isEmpty();
    assertThat(edge.queue.lost().takeSearchDue()).isTrue();
    assertThat(edge.queue.lost().takeSearchDue()).isFalse();
  }

  @Test
  void shouldBeginToWaitAnewWhenSomethingWasAnswered() {
    // given
    sell(4);
    edge.claim(1);
    miss();
    edge.queue.lost().waitedInVain();

    // when
    edge.queue.lost().progressed();
    boolean isSearched = edge.queue.lost().waitedInVain();

    // then
    assertThat(isSearched).isFalse();
    assertThat(endPassed().sequences()).isEmpty();
  }

  @Test
  void shouldLetTheFloorRiseSoThatPublishingGoesOn() {
    // given a window that is full of mutations whose answers are gone
    sell(1);
    sell(1);
    sell(1);
    assertThat(edge.queue.claim(2, 2).entries()).hasSize(2);
    assertThat(edge.queue.claim(2, 2).entries()).isEmpty();
    miss();

    // when
    waitTwice();
    endPassed();

    // then
    var claim = edge.queue.claim(2, 2);
    assertThat(claim.entries()).hasSize(1);
    assertThat(claim.floor()).isEqualTo(3);
  }

  @Test
  void shouldPublishBeyondTheWindowWhileAnswersAreMissed() {
    // given
    sell(1);
    sell(1);
    sell(1);
    assertThat(edge.queue.claim(2, 2).entries()).hasSize(2);

    // when nothing else would show whether the centre has gone past them
    miss();

    // then
    assertThat(edge.queue.claim(2, 2).entries()).hasSize(1);
  }

  @Test
  void shouldCallAppliedWhatTheRecordShowsToBeApplied() {
    // given
    sell(4);
    edge.claim(1);
    edge.settle(record(2, 6, "m1"));
    miss();

    // when
    waitTwice();
    endPassed();

    // then
    assertThat(attention()).isEmpty();
    assertThat(edge.view().value("quantity")).isEqualTo(Value.of(6));
    assertThat(
            edge.store
                .read(tables -> tables.settled().get(new MutationId("m1")))
                .orElseThrow()
                .verdict()
                .state())
        .isEqualTo(MutationState.APPLIED);
  }

  @Test
  void shouldNotEndWhatTheBrokerMayNotHave() {
    // given
    sell(4);
    edge.claim(1);
    miss();

    // when
    waitTwice();
    edge.queue.lost().searched(Map.of(0, 100L));
    var second = edge.queue.lost().endPassed(new TreeMap<>());

    // then
    assertThat(second.sequences()).isEmpty();
    assertThat(lowestUnanswered()).isEqualTo(1L);
  }

  @Test
  void shouldNotEndWhatWasPublishedAfterTheGap() {
    // given
    sell(4);
    edge.claim(1);
    miss();
    sell(2);
    edge.claim(1);

    // when
    waitTwice();
    endPassed();

    // then
    assertThat(lowestUnanswered()).isEqualTo(2L);
  }

  @Test
  void shouldEndNothingWhileNoAnswersAreMissed() {
    // given
    sell(4);
    edge.claim(1);

    // when
    waitTwice();
    var second = endPassed();

    // then
    assertThat(second.sequences()).isEmpty();
    assertThat(edge.queue.lost().takeSearchDue()).isFalse();
  }

  @Test
  void shouldTakeTheAnswerThatComesAfterAll() {
    // given
    sell(4);
    edge.claim(1);
    miss();
    waitTwice();
    assertThat(endPassed().sequences()).containsExactly(1L);

    // when
    edge.settle(answer(1, MutationState.APPLIED, 2));

    // then
    assertThat(attention()).isEmpty();
  }

  @Test
  void shouldForgetTheGapWhenAllIsSettled() {
    // given
    sell(4);
    edge.claim(1);
    miss();
    edge.store.run(transaction -> transaction.missed().searched());
    edge.queue.lost().tidy();
    assertThat(isMissing()).isTrue();

    // when
    edge.settle(answer(1, MutationState.APPLIED, 2));
    edge.queue.lost().tidy();

    // then
    assertThat(isMissing()).isFalse();
  }

  private long lowestUnanswered() {
    return edge.store.read(tables -> tables.outbox().lowestUnanswered()).orElse(0L);
  }

  private boolean isMissing() {
    return edge.store.read(tables -> tables.missed().get()).isPresent();
  }

  private void sell(int pieces) {
    edge.captured(Draft.update(ITEM, Change.add("quantity", -pieces)));
  }

  private void miss() {
    edge.store.run(transaction -> transaction.missed().note(transaction.node().sequence()));
  }

  private void waitTwice() {
    edge.queue.lost().waitedInVain();
    edge.queue.lost().waitedInVain();
  }

  /** All is published, and the audit trail shows that the centre has gone past it. */
  private LostOutcomes.Ended endPassed() {
    var published = new TreeMap<Long, Place>();
    for (long sequence = 1; sequence <= 10; sequence++) {
      published.put(sequence, new Place(0, sequence, true));
    }
    edge.queue.lost().searched(Map.of(0, 100L));
    return edge.queue.lost().endPassed(published);
  }

  /** The first mutation lies there. */
  private static SortedMap<Long, Place> at(int partition, long offset) {
    return new TreeMap<>(Map.of(1L, new Place(partition, offset, false)));
  }

  private List<Attention> attention() {
    return edge.store.read(tables -> tables.attention().open(10));
  }
}
