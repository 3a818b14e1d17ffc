package ai.valeo.erp.tributary.edge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.metrics.KafkaMetric;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientMetersTest {

  private static final Map<String, Object> NOBODY = Map.of("bootstrap.servers", "127.0.0.1:1");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Producer<byte[], byte[]> producer =
      new KafkaProducer<>(NOBODY, new ByteArraySerializer(), new ByteArraySerializer());
  private final Consumer<byte[], byte[]> consumer =
      new KafkaConsumer<>(NOBODY, new ByteArrayDeserializer(), new ByteArrayDeserializer());

  @AfterEach
  void close() {
    producer.close(Duration.ZERO);
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }

  @Test
  void shouldShowTheCataloguedMetricsOfBothClientsWhileTheSessionStands() {
    // given
    registry
        .config()
        .meterFilter(MeterFilter.deny(id -> !KafkaMetric.isShown(id.getName(), false)));
    var metrics = new EdgeMetrics(registry, "berlin", InstantSource.system());

    // when
    ClientMeters meters = metrics.clients(producer, consumer);

    // then
    assertThat(kafka())
        .contains(
            KafkaMetric.SENT.id(),
            KafkaMetric.SEND_LATENCY_AVG.id(),
            KafkaMetric.SEND_BUFFER.id(),
            KafkaMetric.CONSUMER_CONNECTIONS.id(),
            KafkaMetric.FETCH_LATENCY.id())
        .allMatch(name -> KafkaMetric.isShown(name, false));

    // when
    meters.close();

    // then
    assertThat(kafka()).isEmpty();
    assertThat(registry.getMeters()).isNotEmpty();
  }

  private Iterable<String> kafka() {
    return registry.getMeters().stream()
        .map(Meter::getId)
        .map(Meter.Id::getName)
        .filter(name -> name.startsWith("kafka."))
        .toList();
  }
}
