package ai.valeo.erp.tributary.topology.core.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.AttributeType;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.EntityType.Criticality;
import ai.valeo.erp.tributary.schemas.entity.EntityType.OnDeleteConflict;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.topology.core.Given;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowOrderTest {

  private static final EntityType PLAIN =
      Given.type(Given.attribute("name", new AttributeType.Text(), null, MergePolicy.lastWriter()));
  private static final EntityType CRITICAL =
      EntityType.of(
          "Vital",
          "",
          Criticality.CRITICAL,
          OnDeleteConflict.UPDATE_WINS,
          Duration.ofHours(1),
          PLAIN.attributes());
  private static final WindowOrder.Patience PATIENT = new WindowOrder.Patience(1_000, 500);

  private static Received mutation(String type, String node, long sequence, int priority) {
    return mutation(type, node, sequence, priority, 1_000);
  }

  private static Received mutation(
      String type, String node, long sequence, int priority, long recordTimeMs) {
    var facts =
        new MutationFacts(
            node + sequence,
            node,
            sequence,
            1,
            type,
            "1",
            OperationType.UPDATE,
            List.of(),
            0,
            100 + sequence,
            0,
            priority,
            0,
            null,
            "",
            null);
    return new Received(facts, recordTimeMs, 0, sequence);
  }

  private static List<String> ids(List<Received> sorted) {
    return sorted.stream().map(received -> received.mutation().id()).toList();
  }

  private static List<Received> sort(List<Received> window) {
    return WindowOrder.sort(window, name -> name.equals("Vital") ? CRITICAL : PLAIN, PATIENT);
  }

  @Test
  void shouldPutTheMoreUrgentFirst() {
    // given
    var window =
        List.of(
            mutation("Thing", "a", 1, 5),
            mutation("Vital", "b", 1, 3),
            mutation("Thing", "c", 1, 7));
    // when then the critical type gives 3 points: 6 lies between 5 and 7
    assertThat(ids(sort(window))).containsExactly("c1", "b1", "a1");
  }

  @Test
  void shouldKeepOneNodesMutationsOfOneEntityInSequence() {
    // given
    var window =
        List.of(
            mutation("Thing", "a", 3, 10),
            mutation("Thing", "a", 1, 1),
            mutation("Thing", "a", 2, 5));
    // when then
    assertThat(ids(sort(window))).containsExactly("a1", "a2", "a3");
  }

  @Test
  void shouldLiftWhatComesBeforeAnUrgentOneButNotWhatComesAfter() {
    // given
    var window =
        List.of(
            mutation("Thing", "a", 1, 1),
            mutation("Thing", "a", 2, 9),
            mutation("Thing", "a", 3, 1),
            mutation("Thing", "b", 1, 5));
    // when then
    assertThat(ids(sort(window))).containsExactly("a1", "a2", "b1", "a3");
  }

  @Test
  void shouldPutWhoHasWaitedTooLongFirst() {
    // given
    var window = List.of(mutation("Thing", "a", 1, 10), mutation("Thing", "b", 1, 1, 499));
    // when then
    assertThat(ids(sort(window))).containsExactly("b1", "a1");
    assertThat(ids(sort(List.of(mutation("Thing", "a", 1, 10), mutation("Thing", "b", 1, 1, 500)))))
        .containsExactly("a1", "b1");
  }

  @Test
  void shouldOrderEqualOnesByClockThenNode() {
    // given
    var window =
        List.of(
            mutation("Thing", "b", 2, 5),
            mutation("Vital", "b", 1, 2),
            mutation("Thing", "a", 1, 5));
    // when then
    assertThat(ids(sort(window))).containsExactly("a1", "b1", "b2");
  }

  @Test
  void shouldGiveTheSameOrderForEveryOrderOfArrival() {
    // given
    var window = new ArrayList<Received>();
    var random = new Random(3);
    for (int i = 1; i <= 200; i++) {
      String node = String.valueOf((char) ('a' + random.nextInt(5)));
      window.add(mutation(random.nextBoolean() ? "Thing" : "Vital", node, i, 1 + i % 10));
    }
    List<Received> expected = sort(window);
    // when then
    for (int round = 0; round < 20; round++) {
      Collections.shuffle(window, random);
      assertThat(sort(window)).isEqualTo(expected);
    }
  }

  @Test
  void shouldOrderLargeWindowsOfManyChainsAlikeInEveryOrderOfArrival() {
    // given
    var chance = new Random(7);
    List<Received> window = new ArrayList<>();
    for (int sequence = 1; sequence <= 400; sequence++) {
      String type = chance.nextBoolean() ? "Vital" : "Thing";
      String node = "n" + chance.nextInt(12);
      long recordTimeMs = chance.nextInt(400, 1_000);
      window.add(mutation(type, node, sequence, chance.nextInt(1, 11), recordTimeMs));
    }
    List<String> expected = ids(sort(window));

    for (int round = 0; round < 20; round++) {
      // when
      Collections.shuffle(window, chance);
      List<Received> sorted = sort(window);

      // then one node's mutations of one entity stay in sequence
      assertThat(ids(sorted)).isEqualTo(expected);
      Map<String, Long> last = new HashMap<>();
      for (Received received : sorted) {
        String chain = received.mutation().edgeNode() + received.mutation().entityType();
        Long before = last.put(chain, received.mutation().sequence());
        assertThat(before == null || before < received.mutation().sequence()).isTrue();
      }
    }
  }

  @Test
  void shouldAddTheBonusesOfTypeOperationAndAge() {
    // given a CREATE and a DELETE, 61 and 15 minutes old when the broker took them
    var old = Given.create("a", 0).priority(5).receivedAt(61 * 60_000L).received();
    var young = Given.delete("a", 0).priority(5).receivedAt(15 * 60_000L).received();
    // when then
    assertThat(AdjustedPriority.of(old, CRITICAL)).isEqualTo(5 + 3 + 1 + 2);
    assertThat(AdjustedPriority.of(young, PLAIN)).isEqualTo(5 + 2);
    assertThat(AdjustedPriority.ageless(old.mutation(), PLAIN)).isEqualTo(6);
  }
}
