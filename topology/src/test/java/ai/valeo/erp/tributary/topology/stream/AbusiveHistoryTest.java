package ai.valeo.erp.tributary.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.Limits;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.serde.ChangeConversion;
import ai.valeo.erp.tributary.topology.store.EntityStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An entity can be small and what its merging must remember large: elements that were removed stay
 * remembered for the horizon, and so do additions. Whoever drives that to the limit is refused.
 */
final class AbusiveHistoryTest {

  /** What a row's topic takes, key and the log's own included. */
  private static final int CHANGELOG_BYTES = 16 << 20;

  private static final int PAGES = 14;
  private static final int REPLACED_A_WINDOW = 6;
  private static final int STEPS = Integer.getInteger("abuse.steps", 8);
  private static final long SEED = Long.getLong("abuse.seed", 2);

  private static final String ALBUM =
      """
      {"type": "record", "name": "Album", "namespace": "ai.valeo.erp.tributary.entity",
       "doc": "A type with a long memory.", "fields": [
        {"name": "id", "type": "string", "meta": "id", "doc": "Identity."},
        {"name": "version", "type": "long", "meta": "version", "doc": "Version."},
        {"name": "updatedAt", "type": {"type": "long", "logicalType": "timestamp-millis"},
         "meta": "hlcMs", "doc": "Clock."},
        {"name": "updatedCounter", "type": "int", "meta": "hlcCounter", "doc": "Clock."},
        {"name": "updatedBy", "type": "string", "meta": "mutationId", "doc": "Mutation."},
        {"name": "pages", "type": {"type": "array", "items": "string"}, "default": [],
         "merge": "set", "doc": "Texts."},
        {"name": "views", "type": "long", "default": 0, "merge": "counter", "doc": "Counter."}]}
      """;

  @TempDir private Path folder;

  private final long[] sequences = new long[4];
  private long version;
  private int written;

  private TopologyHarness harness() {
    EntityTypes types = EntityTypes.of(List.of(new Schema.Parser().parse(ALBUM)));
    return new TopologyHarness(folder, types, EmbeddedRegistry.inMemory());
  }

  @Test
  void shouldRefuseByNameWhatMakesTheStateTooLarge() {
    try (var harness = harness()) {
      // given an album whose pages are all replaced again and again
      Outcome refused = fill(harness);

      // then
      assertThat(refused.getReason()).isEqualTo("LIMIT");
      assertThat(refused.getMessage()).startsWith("state of the entity: ").contains("at most");
      assertThat(largestRow(harness)).isBetween(CHANGELOG_BYTES / 2, CHANGELOG_BYTES);
      assertThat(harness.records(harness.topics().quarantine())).isNotEmpty();

      // and whatever else comes is taken or refused by name, and what fits is taken
      shouldNeverWriteARowThatTheLogRefuses(harness);
      Outcome fits = last(decide(harness, mutation(1, version, viewed())));
      assertThat(fits.getState()).isEqualTo(OutcomeState.APPLIED);
    }
  }

  /** Replaces all pages until that is refused; returns the refusal. */
  private Outcome fill(TopologyHarness harness) {
    List<Outcome> outcomes;
    do {
      var window = new ArrayList<Mutation>();
      while (window.size() < REPLACED_A_WINDOW) {
        window.add(mutation(0, Math.max(version, window.size()), replaced(PAGES)));
      }
      outcomes = decide(harness, window.toArray(Mutation[]::new));
    } while (last(outcomes).getState() == OutcomeState.APPLIED);
    return last(outcomes);
  }

  private void shouldNeverWriteARowThatTheLogRefuses(TopologyHarness harness) {
    var random = new Random(SEED);
    for (int i = 0; i < STEPS; i++) {
      // given two mutations of any nodes, with what they may or may not have seen
      Mutation one = any(random);
      Mutation other = any(random);

      // when
      List<Outcome> outcomes = decide(harness, one, other);

      // then
      assertThat(outcomes)
          .as("seed %s, step %s", SEED, i)
          .hasSize(2)
          .allMatch(outcome ->
              outcome.getState() == OutcomeState.APPLIED || "LIMIT".equals(outcome.getReason()));
      assertThat(largestRow(harness)).isLessThan(CHANGELOG_BYTES);
    }
  }

  private Mutation any(Random random) {
    int node = random.nextInt(sequences.length);
    long base = random.nextInt(3) == 0 ? Math.max(0, version - random.nextInt(5)) : version;
    return switch (random.nextInt(5)) {
      case 0 -> mutation(node, base, inserted(1 + random.nextInt(3)));
      case 1 -> mutation(node, base, viewed());
      default -> mutation(node, base, replaced(1 + random.nextInt(PAGES)));
    };
  }

  private List<Outcome> decide(TopologyHarness harness, Mutation... mutations) {
    List<Outcome> outcomes = harness.decide(mutations);
    outcomes.forEach(outcome -> version = Math.max(version, outcome.getVersion()));
    return outcomes;
  }

  private Mutation mutation(int node, long base, List<Change> changes) {
    long sequence = ++sequences[node];
    return Mutations.of("n" + node, sequence, base == 0 ? Operation.CREATE : Operation.UPDATE)
        .setEntityType("Album")
        .setBaseVersion(base)
        .setHlcMs(TopologyHarness.START.plusMillis(version))
        .setChanges(ChangeConversion.toAvro(changes))
        .build();
  }

  /** Pages that have never been there, of the largest size. */
  private List<Value> pages(int count) {
    var pages = new ArrayList<Value>();
    for (int page = 0; page < count; page++) {
      String text = ++written + "-";
      pages.add(Value.of(text + "x".repeat(Limits.MAX_TEXT_CHARS - text.length())));
    }
    return pages;
  }

  private List<Change> replaced(int count) {
    return List.of(Change.set("pages", Value.of(pages(count))));
  }

  private List<Change> inserted(int count) {
    return pages(count).stream().map(page -> Change.insert("pages", page)).toList();
  }

  private static List<Change> viewed() {
    return List.of(Change.add("views", 1));
  }

  private static Outcome last(List<Outcome> outcomes) {
    return outcomes.get(outcomes.size() - 1);
  }

  private static int largestRow(TopologyHarness harness) {
    KeyValueStore<Bytes, byte[]> rows = harness.driver().getKeyValueStore(EntityStore.NAME);
    byte[] row = rows.get(Bytes.wrap(("Album:" + Mutations.ITEM).getBytes(StandardCharsets.UTF_8)));
    return row == null ? 0 : row.length;
  }
}
