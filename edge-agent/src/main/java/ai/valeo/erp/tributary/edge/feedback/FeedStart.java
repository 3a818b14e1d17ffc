package ai.valeo.erp.tributary.edge.feedback;

import ai.valeo.erp.tributary.edge.core.PublishNumber;
import ai.valeo.erp.tributary.edge.outbox.Settlement;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.PositionTable.Partition;
import ai.valeo.erp.tributary.edge.store.Tables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a session begins to read: where the last one stopped. A node that has never published skips
 * the outcomes of all others; these places are stored before it publishes anything.
 */
final class FeedStart {

  private final Consumer<byte[], byte[]> consumer;
  private final FeedDecoder decoder;
  private final EdgeStore store;

  FeedStart(Consumer<byte[], byte[]> consumer, FeedDecoder decoder, EdgeStore store) {
    this.consumer = consumer;
    this.decoder = decoder;
    this.store = store;
  }

  /** Assigns the partitions and moves to their places; blocks on the network. */
  void seek(Set<TopicPartition> partitions, Settlement settlement) {
    consumer.assign(partitions);
    Map<Partition, Long> stored = store.read(tables -> tables.positions().all());
    boolean isNew = store.read(FeedStart::awaitsNothing);
    var skipped = new TreeSet<>(FeedStart::compare);
    var fromBeginning = new ArrayList<TopicPartition>();
    for (TopicPartition partition : partitions) {
      Long next = stored.get(key(partition));
      if (next != null) {
        consumer.seek(partition, next);
      } else if (isNew && decoder.isOutcomes(partition.topic())) {
        skipped.add(partition);
      } else {
        fromBeginning.add(partition);
      }
    }
    if (!fromBeginning.isEmpty()) {
      consumer.seekToBeginning(fromBeginning);
    }
    if (!skipped.isEmpty()) {
      skip(skipped, settlement);
    }
  }

  /** Whether nothing was ever sent that could still be answered. */
  private static boolean awaitsNothing(Tables tables) {
    return PublishNumber.of(tables.node().sequence()).sequence() == 0
        && tables.outbox().lowestUnanswered().isEmpty();
  }

  private void skip(Set<TopicPartition> partitions, Settlement settlement) {
    var places = new HashMap<Partition, Long>();
    consumer
        .endOffsets(partitions)
        .forEach((partition, end) -> {
          consumer.seek(partition, end);
          places.put(key(partition), end);
        });
    settlement.settle(List.of(), places);
  }

  static Partition key(TopicPartition partition) {
    return new Partition(partition.topic(), partition.partition());
  }

  private static int compare(TopicPartition left, TopicPartition right) {
    int byTopic = left.topic().compareTo(right.topic());
    return byTopic != 0 ? byTopic : Integer.compare(left.partition(), right.partition());
  }
}
