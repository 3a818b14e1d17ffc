package ai.valeo.erp.tributary.edge.core;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Answer.Verdict;
import ai.valeo.erp.tributary.edge.core.Flight.Phase;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plays a centre that decides one entity's mutations in batches and sends outcomes and records on
 * two independent ways. Whatever the interleaving, each own mutation is seen exactly once: in the
 * base, or on top of it.
 */
class NoFlickerTest {

  private static final int HISTORIES = 1_500;
  private static final int STEPS = 60;

  @ParameterizedTest
  @ValueSource(longs = {1, 1_000_000, 20_261_121})
  void shouldShowEachOwnMutationExactlyOnce(long firstSeed) {
    for (long seed = firstSeed; seed < firstSeed + HISTORIES; seed++) {
      new History(seed).play();
    }
  }

  /** An answer on its way. */
  private record Reply(MutationId id, Verdict verdict) {}

  private static final class History {
    private final long seed;
    private final Random random;
    private final Deque<MutationId> wire = new ArrayDeque<>();
    private final Deque<Reply> outcomes = new ArrayDeque<>();
    private final Deque<Base> records = new ArrayDeque<>();

    /** Own mutations that changed the entity, with the version they made. */
    private final Map<MutationId, Long> effects = new HashMap<>();

    private final List<MutationId> undecided = new ArrayList<>();
    private final List<MutationId> failedAndTold = new ArrayList<>();
    private Shadow shadow = new Shadow(null, null, List.of());
    private long version;
    private int sent;

    History(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void play() {
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(6)) {
          case 0, 1 -> send();
          case 2 -> decideBatch();
          case 3, 4 -> deliverOutcome();
          default -> deliverRecord();
        }
        check();
      }
      while (!wire.isEmpty() || !outcomes.isEmpty() || !records.isEmpty()) {
        decideBatch();
        deliverOutcome();
        deliverRecord();
        check();
      }
      assertThat(shadow.flights()).as("seed %d", seed).isEmpty();
      assertThat(shadow.held()).as("seed %d", seed).isNull();
    }

    private void send() {
      sent++;
      var id = new MutationId("own-" + sent);
      wire.add(id);
      undecided.add(id);
      var flights = new ArrayList<>(shadow.flights());
      flights.add(new Flight(sent, id, Phase.OPEN, 0));
      shadow = new Shadow(shadow.base(), shadow.held(), flights);
    }

    /** Own and foreign mutations in any mixture; one record for all of them, as R11 says. */
    private void decideBatch() {
      String last = "";
      for (int i = random.nextInt(4); i >= 0; i--) {
        if (random.nextInt(3) == 0) {
          version++;
          last = "other-" + version;
        } else if (!wire.isEmpty()) {
          last = decide(wire.remove(), last);
        }
      }
      if (!last.isEmpty()) {
        records.add(
            new Base(version, new Hlc(version, 0), last, false, Collections.emptySortedMap()));
      }
    }

    private String decide(MutationId id, String last) {
      undecided.remove(id);
      int luck = random.nextInt(5);
      String changer = last;
      if (luck > 1) {
        version++;
        effects.put(id, version);
        changer = id.value();
      }
      var state = luck == 0 ? MutationState.FAILED : MutationState.APPLIED;
      outcomes.add(new Reply(id, new Verdict(state, null, null, version)));
      return changer;
    }

    private void deliverOutcome() {
      Reply reply = outcomes.poll();
      if (reply != null) {
        shadow = shadow.answered(reply.id(), reply.verdict());
        if (reply.verdict().state() == MutationState.FAILED) {
          failedAndTold.add(reply.id());
        }
      }
    }

    private void deliverRecord() {
      Base record = records.poll();
      if (record != null) {
        shadow = shadow.received(record);
      }
    }

    private void check() {
      Base base = shadow.base();
      long baseVersion = base == null ? 0 : base.version();
      effects.forEach((id, made) ->
          assertThat(isOnTop(id))
              .as("seed %d: %s made version %d, base %d", seed, id, made, baseVersion)
              .isEqualTo(made > baseVersion));
      undecided.forEach(id -> assertThat(isOnTop(id)).as("seed %d: %s", seed, id).isTrue());
      failedAndTold.forEach(id -> assertThat(isOnTop(id)).as("seed %d: %s", seed, id).isFalse());
    }

    private boolean isOnTop(MutationId id) {
      return shadow.flights().stream()
          .anyMatch(flight -> flight.id().equals(id) && flight.phase() != Phase.IN_BASE);
    }
  }
}
