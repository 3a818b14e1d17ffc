package ai.valeo.erp.tributary.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.topology.store.EntityStore;
import ai.valeo.erp.tributary.topology.store.ExpiryStore;
import ai.valeo.erp.tributary.topology.store.SequenceStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the released version wrote to its changelogs, the present one carries on from. {@code
 * -Dreleased.state.update=true} keeps the rows of the present version: at a release, not to make
 * this test pass.
 */
final class StateUpgradeTest {
  private static final Path ROWS = Path.of("src/test/resources/released/state.txt");
  private static final List<String> STORES =
      List.of(EntityStore.NAME, SequenceStore.NAME, ExpiryStore.NAME);
  private static final String GONE = "P2@BERLIN";

  @Test
  void shouldCarryOnFromTheStateOfTheReleasedVersion(@TempDir Path one, @TempDir Path other)
      throws IOException {
    // given what would come without an upgrade between
    List<Outcome> expected;
    List<String> expectedRows;
    try (var harness = new TopologyHarness(one)) {
      before(harness);
      if (Boolean.getBoolean("released.state.update")) {
        keep(harness);
      }
      expected = harness.decide(after());
      expectedRows = entities(harness);
      assertThat(harness.conflicts()).isNotEmpty();
    }
    assertThat(expected)
        .hasSize(4)
        .extracting(Outcome::getState)
        .contains(OutcomeState.APPLIED, OutcomeState.FAILED);

    // when the present version finds the rows of the released one
    try (var harness = new TopologyHarness(other)) {
      load(harness);
      List<Outcome> outcomes = harness.decide(after());

      // then
      assertThat(outcomes)
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields(
              "batch", "place", "decidedAtMs", "SCHEMA$", "MODEL$")
          .isEqualTo(expected);
      assertThat(entities(harness)).isEqualTo(expectedRows);
      assertThat(harness.conflicts()).hasSize(1);
    }
  }

  /** A live item with a ledger, stamps of two nodes and a lost change; another that is deleted. */
  private static void before(TopologyHarness harness) {
    harness.decide(
        Mutations.create("berlin", 1, 5).build(),
        Mutations.add("berlin", 2, 2).build(),
        Mutations.add("hamburg", 1, 3).build(),
        Mutations.create("berlin", 4, 1).setEntityId(GONE).build());
    harness.decide(
        Mutations.shelve("berlin", 3, "A1").build(),
        Mutations.delete("berlin", 5).setEntityId(GONE).build());
    entities(harness);
    harness.conflicts();
  }

  private static Mutation[] after() {
    return new Mutation[] {
      Mutations.add("berlin", 2, 2).build(), // a duplicate: no answer
      Mutations.add("hamburg", 2, 10).build(),
      Mutations.shelve("hamburg", 3, "B2").build(), // has not seen A1: a conflict
      Mutations.add("hamburg", 4, -1000).build(), // more than there is
      Mutations.add("berlin", 6, 1).setBaseVersion(2).setEntityId(GONE).build(),
    };
  }

  /** Keys and values, without the schema ids of this registry. */
  private static List<String> entities(TopologyHarness harness) {
    EntityType type = Objects.requireNonNull(harness.types().type(Mutations.TYPE));
    return harness.records(harness.topics().entities(type)).stream()
        .map(row -> row.key() + ' ' + (row.value() == null ? "-" : text(withoutId(row.value()))))
        .toList();
  }

  private static byte[] withoutId(byte[] framed) {
    return Arrays.copyOfRange(framed, 5, framed.length);
  }

  private static void keep(TopologyHarness harness) throws IOException {
    var lines = new ArrayList<String>();
    harness.pass(Duration.ofSeconds(1)); // so that all is committed
    for (String store : STORES) {
      var output =
          harness
              .driver()
              .createOutputTopic(
                  "harness-" + store + "-changelog",
                  new ByteArrayDeserializer(),
                  new ByteArrayDeserializer());
      for (TestRecord<byte[], byte[]> row : output.readRecordsToList()) {
        lines.add(store + ' ' + text(row.key()) + ' ' + text(row.value()));
      }
    }
    Files.createDirectories(ROWS.getParent());
    Files.write(ROWS, lines);
  }

  private static String text(byte[] bytes) {
    return bytes == null ? "-" : Base64.getEncoder().encodeToString(bytes);
  }

  private static void load(TopologyHarness harness) throws IOException {
    for (String line : Files.readAllLines(ROWS)) {
      String[] parts = line.split(" ", 3);
      byte[] key = Base64.getDecoder().decode(parts[1]);
      byte[] value = parts[2].equals("-") ? null : Base64.getDecoder().decode(parts[2]);
      if (parts[0].equals(SequenceStore.NAME)) {
        SequenceStore sequences = (SequenceStore) harness.driver().getStateStore(parts[0]);
        String node = new String(key, StandardCharsets.UTF_8);
        sequences.put(node, SequenceStore.decode(value));
      } else {
        KeyValueStore<Bytes, byte[]> rows = harness.driver().getKeyValueStore(parts[0]);
        rows.put(Bytes.wrap(key), value);
      }
    }
  }
}
