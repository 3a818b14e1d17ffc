package ai.valeo.erp.tributary.edge.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Interest;
import ai.valeo.erp.tributary.edge.core.Scope;
import ai.valeo.erp.tributary.edge.outbox.EntityQuery;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plays a centre and a node that is killed, changes its scope and stays away for long, from a seed.
 * After every step the app sees each of its own writes exactly once; in the end the node has just
 * what the centre has within its scope.
 */
class FeedSimulationTest {

  private static final int HISTORIES = Integer.getInteger("tributary.feed.histories", 4);
  private static final int STEPS = 150;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 20_261_121})
  void shouldHaveWhatTheCentreHasAndNeverLoseAnOwnWriteFromSight(long firstSeed) {
    for (long seed = firstSeed; seed < firstSeed + HISTORIES; seed++) {
      play(seed);
    }
  }

  private void play(long seed) {
    var random = new Random(seed);
    var centre = new SimulatedLog(random);
    try (var node = new SimulatedNode(folder.resolve("s" + seed), centre, random)) {
      node.open(scope(random));
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(12)) {
          case 0, 1, 2 -> centre.changeByOthers();
          case 3 -> node.sell();
          case 4 -> centre.decide();
          case 5, 6, 7 -> node.read(1 + random.nextInt(10));
          case 8 -> node.hear(1 + random.nextInt(3));
          case 9 -> centre.compact();
          case 10 -> node.kill();
          default -> changeWorld(random, centre, node);
        }
        checkOwnWrites("seed %d, step %d".formatted(seed, step), node);
      }
      node.settleAll();
      checkOwnWrites("seed %d, end".formatted(seed), node);
      checkEqual("seed %d".formatted(seed), centre, node);
    }
  }

  private static void changeWorld(Random random, SimulatedLog centre, SimulatedNode node) {
    if (random.nextBoolean()) {
      node.open(scope(random));
    } else if (random.nextInt(4) == 0) {
      node.leave();
      for (int i = random.nextInt(6); i >= 0; i--) {
        centre.changeByOthers();
      }
      centre.forgetDeletions();
      node.returnAfterDays(40);
    }
  }

  private static Scope scope(Random random) {
    List<Set<String>> warehouses =
        List.of(Set.of("A"), Set.of("A", "B"), Set.of("A", "C"), Set.of("A", "B", "C"));
    int chosen = random.nextInt(warehouses.size() + 1);
    if (chosen == warehouses.size()) {
      return Scope.ALL;
    }
    var wanted = new TreeMap<String, Set<String>>(Map.of("warehouseId", warehouses.get(chosen)));
    return new Scope(Set.of(SimulatedLog.TYPE), new TreeMap<>(Map.of(SimulatedLog.TYPE, wanted)));
  }

  /** Own sales are in the thousands, those of others are single. */
  private static void checkOwnWrites(String label, SimulatedNode node) {
    node.sold()
        .forEach((key, sold) -> {
          var view = node.views().entity(key);
          long shown =
              view.map(found -> found.value("quantity")).orElse(Value.of(0))
                      instanceof Value.Whole(long number)
                  ? number
                  : 0;
          assertThat(Math.floorDiv(shown, 1_000)).as("%s: %s", label, key).isEqualTo(sold);
        });
  }

  static void checkEqual(String label, SimulatedLog centre, SimulatedNode node) {
    Interest interest = node.scope().interest(SimulatedLog.TYPE);
    var expected = new TreeMap<EntityKey, Map<String, Value>>();
    centre
        .living()
        .forEach((key, base) -> {
          if (interest.includes(base.values())) {
            expected.put(key, base.values());
          }
        });
    var found = new TreeMap<EntityKey, Map<String, Value>>();
    node.views()
        .entities(EntityQuery.all(SimulatedLog.TYPE))
        .forEach(view -> found.put(view.key(), view.values()));
    assertThat(found).as(label).isEqualTo(expected);
  }
}
