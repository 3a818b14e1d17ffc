package ai.valeo.erp.tributary.edge.publish;

import ai.valeo.erp.tributary.edge.core.LocalReason;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetric;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetrics;
import ai.valeo.erp.tributary.edge.network.RemoteWatch;
import ai.valeo.erp.tributary.edge.outbox.LostOutcomes;
import ai.valeo.erp.tributary.edge.outbox.PublishQueue;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.registry.RegistryException;
import ai.valeo.erp.tributary.schemas.tracing.Span;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the outbox for the length of one session: first what may have been lost when the last one
 * ended, under the old sequences, then what is claimed anew.
 *
 * <p>Order: within a session the idempotent producer keeps it for every partition, since it never
 * gives a record up by itself. Over sessions it holds because the records of a session that reached
 * the broker are a beginning of what it sent of each entity, and the next one sends the rest in
 * sequence; what arrives twice the centre drops by its sequence.
 *
 * <p>Threading: runs in a thread of its own; the producer's thread reports through callbacks.
 */
public final class Publisher implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(Publisher.class);
  private static final long REGISTRY_PAUSE_MS = 500;

  private final Producer<byte[], byte[]> producer;
  private final MutationWire wire;
  private final PublishTrail trail;
  private final PublishQueue queue;
  private final PublishSettings settings;
  private final Shared shared;
  private final ConcurrentLinkedQueue<Refusal> refused = new ConcurrentLinkedQueue<>();
  private volatile boolean isPrepared;
  private volatile boolean stopped;
  private volatile @Nullable RuntimeException failure;

  /**
   * What outlives the session.
   *
   * @param acknowledged what the broker has
   * @param gate how many may be sent
   * @param network what is known of the network
   * @param work given when there may be something to publish
   * @param metrics where figures go
   * @param onChanged told of entities that look different because a mutation ended here
   * @param onFailure called once when the session cannot go on; any thread
   */
  public record Shared(
      Acknowledged acknowledged,
      FlowGate gate,
      Network network,
      WakeSignal work,
      EdgeMetrics metrics,
      Consumer<Set<EntityKey>> onChanged,
      Runnable onFailure) {}

  /**
   * What is known of the network.
   *
   * @param unstable whether the way to the broker is bad
   * @param registry the schema registry
   */
  public record Network(BooleanSupplier unstable, RemoteWatch registry) {}

  /** How a mutation is sent. */
  private enum Sending {
    FIRST,
    AGAIN,
    /** Again, and in a batch of its own. */
    ALONE
  }

  private record Refusal(OutboxEntry entry, LocalReason reason, String message) {}

  /** The way to the broker, and where sending is recorded. */
  public record Channel(Producer<byte[], byte[]> producer, MutationWire wire, Tracing tracing) {}

  public Publisher(Channel channel, PublishQueue queue, PublishSettings settings, Shared shared) {
    this.producer = channel.producer();
    this.wire = channel.wire();
    this.trail = new PublishTrail(channel.tracing());
    this.queue = queue;
    this.settings = settings;
    this.shared = shared;
  }

  @Override
  public void run() {
    try {
      shared.gate().begin();
      awaitSchemas();
      resend();
      while (!stopped) {
        long seen = shared.work().count();
        Duration pause = publishNext();
        if (!pause.isZero()) {
          shared.work().await(seen, pause.toMillis() + 1);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the session ends
    } catch (RuntimeException e) {
      fail(e);
    } catch (Error e) {
      fail(new IllegalStateException("Publishing broke down", e));
      throw e;
    }
  }

  /** Makes {@link #run} end soon; the producer is closed by the session. */
  public void stop() {
    stopped = true;
  }

  /** Why it cannot go on, or none. */
  public @Nullable RuntimeException failure() {
    return failure;
  }

  /**
   * Sends everything unanswered again, in the next session, if nothing was answered for too long;
   * unless answers are known to be gone, and it was sent again already: then they are searched for
   * again, and what the centre has gone past ends.
   *
   * @throws IllegalStateException then
   */
  public void checkProgress() {
    long nowNanos = System.nanoTime();
    endLost();
    queue.lost().tidy();
    PublishQueue.Claim oldest = queue.processing(0, 1);
    shared.gate().raiseFloor(oldest.entries().isEmpty() ? Long.MAX_VALUE : oldest.lowest());
    if (oldest.entries().isEmpty()) {
      return;
    }
    raiseFloor(oldest.lowest(), nowNanos);
    long waitingNanos = shared.acknowledged().waitingNanos(nowNanos);
    if (waitingNanos <= settings.resend().toNanos()) {
      return;
    }
    if (queue.lost().waitedInVain()) {
      shared.acknowledged().startWaiting(nowNanos);
    } else {
      shared.acknowledged().forget(nowNanos);
      throw new IllegalStateException(
          "No outcome for " + TimeUnit.NANOSECONDS.toMillis(waitingNanos) + " ms");
    }
  }

  private void raiseFloor(long lowest, long nowNanos) {
    if (shared.acknowledged().raiseFloor(lowest, nowNanos)) {
      queue.lost().progressed();
    }
  }

  private void endLost() {
    LostOutcomes.Ended ended = queue.lost().endPassed(shared.acknowledged().places());
    if (ended.sequences().isEmpty()) {
      return;
    }
    log.atError()
        .addKeyValue("mutations", ended.sequences().size())
        .log("Mutations ended whose answers were deleted at the centre");
    shared.metrics().count(EdgeMetric.OUTCOMES_LOST, ended.sequences().size());
    ended.sequences().forEach(shared.gate()::forget);
    shared.onChanged().accept(ended.changed());
    shared.work().give();
  }

  /**
   * Nothing is claimed before it can be written: what is captured meanwhile keeps its place by
   * urgency. Ids that are kept on the disk need no registry.
   */
  private void awaitSchemas() throws InterruptedException {
    while (!stopped && !prepare()) {
      shared.gate().waitForRegistry(true);
      TimeUnit.MILLISECONDS.sleep(REGISTRY_PAUSE_MS);
    }
    shared.gate().waitForRegistry(false);
  }

  private boolean prepare() {
    RemoteWatch registry = shared.network().registry();
    if (!registry.tryAcquire()) {
      return false;
    }
    long beginNanos = System.nanoTime();
    try {
      wire.prepare();
      registry.succeeded(Duration.ofNanos(System.nanoTime() - beginNanos));
      isPrepared = true;
      return true;
    } catch (RegistryException e) {
      registry.failed(Duration.ofNanos(System.nanoTime() - beginNanos), e);
      log.atWarn()
          .addKeyValue("cause", e.getMessage())
          .log("Publishing waits for the schema registry");
      return false;
    }
  }

  /** Whether records can be written, heartbeats included. */
  public boolean isPrepared() {
    return isPrepared;
  }

  private void resend() throws InterruptedException {
    long last = 0;
    boolean more = true;
    while (more && !stopped) {
      FlowGate.Permit permit = shared.gate().permitAgain(settings.claimMutations());
      if (permit.count() == 0) {
        TimeUnit.NANOSECONDS.sleep(permit.pause().toNanos() + 1);
        continue;
      }
      shared.acknowledged().publishing().lock();
      try {
        PublishQueue.Claim claim = queue.processing(last, permit.count());
        more = !claim.entries().isEmpty();
        if (more) {
          last = claim.entries().getLast().sequence();
          shared.metrics().count(EdgeMetric.RESENT, sendMissing(claim));
        }
      } finally {
        shared.acknowledged().publishing().unlock();
      }
    }
  }

  private int sendMissing(PublishQueue.Claim claim) {
    List<OutboxEntry> missing =
        claim.entries().stream()
            .filter(entry -> !shared.acknowledged().contains(entry.sequence()))
            .toList();
    if (!missing.isEmpty()) {
      queue.noteRetry(missing, shared.acknowledged().lastError());
    }
    int sent = 0;
    for (OutboxEntry entry : missing) {
      if (shared.acknowledged().isSuspect(entry.sequence())) {
        sendAlone(entry, claim.floor());
        sent++;
      } else {
        sent += sendAll(List.of(entry), claim.floor(), Sending.AGAIN);
      }
    }
    return sent;
  }

  /**
   * The broker refuses a batch whole for one record that it does not like: what was in such a batch
   * goes one by one, and what is refused even then ends, so that it blocks nothing.
   */
  private void sendAlone(OutboxEntry entry, long floor) {
    producer.flush();
    if (!stopped) {
      send(entry, floor, Sending.ALONE);
      producer.flush();
      endRefused();
    }
  }

  /** Publishes once and returns how long to wait before the next time. */
  private Duration publishNext() {
    shared.acknowledged().publishing().lock();
    try {
      endRefused();
      if (stopped) {
        return FlowGate.Permit.LONGEST;
      }
      boolean unstable = shared.network().unstable().getAsBoolean();
      FlowGate.Permit permit = shared.gate().permit(settings.claimMutations(), unstable);
      if (permit.count() == 0) {
        return permit.pause();
      }
      PublishQueue.Claim claim = queue.claim(permit.count(), settings.windowMutations());
      noteFloor(claim);
      sendAll(claim.entries(), claim.floor(), Sending.FIRST);
      return claim.entries().isEmpty() ? FlowGate.Permit.LONGEST : Duration.ZERO;
    } finally {
      shared.acknowledged().publishing().unlock();
    }
  }

  private void noteFloor(PublishQueue.Claim claim) {
    long nowNanos = System.nanoTime();
    raiseFloor(claim.lowest(), nowNanos);
    shared.gate().raiseFloor(claim.lowest());
    boolean wasIdle =
        !claim.entries().isEmpty() && claim.entries().getFirst().sequence() == claim.lowest();
    if (wasIdle) {
      shared.acknowledged().startWaiting(nowNanos);
    }
  }

  /**
   * Sends in order, up to the first that the producer does not take: a later mutation of the same
   * entity must not pass it. The rest waits for the next session.
   */
  private int sendAll(List<OutboxEntry> entries, long floor, Sending sending) {
    int sent = 0;
    for (OutboxEntry entry : entries) {
      if (stopped) {
        break;
      }
      send(entry, floor, sending);
      sent++;
    }
    return sent;
  }

  private void send(OutboxEntry entry, long floor, Sending sending) {
    Span span = trail.begin(entry);
    ProducerRecord<byte[], byte[]> record = wire.record(entry, floor, span);
    shared.gate().sent(entry.sequence());
    var unused =
        producer.send(
            record,
            (metadata, exception) -> {
              PublishTrail.completed(entry, metadata, exception, span);
              completed(entry, sending, metadata, exception);
            });
  }

  private void completed(
      OutboxEntry entry, Sending sending, RecordMetadata metadata, @Nullable Exception exception) {
    if (exception == null) {
      var place =
          new LostOutcomes.Place(metadata.partition(), metadata.offset(), sending == Sending.FIRST);
      shared.acknowledged().add(entry.sequence(), place);
      shared.metrics().published(entry.mutation().capturedAtMs());
      if (shared.gate().acknowledged(entry.sequence())) {
        shared.work().give();
      }
    } else if (exception instanceof RecordTooLargeException) {
      refuse(entry, LocalReason.TOO_LARGE, "the broker refuses a record of this size");
    } else if (BatchRefusal.isRefusal(exception) && sending == Sending.ALONE) {
      String words = "the broker refuses it: " + exception.getMessage();
      refuse(entry, LocalReason.REFUSED_BY_BROKER, words);
    } else if (exception instanceof AuthorizationException
        && settings.givesUpAfter(entry.delivery().retries())) {
      refuse(entry, LocalReason.NOT_AUTHORIZED, String.valueOf(exception.getMessage()));
    } else {
      if (BatchRefusal.isRefusal(exception)) {
        shared.acknowledged().suspect(entry.sequence());
      }
      producer.close(Duration.ZERO); // at once, or its next batch would overtake what was refused
      fail(new IllegalStateException("The broker refused a mutation", exception));
    }
  }

  private void refuse(OutboxEntry entry, LocalReason reason, String words) {
    refused.add(new Refusal(entry, reason, words));
    shared.work().give();
  }

  /** The broker has said that it will never take them. */
  private void endRefused() {
    for (Refusal next = refused.poll(); next != null; next = refused.poll()) {
      if (queue.refuse(next.entry(), next.reason(), next.message())) {
        shared.metrics().count(EdgeMetric.REFUSED_BY_BROKER, 1);
        shared.onChanged().accept(Set.of(next.entry().mutation().draft().key()));
      }
      shared.acknowledged().absolve(next.entry().sequence());
      shared.gate().forget(next.entry().sequence());
    }
  }

  private void fail(RuntimeException cause) {
    if (!stopped && failure == null) {
      failure = cause;
      stopped = true;
      shared.acknowledged().noteError(cause);
      shared.onFailure().run();
    }
  }
}
