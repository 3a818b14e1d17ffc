package ai.valeo.erp.tributary.topology.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.store.Arrival.Proof;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record in another partition than its key's counts for nothing. */
class PlacementTest {

  private static final Placement TWO = new Placement(2);

  @TempDir Path folder;

  @Test
  void shouldPlaceAsKafkasProducerDoes() {
    var random = new Random(1);
    for (int round = 0; round < 1_000; round++) {
      byte[] key = new byte[1 + random.nextInt(40)];
      random.nextBytes(key);
      int partitions = 1 + random.nextInt(50);
      assertThat(new Placement(partitions).home(key))
          .isEqualTo(BuiltInPartitioner.partitionForKey(key, partitions));
    }
  }

  @Test
  void shouldAnswerWhatSomebodyHasMisplaced() {
    // given the first of two partitions
    try (var harness = new TopologyHarness(folder, Signatures.NOT_ASKED, TWO)) {
      // when
      var outcomes = harness.decide(createIn(0, 1), createIn(1, 2));

      // then
      assertThat(outcomes)
          .extracting(Outcome::getState, Outcome::getReason)
          .containsExactlyInAnyOrder(
              tuple(OutcomeState.APPLIED, null),
              tuple(OutcomeState.FAILED, Reason.WRONG_KEY.name()));
      assertThat(harness.entities(Mutations.TYPE)).hasSize(1);
      assertThat(harness.records(harness.topics().quarantine())).hasSize(1);
    }
  }

  /** A recorded one may be of somebody else's mutation, which has its answer elsewhere. */
  @Test
  void shouldNotAnswerARecordedMutationInAnotherPartition() {
    // given
    Signatures ofBerlin = (topic, record) -> new Proof(null, "", "berlin");
    try (var harness = new TopologyHarness(folder, ofBerlin, TWO)) {
      // when
      var outcomes = harness.decide(createIn(1, 1));

      // then
      assertThat(outcomes).isEmpty();
      assertThat(harness.entities(Mutations.TYPE)).isEmpty();
      assertThat(harness.records(harness.topics().quarantine())).hasSize(1);
    }
  }

  private static Mutation createIn(int partition, long sequence) {
    return IntStream.range(0, 1_000)
        .mapToObj(number ->
            Mutations.create("berlin", sequence, 7).setEntityId("p" + number + "@berlin").build())
        .filter(mutation -> TWO.home(key(mutation).getBytes(UTF_8)) == partition)
        .findFirst()
        .orElseThrow();
  }

  private static String key(Mutation mutation) {
    return mutation.getEntityType() + ':' + mutation.getEntityId();
  }
}
