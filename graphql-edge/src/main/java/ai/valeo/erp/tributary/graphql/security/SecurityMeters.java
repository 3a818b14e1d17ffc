package ai.valeo.erp.tributary.graphql.security;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Writes what is measured of who asks and how often. Any thread. */
final class SecurityMeters {

  private final MeterRegistry registry;

  SecurityMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void refused(TokenRefusedException.Reason reason) {
    count(SecurityMetric.TOKENS_REFUSED, "reason", reason.name());
  }

  void limited(String kind) {
    count(SecurityMetric.LIMITED, "operation", kind);
  }

  void unlisted() {
    count(SecurityMetric.DOCUMENTS_REFUSED);
  }

  /** The type is one of the catalogue's, of which there are few. */
  void read(String entityType) {
    count(SecurityMetric.PERSONAL_READS, "type", entityType);
  }

  private void count(SecurityMetric metric, String... tags) {
    Counter.builder(metric.id())
        .description(metric.meaning())
        .tags(tags)
        .register(registry)
        .increment();
  }
}
