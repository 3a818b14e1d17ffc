package ai.valeo.erp.tributary.graphql.observe;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.language.OperationDefinition;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Measures operations by their names. Clients choose these, so only those that come again and again
 * get a time series of their own, and not more than a few: whoever makes up names makes none. Any
 * thread.
 */
final class OperationMeters {

  /** Names with time series of their own. */
  static final int NAMES = 50;

  /** So often a name must come before it gets one. */
  static final int OFTEN = 5;

  /** What a name of no time series of its own counts as. */
  static final String OTHER = "other";

  /** What an operation without a name counts as. */
  static final String ANONYMOUS = "anonymous";

  private static final int CANDIDATES = 1_000;
  private static final int LONGEST_NAME = 60;
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(5),
    Duration.ofMillis(20),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private final MeterRegistry registry;
  private final Map<Series, Timer> timers = new ConcurrentHashMap<>();
  private final Map<String, String> names = new ConcurrentHashMap<>();
  private final Cache<String, AtomicInteger> candidates =
      Caffeine.newBuilder().executor(Runnable::run).maximumSize(CANDIDATES).build();

  private record Series(String operation, OperationDefinition.Operation kind, boolean isOk) {}

  OperationMeters(MeterRegistry registry) {
    this.registry = registry;
    timer(new Series(ANONYMOUS, OperationDefinition.Operation.QUERY, true));
  }

  /** An operation has ended. */
  void ended(OperationDefinition operation, long tookNs, boolean hadErrors) {
    String name = label(operation.getName());
    timer(new Series(name, operation.getOperation(), !hadErrors))
        .record(tookNs, TimeUnit.NANOSECONDS);
  }

  private String label(@Nullable String name) {
    if (name == null || name.isEmpty()) {
      return ANONYMOUS;
    }
    String known = names.get(name);
    return known == null ? candidate(name) : known;
  }

  private String candidate(String name) {
    if (names.size() >= NAMES || name.length() > LONGEST_NAME) {
      return OTHER;
    }
    int times = candidates.get(name, first -> new AtomicInteger()).incrementAndGet();
    return times < OFTEN ? OTHER : admit(name);
  }

  private synchronized String admit(String name) {
    if (names.size() >= NAMES) {
      return OTHER;
    }
    candidates.invalidate(name);
    names.put(name, name);
    return name;
  }

  private Timer timer(Series series) {
    return timers.computeIfAbsent(
        series,
        one ->
            Timer.builder(ObserveMetric.OPERATIONS.id())
                .description(ObserveMetric.OPERATIONS.meaning())
                .serviceLevelObjectives(BOUNDS)
                .tag("operation", one.operation())
                .tag("kind", one.kind().name().toLowerCase(Locale.ROOT))
                .tag("result", one.isOk() ? "ok" : "error")
                .register(registry));
  }
}
