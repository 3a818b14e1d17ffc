package ai.valeo.erp.tributary.topology.app;

import ai.valeo.erp.tributary.schemas.metrics.KafkaMetric;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import org.apache.kafka.streams.KafkaStreams;

/** Kafka's own metrics of one stream. */
final class StreamMeters implements AutoCloseable {

  private final KafkaStreamsMetrics metrics;
  private final MeterRegistry registry;

  StreamMeters(KafkaStreams streams, MeterRegistry registry) {
    this.metrics = new KafkaStreamsMetrics(streams);
    this.registry = registry;
  }

  /**
   * Leaves out what says little or would break a scrape; once, before anything is bound to the
   * registry.
   *
   * @param isDetailed whether all is wanted that can be shown
   */
  static void prepare(MeterRegistry registry, boolean isDetailed) {
    registry
        .config()
        .meterFilter(MeterFilter.deny(id -> !KafkaMetric.isShown(id.getName(), isDetailed)));
  }

  void bind() {
    metrics.bindTo(registry);
  }

  @Override
  public void close() {
    metrics.close();
  }
}
