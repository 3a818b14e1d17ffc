package ai.valeo.erp.tributary.tests.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.EntityType;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The merge core and the naive model agree on every answer and every entity. */
final class ModelEqualityTest {

  private static final Map<String, EntityType> TYPES = TestTypes.all();
  private static final long[] SEEDS = Seeds.of("model", 250, 12739);

  @ParameterizedTest
  @ValueSource(strings = {TestTypes.OPEN, TestTypes.CLOSED, TestTypes.GUARDED, TestTypes.BOUNDED})
  void shouldAgreeWithTheCore(String typeName) {
    for (long seed : SEEDS) {
      // given a history of honest nodes, with feedback
      var random = new Random(seed);
      EntityType type = TYPES.get(typeName);
      var world = new World(random, type, random.nextInt(1, 5));
      // when, then
      compare(seed, grown(world, random));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TestTypes.OPEN, TestTypes.CLOSED, TestTypes.GUARDED})
  void shouldAgreeOnNewLives(String typeName) {
    for (long seed : SEEDS) {
      // given a history in which deleted entities are created anew
      var random = new Random(seed);
      EntityType type = TYPES.get(typeName);
      var world = new World(random, type, random.nextInt(1, 4)).withNewLives();
      // when, then
      compare(seed, grown(world, random));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TestTypes.OPEN, TestTypes.CLOSED, TestTypes.GUARDED, TestTypes.BOUNDED})
  void shouldAgreeOnWhatIsSaidTwice(String typeName) {
    for (long seed : SEEDS) {
      // given a history in which many say the same
      var random = new Random(seed);
      EntityType type = TYPES.get(typeName);
      var world = new World(random, type, random.nextInt(2, 5)).withNewLives().repeating();
      // when, then
      compare(seed, grown(world, random));
    }
  }

  private static World grown(World world, Random random) {
    int steps = random.nextInt(10, 80);
    for (int i = 0; i < steps; i++) {
      world.step();
    }
    world.settle();
    return world;
  }

  private static void compare(long seed, World world) {
    var naive = new NaiveModel(TYPES);
    var core = new CoreCentre(TYPES);
    List<Event> log = world.log();
    for (int i = 0; i < log.size(); i++) {
      int count = i + 1;
      Answer expected = naive.take(log.get(i));
      assertThat(core.take(log.get(i)))
          .as(() -> describe(seed, log.subList(0, count)))
          .isEqualTo(expected);
      assertThat(core.snapshot(world.key()))
          .as(() -> describe(seed, log.subList(0, count)))
          .isEqualTo(naive.snapshot(world.key()));
    }
  }

  private static String describe(long seed, List<Event> log) {
    return log.stream()
        .map(event -> "\n  " + event)
        .collect(Collectors.joining("", "seed " + seed + ", after", "\n"));
  }
}
