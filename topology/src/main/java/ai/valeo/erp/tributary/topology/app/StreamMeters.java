package ai.valeo.erp.tributary.topology.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import org.apache.kafka.streams.KafkaStreams;

/** Kafka's own metrics of one stream. */
final class StreamMeters implements AutoCloseable {

  /**
   * Kafka reports -1 open files where it does not know, Micrometer takes the metric for a counter,
   * and a Prometheus page with a negative counter fails as a whole.
   */
  private static final String OPEN_FILES = "kafka.stream.state.number.open.files";

  private final KafkaStreamsMetrics metrics;
  private final MeterRegistry registry;

  StreamMeters(KafkaStreams streams, MeterRegistry registry) {
    this.metrics = new KafkaStreamsMetrics(streams);
    this.registry = registry;
  }

  /** Leaves out what would break a scrape; once, before anything is bound to the registry. */
  static void prepare(MeterRegistry registry) {
    registry.config().meterFilter(MeterFilter.deny(id -> id.getName().equals(OPEN_FILES)));
  }

  void bind() {
    metrics.bindTo(registry);
  }

  @Override
  public void close() {
    metrics.close();
  }
}
