package ai.valeo.erp.tributary.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.FeedItem;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishOrderTest {

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
  void shouldPublishMostUrgentFirstAndInCaptureOrderOtherwise() {
    // given
    change("a", 5);
    change("b", 9);
    change("c", 5);

    // when / then
    assertThat(edge.claimIds(10)).containsExactly("m2", "m1", "m3");
  }

  @Test
  void shouldLiftEarlierChangesOfTheEntityOfAnUrgentOne() {
    // given
    change("a", 1);
    change("b", 5);
    change("a", 3);
    change("a", 9);
    change("a", 2);

    // when / then
    assertThat(edge.claimIds(10)).containsExactly("m1", "m3", "m4", "m2", "m5");
  }

  @Test
  void shouldNumberWithoutGapsInPublishOrder() {
    // given
    change("a", 1);
    change("b", 9);

    // when
    List<OutboxEntry> first = edge.claim(1);
    change("c", 10);
    List<OutboxEntry> rest = edge.claim(10);

    // then
    assertThat(first).extracting(OutboxEntry::sequence).containsExactly(1L);
    assertThat(rest).extracting(OutboxEntry::sequence).containsExactly(2L, 3L);
    assertThat(rest).extracting(entry -> entry.mutation().id().value()).containsExactly("m3", "m1");
  }

  @Test
  void shouldKeepSequenceOfUnansweredOverRestart() {
    // given
    change("a", 1);
    change("b", 9);
    edge.claim(10);

    // when
    edge.close();
    edge = new OutboxHarness(folder);

    // then
    var again = edge.queue.processing(0, 10).entries();
    assertThat(again).extracting(OutboxEntry::sequence).containsExactly(1L, 2L);
    assertThat(again)
        .extracting(entry -> entry.mutation().id().value())
        .containsExactly("m2", "m1");
    assertThat(edge.claim(10)).isEmpty();
  }

  @Test
  void shouldRunNoFurtherAheadOfTheFloorThanTheWindow() {
    // given
    for (int i = 0; i < 10; i++) {
      change("e" + i, 5);
    }

    // when / then
    assertThat(edge.queue.claim(100, 4).entries()).hasSize(4);
    assertThat(edge.queue.claim(100, 4).entries()).isEmpty();

    // given: 2 is answered, but 1 is not
    answer(1);
    assertThat(edge.queue.claim(100, 4).entries()).isEmpty();

    // when / then
    answer(0);
    var claim = edge.queue.claim(100, 4);
    assertThat(claim.floor()).isEqualTo(3);
    assertThat(claim.entries()).extracting(OutboxEntry::sequence).containsExactly(5L, 6L);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20_261_121})
  void shouldAgreeWithThePlainDefinitionOfTheOrder(long seed) {
    // given
    var random = new Random(seed);
    var model = new ArrayList<Waiting>();
    for (int round = 0; round < 40; round++) {
      for (int i = random.nextInt(8); i > 0; i--) {
        String entity = "e" + random.nextInt(5);
        int priority = 1 + random.nextInt(10);
        String id = change(entity, priority);
        model.add(new Waiting(id, entity, priority, model.size()));
      }
      int limit = 1 + random.nextInt(6);

      // when
      List<String> claimed = edge.claimIds(limit);

      // then
      List<String> expected =
          model.stream()
              .sorted(
                  Comparator.comparingInt((Waiting one) -> -lift(one, model))
                      .thenComparingInt(Waiting::place))
              .limit(limit)
              .map(Waiting::id)
              .toList();
      assertThat(claimed).as("seed %d round %d", seed, round).isEqualTo(expected);
      model.removeIf(one -> claimed.contains(one.id()));
      for (int i = 0; i < model.size(); i++) {
        Waiting one = model.get(i);
        model.set(i, new Waiting(one.id(), one.entity(), one.priority(), i));
      }
    }
  }

  private record Waiting(String id, String entity, int priority, int place) {}

  private static int lift(Waiting one, List<Waiting> all) {
    return all.stream()
        .filter(other -> other.entity().equals(one.entity()) && other.place() >= one.place())
        .mapToInt(Waiting::priority)
        .max()
        .orElseThrow();
  }

  private void answer(int index) {
    OutboxEntry entry = edge.queue.processing(0, 10).entries().get(index);
    var verdict = new Answer.Verdict(MutationState.FAILED, "INVARIANT", null, 0);
    EntityKey key = entry.mutation().draft().key();
    edge.settle(
        new FeedItem.Answered(
            new Answer(entry.mutation().id(), entry.sequence(), key, verdict), true));
  }

  private String change(String entity, int priority) {
    var key = new EntityKey("InventoryItem", entity);
    return edge.captured(Draft.update(key, Change.add("quantity", 1)).withPriority(priority))
        .id()
        .value();
  }
}
