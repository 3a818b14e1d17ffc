package ai.valeo.erp.tributary.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.KilledChild;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.PublishNumber;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.StoreCheck;
import ai.valeo.erp.tributary.edge.store.StoreSettings;
import ai.valeo.erp.tributary.edge.store.Tables;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a program with SIGKILL at seeded points, again and again on the same store, and compares
 * what it had been told with what is there. More rounds: {@code -Dtributary.crash.rounds=200}.
 */
class CaptureCrashIT {

  private static final int ROUNDS = Integer.getInteger("tributary.crash.rounds", 4);
  private static final long SEED = Long.getLong("tributary.crash.seed", 20_261_121L);

  @TempDir Path folder;

  private final Map<String, String> captured = new HashMap<>();
  private final Map<Long, String> given = new HashMap<>();
  private final Set<Long> answered = new HashSet<>();
  private Hlc lastHlc = Hlc.ZERO;
  private int nextKey;
  private int backups;

  @Test
  void shouldLoseNothingAndDoubleNothingWhenKilled() throws Exception {
    var random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      // when
      runUntilKilled(random.nextLong(), random.nextInt(600));

      // then
      try (EdgeStore store = EdgeStore.open(settings())) {
        store.read(tables -> check("seed " + SEED + " after " + captured.size(), tables));
      }
      checkBackup();
    }
    assertThat(captured.size() + given.size()).as("anything was done").isPositive();
  }

  private void runUntilKilled(long seed, int lines) throws IOException, InterruptedException {
    var arguments =
        List.of(settings().file().toString(), Long.toString(seed), Integer.toString(nextKey));
    KilledChild.run(CrashingApp.class, arguments, lines, this::note);
    nextKey++; // the last one may or may not have been captured
  }

  private void note(String line) {
    String[] words = line.split(" ");
    switch (words[0]) {
      case "C" -> {
        captured.put(words[1], words[2]);
        nextKey = Integer.parseInt(words[1].substring(1)) + 1;
        String[] hlc = words[3].split("/");
        lastHlc = lastHlc.merge(new Hlc(Long.parseLong(hlc[0]), Integer.parseInt(hlc[1])));
      }
      case "S" -> assertThat(given.put(Long.parseLong(words[1]), words[2])).isNull();
      case "A" -> {
        given.putIfAbsent(Long.parseLong(words[1]), words[2]);
        assertThat(answered.add(Long.parseLong(words[1]))).isTrue();
      }
      case "F" -> { // settled, and killed before it could say so
        given.putIfAbsent(Long.parseLong(words[1]), words[2]);
        answered.add(Long.parseLong(words[1]));
      }
      case "B" -> backups++;
      default -> assertThat(line).isEqualTo("R ready");
    }
  }

  private boolean check(String label, Tables tables) {
    captured.forEach((key, id) ->
        assertThat(tables.idempotency().get(key).orElseThrow().id().value())
            .as(label)
            .isEqualTo(id));
    List<OutboxEntry> waiting = tables.outbox().open(1_000_000);
    Set<String> open = new HashSet<>();
    Set<Long> sequences = new HashSet<>();
    for (OutboxEntry entry : waiting) {
      assertThat(open.add(entry.mutation().id().value())).as(label).isTrue();
      if (entry.sequence() > 0) {
        assertThat(sequences.add(entry.sequence())).as(label).isTrue();
        assertThat(given.getOrDefault(entry.sequence(), entry.mutation().id().value()))
            .as(label)
            .isEqualTo(entry.mutation().id().value());
      }
    }
    Map<String, Long> ended = new HashMap<>();
    tables
        .attention()
        .open(1_000_000)
        .forEach(item -> ended.put(item.mutation().id().value(), item.sequence()));
    tables
        .settled()
        .latest(1_000_000)
        .forEach(item -> ended.put(item.id().value(), item.sequence()));
    Map<String, Long> numbers = new HashMap<>();
    given.forEach((sequence, id) -> numbers.put(id, sequence));
    for (String id : captured.values()) {
      boolean isForgotten = answered.contains(numbers.getOrDefault(id, 0L));
      assertThat(open.contains(id)).as(label).isNotEqualTo(ended.containsKey(id) || isForgotten);
    }
    answered.forEach(sequence -> assertThat(sequences).as(label).doesNotContain(sequence));
    sequences.addAll(ended.values());
    sequences.addAll(answered);
    checkWithoutGaps(label, sequences);
    long last = tables.node().sequence();
    assertThat(sequences).as(label).allMatch(sequence -> sequence <= last);
    assertThat(given.keySet()).as(label).allMatch(sequence -> sequence <= last);
    assertThat(tables.node().hlc()).as(label).isGreaterThanOrEqualTo(lastHlc);
    return true;
  }

  /** Every incarnation has given 1, 2, 3 and so on. */
  private static void checkWithoutGaps(String label, Set<Long> sequences) {
    Map<Integer, Set<Long>> byIncarnation = new HashMap<>();
    for (long packed : sequences) {
      PublishNumber number = PublishNumber.of(packed);
      byIncarnation
          .computeIfAbsent(number.incarnation(), key -> new HashSet<>())
          .add(number.sequence());
    }
    byIncarnation.forEach((incarnation, numbers) ->
        assertThat(Collections.max(numbers))
            .as(label + ", incarnation " + incarnation)
            .isEqualTo(numbers.size()));
  }

  /** The last whole one opens, is sound and knows that it is a copy. */
  private void checkBackup() {
    Path backup = folder.resolve("backup.db");
    if (backups == 0 || !Files.exists(backup)) {
      return;
    }
    var copy = new StoreSettings(backup, settings().node());
    assertThat(StoreCheck.full(copy)).isEmpty();
    try (EdgeStore store = EdgeStore.open(copy)) {
      String doubt = store.read(tables -> String.valueOf(tables.lineage().get().doubt()));
      assertThat(doubt).contains("restored from a backup");
    }
  }

  private StoreSettings settings() {
    return new StoreSettings(folder.resolve("edge.db"), new EdgeNodeId("crashing"));
  }
}
