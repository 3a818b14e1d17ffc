package ai.valeo.erp.tributary.tests.permutation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.tests.model.Answer;
import ai.valeo.erp.tributary.tests.model.Arrived;
import ai.valeo.erp.tributary.tests.model.CoreCentre;
import ai.valeo.erp.tributary.tests.model.Event;
import ai.valeo.erp.tributary.tests.model.RuledAnswer;
import ai.valeo.erp.tributary.tests.model.RulingEvent;
import ai.valeo.erp.tributary.tests.model.Seeds;
import ai.valeo.erp.tributary.tests.model.TestTypes;
import ai.valeo.erp.tributary.tests.model.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A ruling that comes before anything has changed applies, in whatever order the rest comes; after
 * that it is refused, and then nothing differs from a world without it.
 */
final class RulingPermutationTest {

  private static final Map<String, EntityType> TYPES = TestTypes.all();
  private static final long[] SEEDS = Seeds.of("permutation", 150);
  private static final int MOST_ORDERS = 60;

  private int applied;
  private int refused;

  @Test
  void shouldApplyOrRefuseAndNothingBetween() {
    for (long seed : SEEDS) {
      var random = new Random(seed);
      World world = world(random);
      MutationId waiting = world.waiting();
      if (waiting == null) {
        continue;
      }
      List<List<Arrived>> streams = new ArrayList<>();
      world.outboxes().forEach(box -> streams.add(List.copyOf(box)));
      streams.add(List.of(ruling(world, waiting, random)));
      var orders = new Interleavings<Arrived>(streams);
      if (orders.count() <= MOST_ORDERS) {
        orders.forEach(order -> compare(world, order));
      } else {
        for (int i = 0; i < MOST_ORDERS; i++) {
          compare(world, orders.any(random));
        }
      }
    }
    assertThat(applied).isGreaterThan(SEEDS.length);
    assertThat(refused).isGreaterThan(SEEDS.length);
  }

  /** A past in which something waits, then one or two mutations of each node. */
  private static World world(RandomGenerator random) {
    int nodes = random.nextInt(2, 4);
    var world = new World(random, TYPES.get(TestTypes.BOUNDED), nodes);
    for (int i = 0; i < 60; i++) {
      world.step();
    }
    world.settle();
    for (int node = 0; node < nodes; node++) {
      int own = random.nextInt(1, 3);
      for (int i = 0; i < own; i++) {
        world.capture(node);
      }
    }
    return world;
  }

  private static RulingEvent ruling(World world, MutationId waiting, RandomGenerator random) {
    String kind = List.of("KEEP", "TAKE", "MERGE").get(random.nextInt(3));
    Change merged = Change.set("ruled", Value.of("by a person"));
    return new RulingEvent(
        new MutationId("ruling"),
        world.key(),
        waiting,
        kind,
        kind.equals("MERGE") ? List.of(merged) : List.of(),
        past(world).snapshot(world.key()).version(),
        new Hlc(1_750_000_900_000L, 0),
        1_750_000_900_000L);
  }

  private static CoreCentre past(World world) {
    var centre = new CoreCentre(TYPES);
    world.log().forEach(centre::take);
    return centre;
  }

  private void compare(World world, List<Arrived> order) {
    CoreCentre with = past(world);
    CoreCentre without = past(world);
    long version = with.snapshot(world.key()).version();
    boolean isRefused = false;
    for (Arrived arrived : order) {
      switch (arrived) {
        case Event event -> {
          Answer answer = with.take(event);
          Answer other = without.take(event);
          if (isRefused) {
            assertThat(answer).isEqualTo(other);
          }
        }
        case RulingEvent ruling -> {
          boolean isInTime = with.snapshot(world.key()).version() == version;
          RuledAnswer answer = with.rule(ruling);
          isRefused = !isInTime;
          check(answer, ruling, isInTime);
        }
      }
    }
    if (isRefused) {
      assertThat(with.snapshot(world.key())).isEqualTo(without.snapshot(world.key()));
    }
  }

  private void check(RuledAnswer answer, RulingEvent ruling, boolean isInTime) {
    @Nullable Reason reason = answer.ruling().reason();
    if (isInTime) {
      applied++;
      assertThat(reason).isNull();
      assertThat(answer.ended().getFirst().id()).isEqualTo(ruling.waiting());
    } else {
      refused++;
      assertThat(reason).isEqualTo(Reason.VERSION_MOVED);
      assertThat(answer.ended()).isEmpty();
    }
  }
}
