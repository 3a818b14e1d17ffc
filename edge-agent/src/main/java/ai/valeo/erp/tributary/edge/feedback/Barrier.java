package ai.valeo.erp.tributary.edge.feedback;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/** Places to reach, and who waits for that. */
record Barrier(Map<TopicPartition, Long> ends, List<CompletableFuture<Void>> wishes) {

  boolean isReached(ToLongFunction<TopicPartition> position) {
    return ends.entrySet().stream()
        .allMatch(end -> position.applyAsLong(end.getKey()) >= end.getValue());
  }
}
