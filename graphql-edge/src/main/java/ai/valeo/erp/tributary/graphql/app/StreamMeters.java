package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.schemas.metrics.KafkaMetric;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import org.apache.kafka.streams.KafkaStreams;

/** Kafka's own metrics of the views, and those of the JVM. */
final class StreamMeters implements AutoCloseable {

  private final KafkaStreamsMetrics metrics;
  private final MeterRegistry registry;

  StreamMeters(KafkaStreams streams, MeterRegistry registry) {
    this.metrics = new KafkaStreamsMetrics(streams);
    this.registry = registry;
  }

  /** Prepares a registry; once, before anything is bound to it. */
  static void prepare(MeterRegistry registry, boolean isDetailed) {
    registry
        .config()
        .meterFilter(MeterFilter.deny(id -> !KafkaMetric.isShown(id.getName(), isDetailed)));
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** Binds the JVM's collections, which is closed with the process. */
  static JvmGcMetrics collections(MeterRegistry registry) {
    JvmGcMetrics collections = new JvmGcMetrics();
    collections.bindTo(registry);
    return collections;
  }

  void bind() {
    metrics.bindTo(registry);
  }

  @Override
  public void close() {
    metrics.close();
  }
}
