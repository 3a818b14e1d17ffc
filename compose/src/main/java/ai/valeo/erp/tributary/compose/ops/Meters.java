package ai.valeo.erp.tributary.compose.ops;

import ai.valeo.erp.tributary.schemas.metrics.KafkaMetric;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Makes the meters of a process. */
public final class Meters {
  private Meters() {}

  /** Meters for Prometheus, without any yet: parts set their filters before the first. */
  public static PrometheusMeterRegistry prometheus() {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }

  /** Meters of edge nodes, who show few of Kafka's own. */
  public static PrometheusMeterRegistry ofEdges() {
    PrometheusMeterRegistry meters = prometheus();
    meters.config().meterFilter(MeterFilter.deny(id -> !KafkaMetric.isShown(id.getName(), false)));
    return meters;
  }

  /** Adds those of the JVM. */
  public static void addJvm(PrometheusMeterRegistry meters) {
    new JvmGcMetrics().bindTo(meters); // for as long as the process lives
    new ClassLoaderMetrics().bindTo(meters);
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
    new FileDescriptorMetrics().bindTo(meters);
  }
}
