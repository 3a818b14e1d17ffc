package ai.valeo.erp.tributary.graphql.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows a part's health as metrics. Any thread. */
public final class HealthGauges {

  /** One look serves all that is shown in so long. */
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final MeterRegistry meters;
  private final String part;
  private final Supplier<Health> health;
  private final Set<String> shown = ConcurrentHashMap.newKeySet();
  private @Nullable Reading last; // guarded by this

  private record Reading(Health health, long atNanos) {}

  private HealthGauges(MeterRegistry meters, String part, Supplier<Health> health) {
    this.meters = meters;
    this.part = part;
    this.health = health;
  }

  /**
   * Shows it from now on.
   *
   * @param part which part: aggregator, central, edge
   * @param health asked while metrics are read
   * @param program a class of the program, whose version is shown
   */
  public static void show(
      MeterRegistry meters, String part, Supplier<Health> health, Class<?> program) {
    var gauges = new HealthGauges(meters, part, health);
    Gauge.builder(HealthMetric.READY.id(), () -> gauges.look().isReady() ? 1 : 0)
        .description(HealthMetric.READY.meaning())
        .tag("part", part)
        .register(meters);
    String version = program.getPackage().getImplementationVersion();
    Gauge.builder(HealthMetric.VERSION.id(), () -> 1)
        .description(HealthMetric.VERSION.meaning())
        .tag("part", part)
        .tag("version", version == null ? "unpacked" : version)
        .register(meters);
    gauges.look();
  }

  private synchronized Health look() {
    Reading reading = last;
    long nowNanos = meters.config().clock().monotonicTime();
    if (reading == null || nowNanos - reading.atNanos() > FRESH_NANOS) {
      reading = new Reading(health.get(), nowNanos);
      last = reading;
      reading.health().checks().forEach(check -> show(check.name()));
    }
    return reading.health();
  }

  /** Checks come with what the part can look at; one that is not made any more counts as well. */
  private void show(String check) {
    if (shown.add(check)) {
      Gauge.builder(HealthMetric.CHECK.id(), () -> isOk(check) ? 1 : 0)
          .description(HealthMetric.CHECK.meaning())
          .tag("part", part)
          .tag("check", check)
          .register(meters);
    }
  }

  private boolean isOk(String name) {
    return look().checks().stream()
        .filter(check -> check.name().equals(name))
        .allMatch(Health.Check::isOk);
  }
}
