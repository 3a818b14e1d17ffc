package ai.valeo.erp.tributary.tests.history;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.view.AuditViews;
import ai.valeo.erp.tributary.graphql.view.ChainView;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.tests.model.CoreCentre;
import ai.valeo.erp.tributary.tests.model.CoreState;
import ai.valeo.erp.tributary.tests.model.Event;
import ai.valeo.erp.tributary.tests.model.Snapshot;
import ai.valeo.erp.tributary.tests.model.TestTypes;
import ai.valeo.erp.tributary.tests.model.World;
import ai.valeo.erp.tributary.topology.core.MergeContext;
import ai.valeo.erp.tributary.topology.core.decision.AuditFacts;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the centre tells of an entity's past is what the merge core had, after every change,
 * whatever was merged, deleted, revived and created anew.
 */
final class HistoryTest {

  private static final Map<String, EntityType> TYPES = TestTypes.all();
  private static final int HISTORIES = Integer.getInteger("tributary.histories", 6);

  @TempDir Path stateDir;

  @ParameterizedTest
  @ValueSource(strings = {TestTypes.OPEN, TestTypes.CLOSED, TestTypes.GUARDED, TestTypes.BOUNDED})
  void shouldTellEveryStateTheCoreWasIn(String typeName) {
    EntityType type = Objects.requireNonNull(TYPES.get(typeName));
    try (AuditBench bench = new AuditBench(stateDir)) {
      for (long seed = 1; seed <= HISTORIES; seed++) {
        // given
        String id = "seed-" + seed;
        SortedMap<Long, Snapshot> states = live(seed, type, bench.trail(typeName, id));

        // when
        AuditViews audit = bench.audit();

        // then
        for (Snapshot state : states.values()) {
          EntityRow row = audit.atVersion(type, id, state.version());
          assertThat(values(row))
              .as("seed %d, version %d", seed, state.version())
              .isEqualTo(state.live() ? state.values() : null);
        }
        ChainView chain = audit.chain(new EntityKey(typeName, id));
        assertThat(chain == null || chain.isVerified()).as("seed %d", seed).isTrue();
      }
    }
  }

  /** Runs a history through the core; gives its states by version. */
  private static SortedMap<Long, Snapshot> live(
      long seed, EntityType type, AuditBench.Trail trail) {
    var random = new Random(seed);
    World world = new World(random, type, random.nextInt(1, 5));
    if (seed % 2 == 0) {
      world = world.withNewLives();
    }
    int steps = random.nextInt(10, 150);
    for (int i = 0; i < steps; i++) {
      world.step();
    }
    world.settle();
    var state = new CoreState();
    MergeContext context = MergeContext.of(TYPES::get, 1, "test");
    var states = new TreeMap<Long, Snapshot>();
    long offset = 0;
    for (Event event : world.log()) {
      var received = new Received(CoreCentre.facts(event), event.recordTimeMs(), 0, offset++);
      if (state.take(received, context) instanceof CoreState.Decided(var merged)) {
        AuditFacts facts = merged.audit();
        if (facts != null) {
          trail.add(facts);
        }
        Snapshot now = CoreCentre.snapshot(merged.next(), TYPES);
        if (now.version() > 0) {
          states.putIfAbsent(now.version(), now);
        }
      }
    }
    return states;
  }

  private static @Nullable SortedMap<String, Value> values(@Nullable EntityRow row) {
    return row == null ? null : row.attributes();
  }
}
