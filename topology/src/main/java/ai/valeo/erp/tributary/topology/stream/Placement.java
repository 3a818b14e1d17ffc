package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.core.intake.Verdict;
import ai.valeo.erp.tributary.topology.store.Arrival;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Where records belong. A task keeps the entities of its partition: a mutation that somebody has
 * put into another one would begin a second life of its entity there. Publishers of every kind
 * place records by their key, as Kafka's own default does (murmur2 of its bytes).
 *
 * @param partitions partitions of the topic of mutations, 1 or more
 */
public record Placement(int partitions) {
  /** Checks. */
  public Placement {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions: " + partitions + " (expected: 1 or more)");
    }
  }

  /** Why a record counts for nothing in a partition, or none. */
  Verdict.@Nullable Refused refusal(Arrival arrival, int partition) {
    byte[] key = arrival.key();
    if (key == null || home(key) == partition) {
      return null; // a missing key is refused for what it is
    }
    return new Verdict.Refused(
        Reason.WRONG_KEY,
        "key: belongs into partition " + home(key) + " (expected: as Kafka places it by default)");
  }

  /** The partition of a key. */
  public int home(byte[] key) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }
}
