package ai.valeo.erp.tributary.edge.outbox;

import static ai.valeo.erp.tributary.edge.outbox.OutboxHarness.ITEM;
import static ai.valeo.erp.tributary.edge.outbox.OutboxHarness.answer;
import static ai.valeo.erp.tributary.edge.outbox.OutboxHarness.record;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Attention;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.LocalReason;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.nio.file.Path;
import java.util.List;
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
    var first = edge.queue.lost().waitedInVain(sequence -> true);
    var second = edge.queue.lost().waitedInVain(sequence -> true);

    // then
    assertThat(first.sequences()).isEmpty();
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

    // then
    var claim = edge.queue.claim(2, 2);
    assertThat(claim.entries()).hasSize(1);
    assertThat(claim.floor()).isEqualTo(3);
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
    edge.queue.lost().waitedInVain(sequence -> false);
    var second = edge.queue.lost().waitedInVain(sequence -> false);

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

    // then
    assertThat(lowestUnanswered()).isEqualTo(2L);
  }

  @Test
  void shouldEndNothingWhileNoAnswersAreMissed() {
    // given
    sell(4);
    edge.claim(1);

    // when
    edge.queue.lost().waitedInVain(sequence -> true);
    var second = edge.queue.lost().waitedInVain(sequence -> true);

    // then
    assertThat(second.sequences()).isEmpty();
  }

  @Test
  void shouldTakeTheAnswerThatComesAfterAll() {
    // given
    sell(4);
    edge.claim(1);
    miss();
    waitTwice();

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
    edge.queue.lost().waitedInVain(sequence -> true);
    edge.queue.lost().waitedInVain(sequence -> true);
  }

  private List<Attention> attention() {
    return edge.store.read(tables -> tables.attention().open(10));
  }
}
