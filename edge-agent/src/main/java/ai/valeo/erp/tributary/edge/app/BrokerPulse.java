package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.network.NetworkSettings;
import ai.valeo.erp.tributary.edge.network.RemoteWatch;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks the broker for the topics, without waiting for the answer: whoever looks after the session
 * looks whether it has come. After a question without an answer the next follows soon.
 *
 * <p>Threading: the link's thread.
 */
final class BrokerPulse {

  private final Supplier<KafkaFuture<Map<String, TopicDescription>>> question;
  private final NetworkSettings settings;
  private final RemoteWatch watch;
  private final LongSupplier nanos;
  private @Nullable Asked pending;
  private long dueAtNanos;
  private boolean proved;

  /**
   * A question under way.
   *
   * @param cameAtNanos when its answer came, which may be long before anybody looks
   */
  private record Asked(
      KafkaFuture<Map<String, TopicDescription>> answer, long atNanos, AtomicLong cameAtNanos) {

    Duration took() {
      return Duration.ofNanos(cameAtNanos.get() - atNanos);
    }
  }

  BrokerPulse(
      Supplier<KafkaFuture<Map<String, TopicDescription>>> question,
      NetworkSettings settings,
      RemoteWatch watch,
      LongSupplier nanos) {
    this.question = question;
    this.settings = settings;
    this.watch = watch;
    this.nanos = nanos;
  }

  /**
   * Asks, and waits for the answer.
   *
   * @throws IllegalStateException if none comes
   */
  Map<String, TopicDescription> first() {
    try {
      long askedAtNanos = nanos.getAsLong();
      var answer = question.get().get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
      watch.answered(Duration.ofNanos(nanos.getAsLong() - askedAtNanos));
      dueAtNanos = nanos.getAsLong();
      return answer;
    } catch (ExecutionException e) {
      throw new IllegalStateException("The broker did not answer: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("The broker did not answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while connecting", e);
    }
  }

  /** The next question is due at once, unless one is under way. */
  void hasten() {
    dueAtNanos = nanos.getAsLong();
  }

  /** Whether the broker has answered since the connection was made. */
  boolean proved() {
    return proved;
  }

  /**
   * Looks for an answer, and asks if it is time.
   *
   * @return what has been answered since the last look, or none
   * @throws IllegalStateException if too many questions in a row had no answer
   */
  @Nullable Map<String, TopicDescription> look() {
    long nowNanos = nanos.getAsLong();
    Asked asked = pending;
    if (asked != null && asked.answer.isDone()) {
      pending = null;
      return answered(asked, nowNanos);
    }
    if (asked != null && nowNanos - asked.atNanos >= settings.timeout().toNanos()) {
      pending = null;
      asked.answer.cancel(true);
      lost("The broker did not answer in time", nowNanos);
    } else if (asked == null && nowNanos - dueAtNanos >= 0) {
      pending = ask();
    }
    return null;
  }

  /** The time of the answer is taken when it comes, by the thread of the client. */
  private Asked ask() {
    long nowNanos = nanos.getAsLong();
    var cameAtNanos = new AtomicLong();
    var answer =
        question.get().whenComplete((topics, failure) -> cameAtNanos.set(nanos.getAsLong()));
    return new Asked(answer, nowNanos, cameAtNanos);
  }

  private @Nullable Map<String, TopicDescription> answered(Asked done, long nowNanos) {
    try {
      Map<String, TopicDescription> answer = done.answer.get();
      watch.answered(done.took());
      dueAtNanos = nowNanos + settings.probe().toNanos();
      proved = true;
      return answer;
    } catch (ExecutionException e) {
      lost("The broker did not answer: " + e.getCause(), nowNanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  private void lost(String error, long nowNanos) {
    watch.lost(error);
    if (watch.isGone()) {
      throw new IllegalStateException(error);
    }
    long soonNanos = Math.min(settings.backoff().initial().toNanos(), settings.probe().toNanos());
    dueAtNanos = nowNanos + soonNanos;
  }
}
