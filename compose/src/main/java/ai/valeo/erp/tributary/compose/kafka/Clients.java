package ai.valeo.erp.tributary.compose.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** What the clients of the command line share. */
final class Clients {
  static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
  private static final String REQUEST_LIMIT_MS = "10000";

  private Clients() {}

  /** The same configuration with limits that suit somebody who waits in front of a screen. */
  static Map<String, Object> impatient(Map<String, String> config) {
    Map<String, Object> all = new HashMap<>(config);
    all.putIfAbsent("default.api.timeout.ms", Long.toString(ANSWER_LIMIT.toMillis()));
    all.putIfAbsent("request.timeout.ms", REQUEST_LIMIT_MS);
    return all;
  }

  /**
   * What a broker answers.
   *
   * @throws KafkaException if it refuses or does not answer
   */
  static <T> T answer(KafkaFuture<T> future, String what) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new KafkaException(what + ": " + cause.getMessage(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted: " + what, e);
    }
  }
}
