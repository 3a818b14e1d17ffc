package ai.valeo.erp.tributary.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.topology.store.ExpiryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a window decides rests on the times of its mutations, and old things go in time. */
final class HorizonTest {

  private TopologyHarness harness;
  private Duration horizon;

  @BeforeEach
  void start(@TempDir Path folder) {
    harness = new TopologyHarness(folder);
    horizon = Objects.requireNonNull(harness.types().type(Mutations.TYPE)).horizon();
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  @Test
  void shouldForgetIdentitiesAsFastAsTheyCome() {
    // given
    sendWithoutSequence(0, 500);
    harness.closeWindow();
    assertThat(remembered()).isEqualTo(2 * 500);

    // when
    harness.pass(horizon.plusSeconds(1));
    sendWithoutSequence(500, 200);
    harness.closeWindow();

    // then
    assertThat(remembered()).isEqualTo(2 * 200);
  }

  private void sendWithoutSequence(int from, int count) {
    for (int i = from; i < from + count; i++) {
      harness.send(
          Mutations.create("n", 1 + i, 1).setSequence(0).setFloor(0).setEntityId("E" + i).build());
    }
  }

  /** Rows: one by id and one by time for each thing. */
  private int remembered() {
    KeyValueStore<Bytes, byte[]> rows = harness.driver().getKeyValueStore(ExpiryStore.NAME);
    int size = 0;
    try (var all = rows.all()) {
      while (all.hasNext()) {
        all.next();
        size++;
      }
    }
    return size;
  }

  @Test
  void shouldOrderByTheTimesOfWhatIsDecidedOnly() {
    // given two mutations, neither of which has waited for long
    Mutation before = Mutations.create("n", 1, 1).setEntityId("E0").build();
    harness.decide(before);
    harness.send(Mutations.create("n", 2, 1).setPriority(1).setEntityId("E1").build());
    harness.comeLater(Duration.ofMillis(800));
    harness.send(Mutations.create("n", 3, 1).setPriority(9).setEntityId("E2").build());

    // when a duplicate comes much later, of which no decision tells
    harness.comeLater(Duration.ofMillis(800));
    harness.send(before);
    harness.closeWindow();

    // then
    assertThat(harness.outcomes()).extracting(Outcome::getSequence).containsExactly(3L, 2L);
  }

  @Test
  void shouldForgetADeletedEntityByTheTimeOfEachMutation() {
    // given
    harness.decide(Mutations.create("n", 1, 1).build(), Mutations.delete("n", 2).build());

    // when
    harness.pass(horizon.minusSeconds(1));
    harness.send(Mutations.add("m", 1, 1).setBaseVersion(2).build());
    harness.comeLater(Duration.ofSeconds(2));
    harness.send(Mutations.add("m", 2, 1).setBaseVersion(2).build());
    harness.closeWindow();

    // then
    assertThat(harness.outcomes())
        .extracting(Outcome::getReason)
        .containsExactly("DELETED", "UNKNOWN_ENTITY");
  }
}
