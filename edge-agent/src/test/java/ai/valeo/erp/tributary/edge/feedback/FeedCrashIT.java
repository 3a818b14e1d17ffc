package ai.valeo.erp.tributary.edge.feedback;

import ai.valeo.erp.tributary.edge.KilledChild;
import ai.valeo.erp.tributary.edge.core.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a node with SIGKILL while it reads, starts it with another scope each time, and in the end
 * lets it read everything. More rounds: {@code -Dtributary.crash.rounds=200}.
 */
class FeedCrashIT {

  private static final int ROUNDS = Integer.getInteger("tributary.crash.rounds", 4);
  private static final long SEED = Long.getLong("tributary.crash.seed", 20_261_121L);
  private static final List<Set<String>> WAREHOUSES =
      List.of(Set.of("A"), Set.of("A", "B"), Set.of("B", "C"), Set.of("A", "B", "C"));

  @TempDir Path folder;

  @Test
  void shouldGoOnReadingAfterEveryKill() throws Exception {
    // given
    var random = new Random(SEED);
    int scope = 0;

    // when
    for (int round = 0; round < ROUNDS; round++) {
      scope = random.nextInt(WAREHOUSES.size());
      var arguments =
          List.of(folder.toString(), Long.toString(random.nextLong()), Integer.toString(scope));
      KilledChild.run(CrashingFeed.class, arguments, random.nextInt(40), line -> {});
    }

    // then
    SimulatedLog centre = centre();
    try (var node = new SimulatedNode(folder, centre, random)) {
      node.open(scope(scope));
      node.settleAll();
      FeedSimulationTest.checkEqual("seed " + SEED, centre, node);
    }
  }

  /** The same in every process. */
  static SimulatedLog centre() {
    var centre = new SimulatedLog(new Random(7));
    for (int i = 0; i < 400; i++) {
      centre.changeByOthers();
    }
    return centre;
  }

  static Scope scope(int number) {
    var wanted = new TreeMap<String, Set<String>>(Map.of("warehouseId", WAREHOUSES.get(number)));
    return new Scope(Set.of(SimulatedLog.TYPE), new TreeMap<>(Map.of(SimulatedLog.TYPE, wanted)));
  }
}
