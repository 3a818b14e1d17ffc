package ai.valeo.erp.tributary.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same log in the same windows gives the same records, byte for byte (R16). */
final class ReplayTest {

  private static final int WINDOWS = 12;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldWriteTheSameBytesAgain(long seed, @TempDir Path one, @TempDir Path other) {
    // when
    List<String> first = run(seed, one);
    List<String> second = run(seed, other);

    // then
    assertThat(first).hasSizeGreaterThan(WINDOWS);
    assertThat(second).isEqualTo(first);
  }

  private static List<String> run(long seed, Path folder) {
    var random = new Random(seed);
    long[] sequences = new long[4];
    try (var harness = new TopologyHarness(folder)) {
      for (int window = 0; window < WINDOWS; window++) {
        int size = 1 + random.nextInt(20);
        for (int i = 0; i < size; i++) {
          harness.send(mutation(random, sequences));
        }
        harness.closeWindow();
      }
      return everything(harness);
    }
  }

  private static Mutation mutation(Random random, long[] sequences) {
    int node = random.nextInt(sequences.length);
    String name = "node" + node;
    long sequence = ++sequences[node];
    Mutation.Builder mutation =
        switch (random.nextInt(6)) {
          case 0, 1 -> Mutations.create(name, sequence, random.nextInt(50));
          case 2, 3 -> Mutations.add(name, sequence, random.nextInt(20) - 10);
          case 4 -> Mutations.shelve(name, sequence, "S" + random.nextInt(9));
          default -> Mutations.delete(name, sequence);
        };
    return mutation
        .setEntityId("P" + random.nextInt(3) + "@W")
        .setBaseVersion(random.nextInt(5))
        .setPriority(1 + random.nextInt(11))
        .build();
  }

  private static List<String> everything(TopologyHarness harness) {
    Topics topics = harness.topics();
    var all = new ArrayList<String>();
    for (String topic :
        List.of(
            topics.outcomes(),
            topics.conflicts(),
            topics.audit(),
            topics.quarantine(),
            "tributary.entities.inventory-item.v1")) {
      for (TestRecord<String, byte[]> record : harness.records(topic)) {
        all.add(topic + ' ' + text(record));
      }
    }
    return all;
  }

  private static String text(TestRecord<String, byte[]> record) {
    String value = record.value() == null ? "-" : HexFormat.of().formatHex(record.value());
    return record.key() + ' ' + record.timestamp() + ' ' + record.headers() + ' ' + value;
  }
}
