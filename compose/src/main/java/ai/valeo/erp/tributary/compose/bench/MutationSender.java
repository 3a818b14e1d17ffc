package ai.valeo.erp.tributary.compose.bench;

import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.signing.MutationSigner;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.schemas.tracing.Traceparent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Sends the workload's mutations. One thread. */
final class MutationSender implements AutoCloseable {
  private final String topic = Topics.standard().mutations();
  private final Serializer<Mutation> serializer;
  private final MutationSigner signer;
  private final int tracedEvery;
  private long sent;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /**
   * A sender.
   *
   * @param lingerMs how long records are gathered before they are sent
   */
  MutationSender(BenchRig rig, int lingerMs) {
    Map<String, Object> config =
        rig.client(
            Map.of(
                "acks",
                "all",
                "compression.type",
                "lz4",
                "linger.ms",
                lingerMs,
                "batch.size",
                131_072,
                "buffer.memory",
                67_108_864L));
    serializer = rig.serdes().serializer(Mutation.class);
    signer = rig.signer();
    tracedEvery = rig.tracedEvery();
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  void send(WorkloadItem item) {
    byte[] key = item.key().toString().getBytes(StandardCharsets.UTF_8);
    byte[] value = serializer.serialize(topic, WorkloadMutations.record(item));
    var unused =
        producer.send(
            signer.sign(traced(new ProducerRecord<>(topic, key, value))),
            (metadata, error) -> {
              if (error != null) {
                failure.compareAndSet(null, error);
              }
            });
  }

  /** As an edge node that traces would send it. */
  private ProducerRecord<byte[], byte[]> traced(ProducerRecord<byte[], byte[]> record) {
    sent++;
    if (tracedEvery > 0 && sent % tracedEvery == 0) {
      Traceparent place =
          new Traceparent(String.format("%032x", sent), String.format("%016x", sent), true);
      record.headers().add(Headers.TRACEPARENT, place.toString().getBytes(StandardCharsets.UTF_8));
    }
    return record;
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
