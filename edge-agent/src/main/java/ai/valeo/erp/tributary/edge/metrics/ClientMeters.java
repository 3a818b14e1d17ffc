package ai.valeo.erp.tributary.edge.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Kafka's own metrics of the clients of one session, shown until it is closed. Which of them are
 * shown is up to the registry's filter, see {@code KafkaMetric}.
 *
 * <p>Threading: closed by any thread. A thread of its own looks for those that Kafka makes later,
 * e.g. of a partition; it is not shared between sessions, since Micrometer never takes back what it
 * has scheduled with somebody else's.
 */
public final class ClientMeters implements AutoCloseable {

  private static final Duration REFRESH = Duration.ofSeconds(15);
  private static final long END_SECONDS = 2;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("edge-client-meters").daemon(true).factory());
  private final List<KafkaClientMetrics> clients;

  ClientMeters(Producer<?, ?> producer, Consumer<?, ?> consumer, MeterRegistry registry) {
    clients =
        List.of(
            new KafkaClientMetrics(producer, Tags.empty(), timer, REFRESH),
            new KafkaClientMetrics(consumer, Tags.empty(), timer, REFRESH));
    clients.forEach(client -> client.bindTo(registry));
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      var unused = timer.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    clients.forEach(KafkaClientMetrics::close);
  }
}
