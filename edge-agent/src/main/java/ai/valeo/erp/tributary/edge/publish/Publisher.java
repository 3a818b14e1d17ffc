package ai.valeo.erp.tributary.edge.publish;

import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetric;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetrics;
import ai.valeo.erp.tributary.edge.outbox.PublishQueue;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

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

  private static final long IDLE_MS = 1_000;

  private final Producer<byte[], byte[]> producer;
  private final MutationWire wire;
  private final PublishQueue queue;
  private final PublishSettings settings;
  private final Shared shared;
  private final ConcurrentLinkedQueue<OutboxEntry> tooLarge = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;
  private volatile @Nullable RuntimeException failure;

  /**
   * What outlives the session.
   *
   * @param acknowledged what the broker has
   * @param work given when there may be something to publish
   * @param metrics where figures go
   * @param onFailure called once when the session cannot go on; any thread
   */
  public record Shared(
      Acknowledged acknowledged, WakeSignal work, EdgeMetrics metrics, Runnable onFailure) {}

  /** The way to the broker. */
  public record Channel(Producer<byte[], byte[]> producer, MutationWire wire) {}

  public Publisher(Channel channel, PublishQueue queue, PublishSettings settings, Shared shared) {
    this.producer = channel.producer();
    this.wire = channel.wire();
    this.queue = queue;
    this.settings = settings;
    this.shared = shared;
  }

  @Override
  public void run() {
    try {
      resend();
      while (!stopped) {
        long seen = shared.work().count();
        if (!publishNext()) {
          shared.work().await(seen, IDLE_MS);
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
   * Sends everything unanswered again, in the next session, if nothing was answered for too long.
   *
   * @throws IllegalStateException then
   */
  public void checkProgress() {
    long nowNanos = System.nanoTime();
    PublishQueue.Claim oldest = queue.processing(0, 1);
    if (oldest.entries().isEmpty()) {
      return;
    }
    shared.acknowledged().raiseFloor(oldest.floor(), nowNanos);
    long waitingNanos = shared.acknowledged().waitingNanos(nowNanos);
    if (waitingNanos > settings.resend().toNanos()) {
      shared.acknowledged().forget(nowNanos);
      throw new IllegalStateException(
          "No outcome for " + TimeUnit.NANOSECONDS.toMillis(waitingNanos) + " ms");
    }
  }

  private void resend() {
    long last = 0;
    boolean more = true;
    while (more && !stopped) {
      shared.acknowledged().publishing().lock();
      try {
        PublishQueue.Claim claim = queue.processing(last, settings.claimMutations());
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
    return sendAll(missing, claim.floor());
  }

  /** Whether there was anything to publish. A session that was stopped claims nothing any more. */
  private boolean publishNext() {
    shared.acknowledged().publishing().lock();
    try {
      endTooLarge();
      if (stopped) {
        return false;
      }
      PublishQueue.Claim claim = queue.claim(settings.claimMutations(), settings.windowMutations());
      noteFloor(claim);
      sendAll(claim.entries(), claim.floor());
      return !claim.entries().isEmpty();
    } finally {
      shared.acknowledged().publishing().unlock();
    }
  }

  private void noteFloor(PublishQueue.Claim claim) {
    long nowNanos = System.nanoTime();
    shared.acknowledged().raiseFloor(claim.floor(), nowNanos);
    boolean wasIdle =
        !claim.entries().isEmpty() && claim.entries().getFirst().sequence() == claim.floor();
    if (wasIdle) {
      shared.acknowledged().startWaiting(nowNanos);
    }
  }

  /**
   * Sends in order, up to the first that the producer does not take: a later mutation of the same
   * entity must not pass it. The rest waits for the next session.
   */
  private int sendAll(List<OutboxEntry> entries, long floor) {
    int sent = 0;
    for (OutboxEntry entry : entries) {
      if (stopped) {
        break;
      }
      send(entry, floor);
      sent++;
    }
    return sent;
  }

  private void send(OutboxEntry entry, long floor) {
    var unused =
        producer.send(
            wire.record(entry, floor),
            (metadata, exception) -> {
              if (exception == null) {
                shared.acknowledged().add(entry.sequence());
                shared.metrics().count(EdgeMetric.PUBLISHED, 1);
              } else if (exception instanceof RecordTooLargeException) {
                tooLarge.add(entry);
                shared.work().give();
              } else {
                fail(new IllegalStateException("The broker refused a mutation", exception));
              }
            });
  }

  /** The broker has said that it will never take them; capture keeps far below its default. */
  private void endTooLarge() {
    for (OutboxEntry entry = tooLarge.poll(); entry != null; entry = tooLarge.poll()) {
      queue.refuse(entry, "the broker refuses a record of this size");
    }
  }

  private void fail(RuntimeException cause) {
    if (!stopped && failure == null) {
      failure = cause;
      stopped = true;
      shared.onFailure().run();
    }
  }
}
