package ai.valeo.erp.tributary.graphql.security;

import ai.valeo.erp.tributary.graphql.meter.TaggedCounters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Writes what is measured of who asks and how often. Any thread. */
final class SecurityMeters {

  private final TaggedCounters refused;
  private final TaggedCounters limited;
  private final TaggedCounters reads;
  private final Counter unlisted;

  SecurityMeters(MeterRegistry registry) {
    refused =
        new TaggedCounters(
            registry,
            SecurityMetric.TOKENS_REFUSED,
            TokenRefusedException.Reason.INVALID.name(),
            TokenRefusedException.Reason.TOO_MANY.name());
    limited = new TaggedCounters(registry, SecurityMetric.LIMITED, "query", "mutation");
    reads = new TaggedCounters(registry, SecurityMetric.PERSONAL_READS, "Customer");
    unlisted =
        Counter.builder(SecurityMetric.DOCUMENTS_REFUSED.id())
            .description(SecurityMetric.DOCUMENTS_REFUSED.meaning())
            .register(registry);
  }

  void refused(TokenRefusedException.Reason reason) {
    refused.increment(reason.name());
  }

  void limited(String kind) {
    limited.increment(kind);
  }

  void unlisted() {
    unlisted.increment();
  }

  /** The type is one of the catalogue's, of which there are few. */
  void read(String entityType) {
    reads.increment(entityType);
  }
}
