package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.core.OutboxStatistics;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetric;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetrics;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Limits;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Shows what waits in the outbox, by priority and by type. Any thread. */
final class OutboxGauges {

  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final double MS = 1_000;

  private final EdgeStore store;
  private final InstantSource clock;
  private volatile @Nullable Reading last;

  private record Reading(OutboxStatistics figures, long atNanos) {}

  OutboxGauges(EdgeStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  void register(EdgeMetrics metrics, Collection<EntityType> types) {
    for (int each = Limits.MIN_PRIORITY; each <= Limits.MAX_PRIORITY; each++) {
      int priority = each;
      metrics.gauge(
          EdgeMetric.PENDING_PRIORITY,
          "priority",
          Integer.toString(priority),
          () -> figures().byPriority().getOrDefault(priority, 0L));
    }
    for (EntityType type : types) {
      metrics.gauge(
          EdgeMetric.PENDING_TYPE,
          "type",
          type.name(),
          () -> figures().byType().getOrDefault(type.name(), 0L));
    }
    metrics.gauge(EdgeMetric.PENDING_AGE, this, OutboxGauges::ageSeconds);
  }

  private double ageSeconds() {
    long nowMs = clock.millis();
    return Math.max(0, nowMs - figures().oldestCapturedAtMs().orElse(nowMs)) / MS;
  }

  /** One question to the store serves all that is shown at a time. */
  private OutboxStatistics figures() {
    long nowNanos = System.nanoTime();
    Reading reading = last;
    if (reading == null || nowNanos - reading.atNanos() > FRESH_NANOS) {
      reading = new Reading(store.read(tables -> tables.figures().all()), nowNanos);
      last = reading;
    }
    return reading.figures();
  }
}
