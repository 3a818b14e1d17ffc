package ai.valeo.erp.tributary.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.ConflictState;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.avro.Resolution;
import ai.valeo.erp.tributary.schemas.avro.Ruling;
import ai.valeo.erp.tributary.topology.convert.AuditHash;
import ai.valeo.erp.tributary.topology.convert.Decoded;
import ai.valeo.erp.tributary.topology.convert.OutputEncoder;
import ai.valeo.erp.tributary.topology.core.MergeContext;
import ai.valeo.erp.tributary.topology.core.MergeCore;
import ai.valeo.erp.tributary.topology.core.Merged;
import ai.valeo.erp.tributary.topology.core.Ruled;
import ai.valeo.erp.tributary.topology.core.RulingMerge;
import ai.valeo.erp.tributary.topology.core.decision.AuditFacts;
import ai.valeo.erp.tributary.topology.core.decision.ConflictFacts;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.intake.IntakeRules;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import ai.valeo.erp.tributary.topology.core.intake.Verdict;
import ai.valeo.erp.tributary.topology.core.ruling.ReceivedRuling;
import ai.valeo.erp.tributary.topology.core.ruling.RulingRules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Mutations and persons' rulings, decided again by the core alone in the order that the outcomes
 * record, give the same bytes (R16); every mutation that waited ends once (R15).
 */
final class RecordedRulingsTest {

  private static final int WINDOWS = 40;

  private final Map<String, Received> mutations = new HashMap<>();
  private final Map<String, ReceivedRuling> rulings = new HashMap<>();
  private final Map<String, Conflict> open = new LinkedHashMap<>();
  private long version;

  /** What a run publishes, as bytes. */
  private static final class Run {
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<String> bytes = new ArrayList<>();
    private final List<String> audit = new ArrayList<>();
    private final List<String> conflicts = new ArrayList<>();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldDecideTheSameInTheRecordedOrder(long seed, @TempDir Path folder) {
    try (var harness = new TopologyHarness(folder)) {
      // given
      Run run = run(new Random(seed), harness);
      assertThat(run.outcomes)
          .anyMatch(outcome -> isRuling(outcome, OutcomeState.APPLIED))
          .anyMatch(outcome -> isRuling(outcome, OutcomeState.FAILED));

      // when the outcomes, read in whatever order, are put into the recorded one
      List<Outcome> recorded = new ArrayList<>(run.outcomes);
      Collections.shuffle(recorded, new Random(seed));
      recorded.sort(RECORDED_ORDER);
      Run replayed = replay(recorded, harness);

      // then
      assertThat(replayed.bytes).isEqualTo(run.bytes);
      assertThat(replayed.audit).isEqualTo(run.audit);
      assertThat(replayed.conflicts).isEqualTo(run.conflicts);
      checkEndings(run);
    }
  }

  private static boolean isRuling(Outcome outcome, OutcomeState state) {
    return outcome.getEdgeNodeId().equals("central") && outcome.getState() == state;
  }

  /** Whatever waits either still does, or has ended exactly once. */
  private void checkEndings(Run run) {
    var last = new LinkedHashMap<String, List<OutcomeState>>();
    for (Outcome outcome : run.outcomes) {
      last.computeIfAbsent(outcome.getMutationId(), id -> new ArrayList<>())
          .add(outcome.getState());
    }
    List<String> waiting = open.values().stream().map(Conflict::getMutationId).toList();
    last.forEach((id, states) -> {
      boolean waits = states.getFirst() == OutcomeState.CONFLICT;
      assertThat(states).as(id).hasSize(waits && !waiting.contains(id) ? 2 : 1);
      assertThat(states.getLast() == OutcomeState.CONFLICT).as(id).isEqualTo(waiting.contains(id));
    });
  }

  private Run run(Random random, TopologyHarness harness) {
    var run = new Run();
    long[] sequences = new long[4];
    for (int window = 0; window < WINDOWS; window++) {
      int size = random.nextInt(4);
      for (int i = 0; i < size; i++) {
        send(mutation(random, sequences), harness);
        harness.comeLater(Duration.ofMillis(random.nextInt(50)));
      }
      int ruled = random.nextInt(3);
      for (int i = 0; i < ruled && !open.isEmpty(); i++) {
        rule(random, "r" + window + "." + i, harness);
      }
      harness.closeWindow();
      collect(run, harness);
    }
    return run;
  }

  private void send(Mutation mutation, TopologyHarness harness) {
    byte[] value = harness.encode(mutation);
    if (harness.wire().decoder().decode(value) instanceof Decoded.Legible(var facts)
        && IntakeRules.check(facts, harness.types()::type) instanceof Verdict.Accepted(var exact)) {
      mutations.put(mutation.getId(), new Received(exact, harness.nowMs(), 0, 0));
    }
    harness.send(mutation);
  }

  private void rule(Random random, String id, TopologyHarness harness) {
    List<String> ids = List.copyOf(open.keySet());
    Ruling kind = Ruling.values()[random.nextInt(3)];
    Resolution.Builder ruling =
        Customers.ruling(id, kind, ids.get(random.nextInt(ids.size())), version)
            .setHlcMs(Instant.ofEpochMilli(harness.nowMs()));
    if (kind == Ruling.MERGE) {
      ruling.setChanges(List.of(Customers.limit(random.nextInt(4))));
    }
    Resolution resolution = ruling.build();
    byte[] value = harness.encode(resolution);
    if (harness.wire().rulings().decode(value) instanceof Decoded.OnConflict(var facts)
        && RulingRules.check(facts, harness.types()::type)
            instanceof RulingRules.Sound(var exact)) {
      rulings.put(id, new ReceivedRuling(exact, harness.nowMs(), 0, 0));
    }
    harness.send(resolution);
  }

  private void collect(Run run, TopologyHarness harness) {
    for (var record : harness.records(harness.topics().outcomes())) {
      Outcome outcome = harness.outcome(record.value());
      run.outcomes.add(outcome);
      run.bytes.add(hex(record.value()));
      version = Math.max(version, outcome.getVersion());
    }
    harness.auditValues().forEach(entry -> run.audit.add(hex(entry)));
    for (Conflict conflict : harness.conflicts()) {
      run.conflicts.add(conflict.toString());
      if (conflict.getState() == ConflictState.OPEN) {
        open.put(conflict.getId(), conflict);
      } else {
        open.remove(conflict.getId());
      }
    }
  }

  private Mutation mutation(Random random, long[] sequences) {
    int node = random.nextInt(sequences.length);
    long sequence = ++sequences[node];
    String name = "node" + node;
    Mutation.Builder mutation =
        switch (random.nextInt(8)) {
          case 0 -> Customers.create(name, sequence);
          case 1 -> Customers.delete(name, sequence);
          default -> Customers.credit(name, sequence, random.nextInt(4));
        };
    return mutation
        .setBaseVersion(Math.max(0, version - random.nextInt(3)))
        .setHlcMs(TopologyHarness.START.plusMillis(10 * sequence + node))
        .build();
  }

  /** By offset; rulings, by their own offset, before the numbered batches; then by place. */
  private static final Comparator<Outcome> RECORDED_ORDER =
      Comparator.comparing((Outcome outcome) -> Long.valueOf(part(outcome, 1)))
          .thenComparing(outcome -> part(outcome, 2).startsWith("r") ? 0 : 1)
          .thenComparing(outcome -> Long.valueOf(part(outcome, 2).replace("r", "")))
          .thenComparing(Outcome::getPlace);

  private static String part(Outcome outcome, int number) {
    return outcome.getBatch().split("-", -1)[number];
  }

  private Run replay(List<Outcome> recorded, TopologyHarness harness) {
    var run = new Run();
    OutputEncoder encoder = harness.wire().encoder();
    EntityState state = null;
    for (Outcome outcome : recorded) {
      var context =
          MergeContext.of(harness.types()::type, outcome.getPolicyVersion(), outcome.getBatch());
      ReceivedRuling ruling = rulings.get(outcome.getMutationId());
      if (ruling != null) {
        Ruled ruled = RulingMerge.rule(state, ruling, context);
        run.bytes.add(hex(encoder.outcome(ruled.outcome(), 0)));
        for (int i = 0; i < ruled.ended().size(); i++) {
          run.bytes.add(hex(encoder.outcome(ruled.ended().get(i), i + 1)));
          note(run, ruled.conflicts().get(i), harness);
        }
        state = sealed(run, ruled.next(), ruled.audit(), encoder);
      } else if (!part(outcome, 2).startsWith("r")) {
        Received received = mutations.get(outcome.getMutationId());
        Merged merged = MergeCore.merge(state, received, context);
        run.bytes.add(hex(encoder.outcome(merged.outcome(), outcome.getPlace())));
        if (merged.conflict() != null) {
          note(run, merged.conflict(), harness);
        }
        state = sealed(run, merged.next(), merged.audit(), encoder);
      }
    }
    return run;
  }

  private static void note(Run run, ConflictFacts facts, TopologyHarness harness) {
    run.conflicts.add(harness.conflict(harness.wire().encoder().conflict(facts)).toString());
  }

  private static @Nullable EntityState sealed(
      Run run, @Nullable EntityState next, @Nullable AuditFacts audit, OutputEncoder encoder) {
    if (next == null || audit == null) {
      return next;
    }
    byte[] entry = encoder.audit(audit);
    run.audit.add(hex(entry));
    return next.withAudit(audit.number(), AuditHash.of(entry));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
