package ai.valeo.erp.tributary.edge.publish;

import ai.valeo.erp.tributary.edge.core.Incarnation;
import ai.valeo.erp.tributary.edge.core.PublishNumber;
import ai.valeo.erp.tributary.edge.outbox.Published;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.serde.SerdeFailures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which mutations of an old store were published in the time it does not remember, and
 * under which numbers: reads the mutations topic from where the store knew it last to its end.
 *
 * <p>Threading: one thread.
 */
public final class Recovery {

  private static final Duration POLL = Duration.ofMillis(500);

  private final EdgeNodeId node;
  private final Deserializer<Mutation> deserializer;
  private final Consumer<byte[], byte[]> consumer;
  private final BooleanSupplier stopped;

  public Recovery(
      EdgeNodeId node,
      AvroSerdes serdes,
      Consumer<byte[], byte[]> consumer,
      BooleanSupplier stopped) {
    this.node = node;
    this.deserializer = serdes.deserializer(Mutation.class);
    this.consumer = consumer;
    this.stopped = stopped;
  }

  /** Reads the topic; blocks on the network for as long as that takes. */
  public Published find(Collection<TopicPartition> partitions, EdgeStore store) {
    Set<String> entities = new HashSet<>(store.read(tables -> tables.outbox().openEntities()));
    var published = new Published(partitions.size());
    if (entities.isEmpty()) {
      return published;
    }
    Map<Integer, Long> origins = store.read(tables -> tables.lineage().origins());
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      long origin = origins.getOrDefault(partition.partition(), 0L);
      long from = Math.max(origin, begins.getOrDefault(partition, 0L));
      consumer.seek(partition, Math.min(from, ends.getOrDefault(partition, from)));
    }
    while (isBefore(ends)) {
      if (stopped.getAsBoolean()) {
        throw new IllegalStateException("The session was closed while the store recovered");
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.key() != null
            && entities.contains(new String(record.key(), StandardCharsets.UTF_8))) {
          note(record, published);
        }
      }
    }
    return published;
  }

  private boolean isBefore(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }

  private void note(ConsumerRecord<byte[], byte[]> record, Published published) {
    Mutation mutation = decode(record);
    if (mutation == null || mutation.getSequence() < 1) {
      return;
    }
    int incarnation = Incarnation.numberOf(node, mutation.getEdgeNodeId());
    if (incarnation > 0) {
      long number = new PublishNumber(incarnation, mutation.getSequence()).packed();
      published.note(record.partition(), number, new MutationId(mutation.getId()));
    }
  }

  private @Nullable Mutation decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      return deserializer.deserialize(record.topic(), record.value());
    } catch (RuntimeException e) {
      if (SerdeFailures.isRecordAtFault(e)) {
        return null; // the centre sets it aside too
      }
      throw e;
    }
  }
}
