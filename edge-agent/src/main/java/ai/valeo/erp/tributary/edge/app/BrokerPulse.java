package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.network.NetworkSettings;
import ai.valeo.erp.tributary.edge.network.RemoteWatch;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  private @Nullable KafkaFuture<Map<String, TopicDescription>> pending;
  private long askedAtNanos;
  private long dueAtNanos;
  private boolean proved;

  BrokerPulse(
      Supplier<KafkaFuture<Map<String, TopicDescription>>> question,
      NetworkSettings settings,
      RemoteWatch watch) {
    this.question = question;
    this.settings = settings;
    this.watch = watch;
  }

  /**
   * Asks, and waits for the answer.
   *
   * @throws IllegalStateException if none comes
   */
  Map<String, TopicDescription> first() {
    try {
      askedAtNanos = System.nanoTime();
      var answer = question.get().get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
      watch.answered(Duration.ofNanos(System.nanoTime() - askedAtNanos));
      dueAtNanos = System.nanoTime();
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
    dueAtNanos = System.nanoTime();
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
    long nowNanos = System.nanoTime();
    var asked = pending;
    if (asked != null && asked.isDone()) {
      pending = null;
      return answered(asked, nowNanos);
    }
    if (asked != null && nowNanos - askedAtNanos >= settings.timeout().toNanos()) {
      pending = null;
      asked.cancel(true);
      lost("The broker did not answer in time", nowNanos);
    } else if (asked == null && nowNanos - dueAtNanos >= 0) {
      askedAtNanos = nowNanos;
      pending = question.get();
    }
    return null;
  }

  private @Nullable Map<String, TopicDescription> answered(
      KafkaFuture<Map<String, TopicDescription>> done, long nowNanos) {
    try {
      Map<String, TopicDescription> answer = done.get();
      watch.answered(Duration.ofNanos(nowNanos - askedAtNanos));
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
