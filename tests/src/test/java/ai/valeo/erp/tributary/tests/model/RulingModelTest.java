package ai.valeo.erp.tributary.tests.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.EntityType;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The merge core and the naive model agree on what persons rule, on all answers and every entity,
 * also on what nodes do afterwards that know nothing of it.
 */
final class RulingModelTest {

  private static final Map<String, EntityType> TYPES = TestTypes.all();
  private static final long[] SEEDS = Seeds.of("model", 250, 1850);

  @Test
  void shouldAgreeWithTheCoreOnRulings() {
    int applied = 0;
    for (long seed : SEEDS) {
      // given honest nodes of which some conflict, and persons who rule
      var random = new Random(seed);
      EntityType type = TYPES.get(TestTypes.BOUNDED);
      World world = new World(random, type, random.nextInt(2, 5)).withRulings();
      int steps = random.nextInt(40, 160);
      for (int i = 0; i < steps; i++) {
        world.step();
      }
      world.settle();
      // when, then
      applied += compare(seed, world);
    }
    assertThat(applied).isGreaterThan(SEEDS.length / 4);
  }

  private static int compare(long seed, World world) {
    var naive = new NaiveModel(TYPES);
    var core = new CoreCentre(TYPES);
    int applied = 0;
    List<Arrived> log = world.arrived();
    for (int i = 0; i < log.size(); i++) {
      int count = i + 1;
      switch (log.get(i)) {
        case Event event -> {
          Answer expected = naive.take(event);
          assertThat(core.take(event))
              .as(() -> describe(seed, log.subList(0, count)))
              .isEqualTo(expected);
        }
        case RulingEvent ruling -> {
          RuledAnswer expected = naive.rule(ruling);
          assertThat(core.rule(ruling))
              .as(() -> describe(seed, log.subList(0, count)))
              .isEqualTo(expected);
          applied += expected.ruling().state() == Answer.State.APPLIED ? 1 : 0;
        }
      }
      assertThat(core.snapshot(world.key()))
          .as(() -> describe(seed, log.subList(0, count)))
          .isEqualTo(naive.snapshot(world.key()));
    }
    return applied;
  }

  private static String describe(long seed, List<Arrived> log) {
    return log.stream()
        .map(arrived -> "\n  " + arrived)
        .collect(Collectors.joining("", "seed " + seed + ", after", "\n"));
  }
}
