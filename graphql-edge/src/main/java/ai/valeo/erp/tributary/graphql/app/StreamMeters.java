package ai.valeo.erp.tributary.graphql.app;

import io.micrometer.core.instrument.Meter;
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
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;

/** Kafka's own metrics of the views, and those of the JVM. */
final class StreamMeters implements AutoCloseable {

  /**
   * Kafka says -1 where it does not know the open files; Micrometer takes it for a counter, and a
   * page with a negative counter fails as a whole.
   */
  private static final String OPEN_FILES = "kafka.stream.state.number.open.files";

  /** Groups of which every node and store has its own dozen: too many for what they tell. */
  private static final List<String> LEFT_OUT =
      List.of("kafka.stream.processor.node.", "kafka.stream.state.", "kafka.admin.client.");

  private final KafkaStreamsMetrics metrics;
  private final MeterRegistry registry;

  StreamMeters(KafkaStreams streams, MeterRegistry registry) {
    this.metrics = new KafkaStreamsMetrics(streams);
    this.registry = registry;
  }

  /** Prepares a registry; once, before anything is bound to it. */
  static void prepare(MeterRegistry registry, boolean isDetailed) {
    registry.config().meterFilter(MeterFilter.deny(id -> isLeftOut(id, isDetailed)));
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

  private static boolean isLeftOut(Meter.Id id, boolean isDetailed) {
    String name = id.getName();
    return name.equals(OPEN_FILES) || (!isDetailed && LEFT_OUT.stream().anyMatch(name::startsWith));
  }
}
