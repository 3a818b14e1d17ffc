package ai.valeo.erp.tributary.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.tests.model.CoreCentre;
import ai.valeo.erp.tributary.tests.model.Event;
import ai.valeo.erp.tributary.tests.model.RulingEvent;
import ai.valeo.erp.tributary.tests.model.TestTypes;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeState;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.entity.OpenConflict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One run from a seed: after every step what must always hold is checked. */
final class Simulation {

  private static final Map<String, EntityType> TYPES = TestTypes.all();
  private static final int STEPS = 150;

  private final Random random;
  private final boolean feedback;
  private final SimulatedLog log = new SimulatedLog();
  private final SimulatedCentre centre;
  private final List<SimulatedEdge> edges = new ArrayList<>();
  private final List<EntityKey> keys = new ArrayList<>();
  private final Map<String, Event> captured = new HashMap<>();
  private final Map<String, SimulatedCentre.Committed> answered = new HashMap<>();
  private final Map<EntityKey, Long> versions = new HashMap<>();
  private final Map<String, Long> applied = new TreeMap<>();
  private final Set<String> rulings = new HashSet<>();
  private long nowMs = 1_750_000_000_000L;
  private int read;
  private int ended;

  /**
   * A run.
   *
   * @param feedback whether nodes hear of each other through the centre
   * @param exactlyOnce whether outcomes are committed with the state, as they must be
   */
  Simulation(long seed, boolean feedback, boolean exactlyOnce) {
    this.random = new Random(seed);
    this.feedback = feedback;
    this.centre = new SimulatedCentre(log, TYPES::get, exactlyOnce);
    int nodes = random.nextInt(2, 6);
    for (int i = 0; i < nodes; i++) {
      edges.add(new SimulatedEdge(random, "n" + i, skewMs()));
    }
    for (String type : List.of(TestTypes.OPEN, TestTypes.OPEN, TestTypes.BOUNDED)) {
      keys.add(new EntityKey(type, "e" + keys.size()));
    }
  }

  private long skewMs() {
    return switch (random.nextInt(6)) {
      case 0 -> -3_600_000;
      case 1 -> random.nextLong(-50_000, 50_000);
      default -> random.nextLong(-2_000, 2_000);
    };
  }

  /** Runs until everything captured is answered. */
  Simulation run() {
    for (int i = 0; i < STEPS; i++) {
      step(random.nextInt(11));
      check();
    }
    while (edges.stream().anyMatch(edge -> !edge.isDone()) || centre.isBehind()) {
      edges.forEach(edge -> edge.publish(this::arrive));
      centre.window(50, false);
      hearOutcomes();
      check();
    }
    Set<String> expected = new HashSet<>(captured.keySet());
    expected.addAll(rulings);
    assertThat(answered.keySet()).isEqualTo(expected);
    return this;
  }

  private void step(int what) {
    nowMs += random.nextLong(2_000);
    SimulatedEdge edge = edges.get(random.nextInt(edges.size()));
    EntityKey key = keys.get(random.nextInt(keys.size()));
    switch (what) {
      case 0, 1, 2, 3 -> {
        Event event = edge.capture(key, nowMs);
        captured.put(event.id().value(), event);
      }
      case 4, 5 -> edge.publish(this::arrive);
      case 6 -> centre.window(random.nextInt(1, 30), true);
      case 7, 8 -> centre.window(random.nextInt(1, 30), false);
      case 9 -> rule(key);
      default -> {
        if (feedback) {
          hearOutcomes();
          hear(edge, key);
        }
      }
    }
  }

  /** A person rules on what waits, as far as it is known, sometimes late, sometimes twice. */
  private void rule(EntityKey key) {
    EntityState state = centre.state().entity(key);
    if (state == null || state.openConflicts().isEmpty()) {
      return;
    }
    List<OpenConflict> open = state.openConflicts();
    OpenConflict chosen = open.get(random.nextInt(open.size()));
    String kind = List.of("KEEP", "TAKE", "MERGE").get(random.nextInt(3));
    Change merged = Change.set("ruled", Value.of("by a person"));
    var ruling =
        new RulingEvent(
            new MutationId("ruling-" + rulings.size()),
            key,
            chosen.stamp().mutationId(),
            kind,
            kind.equals("MERGE") ? List.of(merged) : List.of(),
            state.version() - (random.nextInt(5) == 0 ? 1 : 0),
            state.hlc().next(nowMs),
            nowMs);
    rulings.add(ruling.id().value());
    int copies = random.nextInt(4) == 0 ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      log.append(CoreCentre.facts(ruling, state), nowMs);
    }
  }

  private void arrive(Event event, int delayMs) {
    nowMs += delayMs;
    log.append(event, nowMs);
  }

  private void hear(SimulatedEdge edge, EntityKey key) {
    EntityState state = centre.state().entity(key);
    Hlc seen = state == null ? Hlc.ZERO : state.hlc();
    edge.receive(key, CoreCentre.snapshot(state, TYPES), seen);
  }

  private void hearOutcomes() {
    answered.keySet().stream()
        .filter(captured::containsKey)
        .map(captured::get)
        .forEach(event ->
            edges.stream()
                .filter(edge -> edge.id().equals(event.node()))
                .forEach(edge -> edge.outcome(event.sequence())));
  }

  private void check() {
    List<SimulatedCentre.Committed> outcomes = centre.outcomes();
    for (; read < outcomes.size(); read++) {
      SimulatedCentre.Committed outcome = outcomes.get(read);
      assertThat(outcome.refused()).as(outcome.mutationId()).isNull();
      SimulatedCentre.Committed former = answered.put(outcome.mutationId(), outcome);
      assertThat(former == null || ends(former, outcome))
          .as("second outcome of %s", outcome.mutationId())
          .isTrue();
      count(outcome);
    }
    centre.state().entities().values().forEach(this::check);
  }

  /** A CONFLICT is ended by one final outcome. */
  private boolean ends(SimulatedCentre.Committed former, SimulatedCentre.Committed outcome) {
    boolean ends =
        former.outcome() != null
            && former.outcome().state() == OutcomeState.CONFLICT
            && outcome.outcome() != null
            && outcome.outcome().state() != OutcomeState.CONFLICT;
    ended += ends ? 1 : 0;
    return ends;
  }

  private void count(SimulatedCentre.Committed committed) {
    Event event = captured.get(committed.mutationId());
    if (event != null
        && committed.outcome() != null
        && committed.outcome().state() == OutcomeState.APPLIED) {
      for (Change change : event.changes()) {
        if (change.operand() instanceof Value.Whole(long amount)) {
          applied.merge(event.key() + "/" + change.attribute(), amount, Long::sum);
        }
      }
    }
  }

  private void check(EntityState state) {
    Long before = versions.put(state.key(), state.version());
    assertThat(state.version()).isGreaterThanOrEqualTo(before == null ? 1 : before);
    if (state.key().entityType().equals(TestTypes.BOUNDED)) {
      assertThat(number(state, "stock")).isNotNegative().isEqualTo(sum(state, "stock"));
      assertThat(number(state, "owed")).isEqualTo(sum(state, "owed"));
    }
  }

  private Long sum(EntityState state, String attribute) {
    return applied.getOrDefault(state.key() + "/" + attribute, 0L);
  }

  private static long number(EntityState state, String attribute) {
    EntityType type = TYPES.get(state.key().entityType());
    @Nullable Value value = type == null ? null : state.values(type).get(attribute);
    return value instanceof Value.Whole(long number) ? number : Long.MIN_VALUE;
  }

  /** The same log, decided in the recorded windows, gives the same answers and entities. */
  Simulation checkReplay() {
    var again = new SimulatedCentre(log, TYPES::get, true);
    centre.borders().forEach(border -> again.window(border, false));
    assertThat(again.outcomes()).isEqualTo(centre.outcomes());
    assertThat(again.state().entities()).isEqualTo(centre.state().entities());
    return this;
  }

  /** The same log, decided in other windows, gives the same values. */
  Simulation checkReplayWithoutBorders() {
    for (int records : new int[] {1, 3, 17, Integer.MAX_VALUE / 2}) {
      var again = new SimulatedCentre(log, TYPES::get, true);
      while (again.isBehind()) {
        again.window(records, false);
      }
      for (EntityKey key : keys) {
        if (key.entityType().equals(TestTypes.OPEN)) {
          assertThat(values(again, key))
              .as("windows of %s", records)
              .isEqualTo(values(centre, key));
        }
      }
    }
    return this;
  }

  private static Map<String, Value> values(SimulatedCentre centre, EntityKey key) {
    return CoreCentre.snapshot(centre.state().entity(key), TYPES).values();
  }

  /** Mutations that waited and that a ruling has ended. */
  int ended() {
    return ended;
  }

  /** Mutations captured, to see that something happened. */
  int size() {
    return captured.size();
  }
}
