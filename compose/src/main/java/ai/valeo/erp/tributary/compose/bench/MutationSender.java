package ai.valeo.erp.tributary.compose.bench;

import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Sends the workload's mutations. One thread. */
final class MutationSender implements AutoCloseable {
  private final String topic = Topics.standard().mutations();
  private final KafkaProducer<String, Mutation> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /**
   * A sender.
   *
   * @param lingerMs how long records are gathered before they are sent
   */
  MutationSender(BenchRig rig, int lingerMs) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            rig.bootstrapServers(),
            "acks",
            "all",
            "compression.type",
            "lz4",
            "linger.ms",
            lingerMs,
            "batch.size",
            131_072,
            "buffer.memory",
            67_108_864L);
    producer =
        new KafkaProducer<>(
            config, new StringSerializer(), rig.serdes().serializer(Mutation.class));
  }

  void send(WorkloadItem item) {
    ProducerRecord<String, Mutation> sent =
        new ProducerRecord<>(topic, item.key().toString(), WorkloadMutations.record(item));
    var unused =
        producer.send(
            sent,
            (metadata, error) -> {
              if (error != null) {
                failure.compareAndSet(null, error);
              }
            });
  }

  /**
   * Waits until all is on the broker.
   *
   * @throws BenchException if any of it is not
   */
  void flush() {
    producer.flush();
    Exception error = failure.get();
    if (error != null) {
      throw new BenchException("A mutation could not be sent", error);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
