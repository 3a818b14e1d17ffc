package ai.valeo.erp.tributary.tests.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.EntityType.Criticality;
import ai.valeo.erp.tributary.schemas.entity.EntityType.OnDeleteConflict;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import ai.valeo.erp.tributary.topology.core.ordering.WindowOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The core orders a window as the naive reading of R10 does, however it arrived. */
final class WindowOrderModelTest {

  private static final int WINDOWS = Integer.getInteger("order.windows", 2_000);
  private static final long CLOSED_AT_MS = 100_000_000;
  private static final long MAX_WAIT_MS = 1_000;
  private static final Map<String, EntityType> TYPES =
      Stream.of(Criticality.values())
          .collect(Collectors.toMap(Criticality::name, WindowOrderModelTest::type));

  private static EntityType type(Criticality criticality) {
    return EntityType.of(
        criticality.name(),
        "",
        criticality,
        OnDeleteConflict.UPDATE_WINS,
        Duration.ofHours(1),
        TestTypes.all().get(TestTypes.OPEN).attributes());
  }

  @Test
  void shouldOrderAsTheNaiveModelDoes() {
    var naive = new NaiveOrder(TYPES, CLOSED_AT_MS, MAX_WAIT_MS);
    var patience = new WindowOrder.Patience(CLOSED_AT_MS, MAX_WAIT_MS);
    for (long seed = 1; seed <= WINDOWS; seed++) {
      // given
      var random = new Random(seed);
      List<Received> window = window(random);

      // when
      List<Received> sorted = WindowOrder.sort(window, TYPES::get, patience);

      // then
      assertThat(sorted).as("seed %s", seed).isEqualTo(naive.sort(window));

      // and the order of arrival does not matter
      Collections.shuffle(window, random);
      assertThat(WindowOrder.sort(window, TYPES::get, patience))
          .as("seed %s, shuffled", seed)
          .isEqualTo(sorted);
    }
  }

  /** Few nodes and entities, close clocks and times: chains and ties are frequent. */
  private static List<Received> window(Random random) {
    int nodes = 1 + random.nextInt(4);
    int entities = 1 + random.nextInt(4);
    Set<String> sequences = new HashSet<>();
    var window = new ArrayList<Received>();
    int size = random.nextInt(25);
    for (int offset = 0; offset < size; offset++) {
      String node = "n" + random.nextInt(nodes);
      long sequence = random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(60);
      if (sequence == 0 || sequences.add(node + ' ' + sequence)) {
        window.add(mutation(random, node, sequence, "e" + random.nextInt(entities), offset));
      }
    }
    return window;
  }

  private static Received mutation(
      Random random, String node, long sequence, String entity, long offset) {
    long recordTimeMs = CLOSED_AT_MS - (random.nextInt(4) == 0 ? random.nextInt(2_000) : 0);
    long[] ages = {0, 1, 15 * 60_000 - 1, 15 * 60_000 + 1, 60 * 60_000, 60 * 60_000 + 1};
    var facts =
        new MutationFacts(
            "m" + offset,
            node,
            sequence,
            0,
            Criticality.values()[random.nextInt(Criticality.values().length)].name(),
            entity,
            OperationType.values()[random.nextInt(OperationType.values().length)],
            List.of(),
            0,
            recordTimeMs - ages[random.nextInt(ages.length)] - random.nextInt(2),
            random.nextInt(2),
            1 + random.nextInt(10),
            0,
            null,
            "",
            null);
    return new Received(facts, recordTimeMs, 0, offset);
  }
}
