package ai.valeo.erp.tributary.tests.permutation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.tests.model.Centre;
import ai.valeo.erp.tributary.tests.model.CoreCentre;
import ai.valeo.erp.tributary.tests.model.Event;
import ai.valeo.erp.tributary.tests.model.NaiveModel;
import ai.valeo.erp.tributary.tests.model.Seeds;
import ai.valeo.erp.tributary.tests.model.Snapshot;
import ai.valeo.erp.tributary.tests.model.TestTypes;
import ai.valeo.erp.tributary.tests.model.World;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R6: what the automatic strategies make of concurrent streams does not depend on their order. */
final class PermutationTest {

  private static final Map<String, EntityType> TYPES = TestTypes.all();
  private static final long[] SEEDS = Seeds.of("permutation", 150, 1257, 8889);
  private static final int MOST_ORDERS = 40;

  @ParameterizedTest
  @ValueSource(strings = {TestTypes.OPEN, TestTypes.CLOSED})
  void shouldAgreeInTheModel(String typeName) {
    long[] some = Arrays.copyOf(SEEDS, Math.max(1, SEEDS.length / 4));
    check(typeName, some, false, () -> new NaiveModel(TYPES));
  }

  @ParameterizedTest
  @ValueSource(strings = {TestTypes.OPEN, TestTypes.CLOSED})
  void shouldAgreeInTheCore(String typeName) {
    check(typeName, SEEDS, false, () -> new CoreCentre(TYPES));
  }

  @ParameterizedTest
  @ValueSource(strings = {TestTypes.OPEN, TestTypes.CLOSED})
  void shouldAgreeOnWhatIsSaidTwiceInTheModel(String typeName) {
    long[] some = Arrays.copyOf(SEEDS, Math.max(1, SEEDS.length / 4));
    check(typeName, some, true, () -> new NaiveModel(TYPES));
  }

  @ParameterizedTest
  @ValueSource(strings = {TestTypes.OPEN, TestTypes.CLOSED})
  void shouldAgreeOnWhatIsSaidTwiceInTheCore(String typeName) {
    check(typeName, SEEDS, true, () -> new CoreCentre(TYPES));
  }

  private static void check(
      String typeName, long[] seeds, boolean isSaidTwice, Supplier<Centre> centres) {
    for (long seed : seeds) {
      var random = new Random(seed);
      var world = new World(random, TYPES.get(typeName), random.nextInt(2, 5)).withNewLives();
      build(isSaidTwice ? world.repeating() : world, random);
      var orders = new Interleavings<>(world.outboxes());
      var finding = new Finding(seed, world, centres);
      if (orders.count() <= MOST_ORDERS) {
        orders.forEach(finding::compare);
      } else {
        for (int i = 0; i < MOST_ORDERS; i++) {
          finding.compare(orders.any(random));
        }
      }
    }
  }

  /** A common past, then one to four mutations of each node that know nothing of the others'. */
  private static void build(World world, RandomGenerator random) {
    int past = random.nextInt(30);
    for (int i = 0; i < past; i++) {
      world.step();
    }
    world.settle();
    if (random.nextInt(4) == 0) {
      world.recreating();
    }
    for (int node = 0; node < world.nodes(); node++) {
      int own = random.nextInt(1, 5);
      for (int i = 0; i < own; i++) {
        world.capture(node);
      }
    }
  }

  /** The first order and its end, against which the others are held. */
  private static final class Finding {
    private final long seed;
    private final World world;
    private final Supplier<Centre> centres;
    private @Nullable Snapshot expected;
    private List<Event> first = List.of();

    Finding(long seed, World world, Supplier<Centre> centres) {
      this.seed = seed;
      this.world = world;
      this.centres = centres;
    }

    void compare(List<Event> order) {
      Centre centre = centres.get();
      world.log().forEach(centre::take);
      order.forEach(centre::take);
      Snapshot end = unversioned(centre.snapshot(world.key()));
      if (expected == null) {
        expected = end;
        first = order;
      }
      if (!end.equals(expected)) {
        assertThat(end).as(() -> describe(order)).isEqualTo(expected);
      }
    }

    private String describe(List<Event> order) {
      return "seed %d%npast%n%s%nfirst order%n%s%nthis order%n%s%n"
          .formatted(seed, lines(world.log()), lines(first), lines(order));
    }

    private static Snapshot unversioned(Snapshot snapshot) {
      return new Snapshot(0, snapshot.live(), snapshot.values());
    }

    private static String lines(List<Event> events) {
      return events.stream().map(event -> "  " + event).collect(Collectors.joining("\n"));
    }
  }
}
