package ai.valeo.erp.tributary.graphql.publish;

import ai.valeo.erp.tributary.edge.core.Trace;
import ai.valeo.erp.tributary.schemas.access.AccessWatch;
import ai.valeo.erp.tributary.schemas.registry.RegistryException;
import ai.valeo.erp.tributary.schemas.tracing.Span;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
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

  private static final String REPEATED = "record-retry-total";

  private final Supplier<Producer<byte[], byte[]>> producer;
  private final CentralWire wire;
  private final Refusals refusals;
  private final CentralTrail trail;

  /**
   * What is done when the broker refuses.
   *
   * @param watch notices it
   * @param discard ends a producer that was refused
   */
  public record Refusals(AccessWatch watch, Consumer<Producer<byte[], byte[]>> discard) {}

  /**
   * A publisher.
   *
   * @param producer gives a producer that is idempotent and waits for all replicas; may fail
   * @param refusals what becomes of a producer whom the broker refuses
   * @param tracing where what is written is recorded
   */
  public CentralPublisher(
      Supplier<Producer<byte[], byte[]>> producer,
      CentralWire wire,
      Refusals refusals,
      Tracing tracing) {
    this.refusals = refusals;
    this.trail = new CentralTrail(tracing);
    this.producer = producer;
    this.wire = wire;
  }

  /**
   * Publishes a change; done when the broker has it.
   *
   * @return fails with {@link NotPublishedException} or {@link UnconfirmedException}
   */
  public CompletableFuture<Void> publish(Command command) {
    String id = command.id().value();
    Trace trace = command.draft().note().trace();
    Span span = trail.begin(id, trace);
    Command traced = trace == null ? command : command.in(CentralTrail.moved(trace, span));
    return CentralTrail.told(send(() -> wire.record(traced)), id, trace, span);
  }

  /**
   * Publishes a ruling; done when the broker has it.
   *
   * @return fails with {@link NotPublishedException} or {@link UnconfirmedException}
   */
  public CompletableFuture<Void> publish(Verdict verdict, Trace trace) {
    return sent(verdict, trace, moved -> wire.record(verdict, moved));
  }

  /**
   * Publishes a ruling that is only proposed; done when the broker has it.
   *
   * @return fails with {@link NotPublishedException} or {@link UnconfirmedException}
   */
  public CompletableFuture<Void> propose(Verdict verdict, Trace trace) {
    return sent(verdict, trace, moved -> wire.proposal(verdict, moved));
  }

  private CompletableFuture<Void> sent(
      Verdict verdict, Trace trace, Function<Trace, ProducerRecord<byte[], byte[]>> writing) {
    Span span = trail.begin(verdict.id(), trace);
    Trace moved = CentralTrail.moved(trace, span);
    return CentralTrail.told(send(() -> writing.apply(moved)), verdict.id(), trace, span);
  }

  private CompletableFuture<Void> send(Supplier<ProducerRecord<byte[], byte[]>> writing) {
    var sent = new CompletableFuture<Void>();
    Thread caller = Thread.currentThread();
    try {
      Producer<byte[], byte[]> now = producer.get();
      try {
        var unused =
            now.send(
                writing.get(),
                (metadata, failure) -> {
                  boolean isSent = !Thread.currentThread().equals(caller);
                  completed(sent, now, failure, isSent && hasRepeated(now));
                });
      } catch (KafkaException e) {
        var unused = isRefused(now, e);
        throw e;
      }
    } catch (KafkaException | RegistryException e) {
      sent.completeExceptionally(
          new NotPublishedException("The centre cannot publish now; nothing was done", e));
    }
    return sent;
  }

  private boolean isRefused(Producer<byte[], byte[]> by, Throwable failure) {
    boolean isRefused = refusals.watch.failed(failure) != null;
    if (isRefused) {
      refusals.discard.accept(by);
    }
    return isRefused;
  }

  private void completed(
      CompletableFuture<Void> sent,
      Producer<byte[], byte[]> by,
      @Nullable Exception failure,
      boolean mayBeThere) {
    if (failure == null) {
      refusals.watch.works();
      sent.complete(null);
    } else if (failure instanceof RecordTooLargeException) {
      sent.completeExceptionally(
          refused("The broker refuses a record of this size", failure, mayBeThere));
    } else if (isRefused(by, failure)) {
      sent.completeExceptionally(
          refused("The broker does not let the centre write", failure, mayBeThere));
    } else {
      sent.completeExceptionally(
          new UnconfirmedException(
              "The broker did not confirm in time; it may have been done", failure));
    }
  }

  private static RuntimeException refused(String words, Exception failure, boolean mayBeThere) {
    return mayBeThere
        ? new UnconfirmedException(words + "; it may have been done before that", failure)
        : new NotPublishedException(words, failure);
  }

  /**
   * Whether the producer has sent anything again by itself: what is refused then may be what the
   * broker took at the first attempt, whose answer was lost. It tells that of no single record. One
   * that does not say counts as one that has.
   */
  private static boolean hasRepeated(Producer<byte[], byte[]> producer) {
    return producer.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals(REPEATED))
        .filter(metric -> metric.metricName().group().equals("producer-metrics"))
        .noneMatch(metric -> metric.metricValue() instanceof Double times && times == 0);
  }
}
