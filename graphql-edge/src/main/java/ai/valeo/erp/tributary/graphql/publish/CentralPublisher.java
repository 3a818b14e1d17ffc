package ai.valeo.erp.tributary.graphql.publish;

import ai.valeo.erp.tributary.edge.core.Trace;
import ai.valeo.erp.tributary.schemas.registry.RegistryException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what the centre writes. Records of one entity go out in the order of the calls. Any
 * thread that may block for as long as the producer waits for metadata.
 */
public final class CentralPublisher {

  private final Supplier<Producer<byte[], byte[]>> producer;
  private final CentralWire wire;

  /**
   * A publisher.
   *
   * @param producer gives a producer that is idempotent and waits for all replicas; may fail
   */
  public CentralPublisher(Supplier<Producer<byte[], byte[]>> producer, CentralWire wire) {
    this.producer = producer;
    this.wire = wire;
  }

  /**
   * Publishes a change; done when the broker has it.
   *
   * @return fails with {@link NotPublishedException} or {@link UnconfirmedException}
   */
  public CompletableFuture<Void> publish(Command command) {
    return send(() -> wire.record(command));
  }

  /**
   * Publishes a ruling; done when the broker has it.
   *
   * @return fails with {@link NotPublishedException} or {@link UnconfirmedException}
   */
  public CompletableFuture<Void> publish(Verdict verdict, Trace trace) {
    return send(() -> wire.record(verdict, trace));
  }

  /**
   * Publishes a ruling that is only proposed; done when the broker has it.
   *
   * @return fails with {@link NotPublishedException} or {@link UnconfirmedException}
   */
  public CompletableFuture<Void> propose(Verdict verdict, Trace trace) {
    return send(() -> wire.proposal(verdict, trace));
  }

  private CompletableFuture<Void> send(Supplier<ProducerRecord<byte[], byte[]>> writing) {
    var sent = new CompletableFuture<Void>();
    try {
      var unused =
          producer.get().send(writing.get(), (metadata, failure) -> completed(sent, failure));
    } catch (KafkaException | RegistryException e) {
      sent.completeExceptionally(
          new NotPublishedException("The centre cannot publish now; nothing was done", e));
    }
    return sent;
  }

  private static void completed(CompletableFuture<Void> sent, @Nullable Exception failure) {
    if (failure == null) {
      sent.complete(null);
    } else if (failure instanceof RecordTooLargeException) {
      sent.completeExceptionally(
          new NotPublishedException("The broker refuses a record of this size", failure));
    } else {
      sent.completeExceptionally(
          new UnconfirmedException(
              "The broker did not confirm in time; it may have been done", failure));
    }
  }
}
