package ai.valeo.erp.tributary.edge.network;

import ai.valeo.erp.tributary.edge.core.Remote;
import ai.valeo.erp.tributary.edge.core.RemoteStatus;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Everything the node talks to, and how each of them is. Any thread. */
public final class Remotes {

  private static final int CALLS = 10;
  private static final int LEAST_CALLS = 5;
  private static final int TRIALS = 2;
  private static final float FAILED_PERCENT = 50;

  private final Map<Remote, RemoteWatch> watches = new EnumMap<>(Remote.class);

  /** Watches for all remotes; the centre only where its address is known. */
  public Remotes(NetworkSettings settings, RemoteWatch.Time time) {
    CircuitBreakerConfig config = circuit(settings, time.nanos());
    for (Remote remote : Remote.values()) {
      if (remote != Remote.CENTRE || settings.others().centreUrl() != null) {
        CircuitBreaker circuit = CircuitBreaker.of(remote.name(), config);
        watches.put(remote, new RemoteWatch(remote, settings.quality(), circuit, time));
      }
    }
  }

  /**
   * The watch of a remote.
   *
   * @throws IllegalArgumentException for the centre, if its address is not configured
   */
  public RemoteWatch watch(Remote remote) {
    RemoteWatch watch = watches.get(remote);
    if (watch == null) {
      throw new IllegalArgumentException("remote: " + remote + " (expected: one with an address)");
    }
    return watch;
  }

  /** Whether the node knows where it is. */
  public boolean knows(Remote remote) {
    return watches.containsKey(remote);
  }

  /** How all of them are, in the order of {@link Remote}. */
  public List<RemoteStatus> statuses() {
    return watches.values().stream().map(RemoteWatch::status).toList();
  }

  /** Tells a listener whenever the state of a remote becomes another one. */
  public void listen(Consumer<RemoteStatus> listener) {
    watches.values().forEach(watch -> watch.listen(listener));
  }

  /** The pauses of an open circuit grow like those between attempts to connect. */
  private static CircuitBreakerConfig circuit(NetworkSettings settings, LongSupplier nanos) {
    long firstMs = settings.backoff().initial().toMillis();
    long longestMs = Math.max(settings.backoff().limit().toMillis(), firstMs + 1);
    return CircuitBreakerConfig.custom()
        .slidingWindowSize(CALLS)
        .minimumNumberOfCalls(LEAST_CALLS)
        .failureRateThreshold(FAILED_PERCENT)
        .permittedNumberOfCallsInHalfOpenState(TRIALS)
        .waitIntervalFunctionInOpenState(
            IntervalFunction.ofExponentialRandomBackoff(firstMs, 2, longestMs))
        .clock(new SteadyClock(nanos))
        .currentTimestampFunction(clock -> nanos.getAsLong(), TimeUnit.NANOSECONDS)
        .build();
  }

  /** A wall clock that is set back by hours must not keep a circuit open for hours. */
  private static final class SteadyClock extends Clock {
    private final LongSupplier nanos;

    SteadyClock(LongSupplier nanos) {
      this.nanos = nanos;
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH.plusNanos(nanos.getAsLong());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Objects.requireNonNull(this);
    }
  }
}
