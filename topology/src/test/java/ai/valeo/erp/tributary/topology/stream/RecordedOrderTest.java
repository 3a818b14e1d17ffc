package ai.valeo.erp.tributary.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.topology.convert.AuditHash;
import ai.valeo.erp.tributary.topology.convert.Decoded;
import ai.valeo.erp.tributary.topology.convert.OutputEncoder;
import ai.valeo.erp.tributary.topology.core.MergeContext;
import ai.valeo.erp.tributary.topology.core.MergeCore;
import ai.valeo.erp.tributary.topology.core.Merged;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import ai.valeo.erp.tributary.topology.core.intake.Verdict;
import ai.valeo.erp.tributary.topology.core.ordering.WindowOrder;
import ai.valeo.erp.tributary.topology.store.Arrival;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the outcomes record of batches and places is enough to decide a log again, byte for byte, by
 * the core alone: nothing else of the windows, of waiting or of batch sizes is known (R16).
 */
final class RecordedOrderTest {

  private static final int WINDOWS = 10;
  private static final String ITEMS = "tributary.entities.inventory-item.v1";

  /** The log: what was received, by mutation id. */
  private final Map<String, Received> log = new LinkedHashMap<>();

  /** An outcome as it was published. */
  private record Published(Outcome outcome, String bytes) {}

  /** What a run has published. */
  private record Run(List<Published> outcomes, List<String> audit, Map<String, String> items) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldDecideTheSameInTheRecordedOrder(long seed, @TempDir Path folder) {
    try (var harness = new TopologyHarness(folder)) {
      // given a run in which some have waited so long that they went first
      Run run = run(new Random(seed), harness);
      assertThat(haveOvertaken(run, harness)).as("seed %s", seed).isTrue();

      // when the outcomes, read in whatever order, are put into the recorded one
      List<Published> recorded = new ArrayList<>(run.outcomes());
      Collections.shuffle(recorded, new Random(seed));
      recorded.removeIf(published -> published.outcome().getPlace() < 0);
      recorded.sort(Comparator.comparing(Published::outcome, recordedOrder()));

      // then
      assertThat(replay(recorded, harness.wire().encoder(), harness))
          .isEqualTo(new Run(recorded, run.audit(), run.items()));
    }
  }

  private Run run(Random random, TopologyHarness harness) {
    long[] sequences = new long[4];
    var soundness = new Soundness(harness.types()::type, new Placement(1));
    for (int window = 0; window < WINDOWS; window++) {
      int size = 2 + random.nextInt(12);
      for (int i = 0; i < size; i++) {
        Mutation mutation = mutation(random, sequences);
        long atMs = harness.nowMs();
        harness.send(mutation);
        note(mutation, atMs, soundness, harness);
        harness.comeLater(Duration.ofMillis(random.nextInt(600)));
      }
      harness.closeWindow();
    }
    return published(harness);
  }

  private void note(Mutation mutation, long atMs, Soundness soundness, TopologyHarness harness) {
    byte[] value = harness.encode(mutation);
    var trace = new Arrival.Trace(null, null);
    String key = mutation.getEntityType() + ':' + mutation.getEntityId();
    var arrival = new Arrival(log.size(), atMs, key.getBytes(StandardCharsets.UTF_8), value, trace);
    if (harness.wire().decoder().decode(value) instanceof Decoded.Legible(MutationFacts facts)
        && soundness.check(facts, arrival, 0) instanceof Verdict.Accepted(MutationFacts exact)) {
      log.put(mutation.getId(), new Received(exact, atMs, 0, log.size()));
    }
  }

  private static Mutation mutation(Random random, long[] sequences) {
    int node = random.nextInt(sequences.length);
    String name = "node" + node;
    long sequence = ++sequences[node];
    Mutation.Builder mutation =
        switch (random.nextInt(5)) {
          case 0 -> Mutations.create(name, sequence, random.nextInt(50));
          case 1, 2 -> Mutations.add(name, sequence, random.nextInt(20) - 5);
          default -> Mutations.shelve(name, sequence, "S" + random.nextInt(9));
        };
    return mutation
        .setEntityId("P" + random.nextInt(2) + "@W")
        .setBaseVersion(random.nextInt(5))
        .setPriority(1 + random.nextInt(11))
        .build();
  }

  private static Run published(TopologyHarness harness) {
    List<Published> outcomes =
        harness.records(harness.topics().outcomes()).stream()
            .map(record -> new Published(harness.outcome(record.value()), hex(record.value())))
            .toList();
    var items = new HashMap<String, String>();
    for (TestRecord<String, byte[]> record : harness.records(ITEMS)) {
      items.put(record.key(), hex(record.value()));
    }
    return new Run(
        outcomes, harness.auditValues().stream().map(RecordedOrderTest::hex).toList(), items);
  }

  /** Whether R10 without waiting would have decided some window in another order. */
  private boolean haveOvertaken(Run run, TopologyHarness harness) {
    Map<String, List<Received>> windows = new HashMap<>();
    for (Published published : run.outcomes()) {
      String batch = published.outcome().getBatch();
      if (!batch.isEmpty()) {
        windows
            .computeIfAbsent(batch.substring(0, batch.lastIndexOf('-')), name -> new ArrayList<>())
            .add(log.get(published.outcome().getMutationId()));
      }
    }
    var nobodyWaits = new WindowOrder.Patience(0, Long.MAX_VALUE);
    return windows.values().stream()
        .anyMatch(
            window -> !WindowOrder.sort(window, harness.types()::type, nobodyWaits).equals(window));
  }

  /** By the offset of the window, the batch within it, the place within that. */
  private static Comparator<Outcome> recordedOrder() {
    return Comparator.comparing((Outcome outcome) -> numbers(outcome)[1])
        .thenComparing(outcome -> numbers(outcome)[2])
        .thenComparing(Outcome::getPlace);
  }

  private static Long[] numbers(Outcome outcome) {
    String[] parts = outcome.getBatch().split("-", -1);
    return new Long[] {Long.valueOf(parts[0]), Long.valueOf(parts[1]), Long.valueOf(parts[2])};
  }

  private Run replay(List<Published> recorded, OutputEncoder encoder, TopologyHarness harness) {
    Map<EntityKey, EntityState> states = new HashMap<>();
    var outcomes = new ArrayList<Published>();
    var audit = new ArrayList<String>();
    var items = new HashMap<String, String>();
    for (Published published : recorded) {
      Outcome outcome = published.outcome();
      Received received = log.get(outcome.getMutationId());
      EntityKey key = received.mutation().key();
      EntityState before = states.get(key);
      var context =
          MergeContext.of(harness.types()::type, outcome.getPolicyVersion(), outcome.getBatch());
      Merged merged = MergeCore.merge(before, received, context);
      EntityState next = merged.next();
      if (merged.audit() != null) {
        byte[] entry = encoder.audit(merged.audit());
        audit.add(hex(entry));
        next = next.withAudit(merged.audit().number(), AuditHash.of(entry));
      }
      byte[] value = encoder.outcome(merged.outcome(), outcome.getPlace());
      outcomes.add(new Published(harness.outcome(value), hex(value)));
      if (next != null) {
        states.put(key, next);
        items.put(key.toString(), hex(encoder.entity(next)));
      }
    }
    return new Run(outcomes, audit, items);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
