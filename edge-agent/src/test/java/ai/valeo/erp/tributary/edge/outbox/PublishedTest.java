package ai.valeo.erp.tributary.edge.outbox;

import static ai.valeo.erp.tributary.edge.outbox.OutboxHarness.ITEM;
import static ai.valeo.erp.tributary.edge.outbox.OutboxHarness.answer;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.PublishNumber;
import ai.valeo.erp.tributary.edge.store.PositionTable.Partition;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is older than what was published in its name. */
class PublishedTest {

  private static final int PARTITION = 0;
  private static final String OUTCOMES = "tributary.outcomes.v1";

  @TempDir Path folder;
  private OutboxHarness edge;

  @BeforeEach
  void open() {
    edge = new OutboxHarness(folder);
  }

  @AfterEach
  void close() {
    edge.close();
  }

  @Test
  void shouldSendAgainUnderTheNumbersFoundAndTheRestAsAnotherIncarnation() {
    // given: m1 was sent; m2 was published later, m3 never
    capture(3);
    edge.claim(1);
    var published = new Published(1);
    published.note(PARTITION, 1, new MutationId("m1"));
    published.note(PARTITION, 2, new MutationId("m2"));

    // when
    int found = recover(published, 2);
    List<OutboxEntry> again = edge.queue.processing(0, 10).entries();
    PublishQueue.Claim claim = edge.queue.claim(10, 1_000);

    // then
    assertThat(found).isEqualTo(1);
    assertThat(again).extracting(OutboxEntry::sequence).containsExactly(1L, 2L);
    assertThat(claim.entries()).extracting(OutboxEntry::sequence).containsExactly(number(2, 1));
    assertThat(claim.floor()).isEqualTo(number(2, 1));
    assertThat(claim.lowest()).isEqualTo(1);

    // when
    edge.settle(answer(1, MutationState.FAILED, 0), answer(2, MutationState.FAILED, 0));

    // then
    assertThat(edge.queue.processing(0, 10).floor()).isEqualTo(number(2, 1));
  }

  @Test
  void shouldSendUnderAnotherNumberWhatTheCentreHasDropped() {
    // given: the lost time has published m9 under the number that this store gave to m1
    capture(1);
    edge.claim(1);
    var published = new Published(1);
    published.note(PARTITION, 1, new MutationId("m9"));
    published.note(PARTITION, 1, new MutationId("m1"));

    // when
    int found = recover(published, 2);

    // then
    assertThat(found).isZero();
    assertThat(edge.claim(10)).extracting(OutboxEntry::sequence).containsExactly(number(2, 1));
  }

  @Test
  void shouldReadOutcomesAgainForWhatWasPublishedWithoutItsKnowledge() {
    // given: the answer to m1 was read while m1 was thought to be pending
    capture(1);
    edge.store.run(transaction -> transaction.positions().put(new Partition(OUTCOMES, 0), 9));
    edge.settle(answer(1, MutationState.APPLIED, 1));
    var published = new Published(1);
    published.note(PARTITION, 1, new MutationId("m1"));

    // when
    recover(published, 2);

    // then
    Map<Partition, Long> places = edge.store.read(tables -> tables.positions().all());
    assertThat(places).doesNotContainKey(new Partition(OUTCOMES, 0));
  }

  @Test
  void shouldRecoverWhereTwoCopiesHaveGivenOneNumberToDifferentMutations() {
    // given: this copy has published m1 as 1 and m2 as 2, another one m2 as 1 elsewhere
    capture(3);
    edge.claim(2);
    var published = new Published(2);
    published.note(0, 1, new MutationId("m1"));
    published.note(1, 1, new MutationId("m2"));
    published.note(0, 2, new MutationId("m3"));

    // when
    recover(published, 2);

    // then
    assertThat(edge.queue.processing(0, 10).entries())
        .extracting(entry -> entry.mutation().id().value())
        .containsExactly("m1", "m3");
    assertThat(edge.claim(10)).extracting(OutboxEntry::sequence).containsExactly(number(2, 1));
  }

  @Test
  void shouldKeepNumberThatTheTopicSaysNothingOf() {
    // given
    capture(1);
    edge.claim(1);

    // when
    recover(new Published(3), 2);

    // then
    assertThat(edge.queue.processing(0, 10).entries())
        .extracting(OutboxEntry::sequence)
        .containsExactly(1L);
  }

  @Test
  void shouldResendOneIncarnationAtATimeWithItsOwnFloor() {
    // given
    capture(4);
    edge.claim(2);
    recover(new Published(1), 2);
    edge.claim(2);

    // when
    PublishQueue.Claim first = edge.queue.processing(0, 10);
    PublishQueue.Claim second = edge.queue.processing(2, 10);

    // then
    assertThat(first.entries()).hasSize(2);
    assertThat(first.floor()).isEqualTo(1);
    assertThat(second.entries()).hasSize(2);
    assertThat(second.floor()).isEqualTo(number(2, 1));
  }

  @Test
  void shouldStopGivingNumbersWhenAnAnswerComesToWhatItHasNotSent() {
    // given
    capture(2);
    edge.claim(1);
    assertThat(doubtful()).isFalse();

    // when
    edge.settle(answer(7, MutationState.APPLIED, 7));

    // then
    assertThat(doubtful()).isTrue();
    assertThat(edge.claim(10)).isEmpty();
  }

  @Test
  void shouldNotDoubtForAnswersReadTwiceOrOfOtherIncarnations() {
    // given
    capture(1);
    edge.claim(1);
    edge.settle(answer(1, MutationState.FAILED, 0));

    // when
    edge.settle(answer(1, MutationState.FAILED, 0));
    edge.settle(answer(number(2, 9), MutationState.APPLIED, 3));

    // then
    assertThat(doubtful()).isFalse();
  }

  private int recover(Published published, int incarnation) {
    return edge.store.write(transaction -> {
      int found = published.apply(transaction, OUTCOMES);
      transaction.enter(incarnation);
      return found;
    });
  }

  private boolean doubtful() {
    return edge.store.read(tables -> tables.lineage().isDoubtful());
  }

  private void capture(int count) {
    for (int i = 0; i < count; i++) {
      edge.captured(Draft.update(ITEM, Change.add("quantity", 1)));
    }
  }

  private static long number(int incarnation, long sequence) {
    return new PublishNumber(incarnation, sequence).packed();
  }
}
