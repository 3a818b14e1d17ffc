package ai.valeo.erp.tributary.graphql.peer;

import ai.valeo.erp.tributary.graphql.meter.TaggedCounters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Counts reads across instances; all of it is shown from the start. Any thread. */
public final class PeerMetrics {

  private static final Duration[] TIME_BOUNDS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(20),
    Duration.ofMillis(100),
    Duration.ofMillis(500)
  };

  /** How a message to another instance ended. */
  enum Call {
    /** It was answered. */
    ANSWERED,
    /** It was not, or not in time. */
    FAILED,
    /** It was not sent: there were too many at once. */
    OVERLOADED
  }

  /** Why a message of another instance was not answered. */
  enum Fault {
    /** It asked for something else. */
    PATH,
    /** It is too large. */
    SIZE,
    /** It does not bear our secret, or is too old. */
    SIGNATURE,
    /** It is of another version, or damaged. */
    MESSAGE,
    /** We failed on it. */
    FAILED,
    /** There were too many at once. */
    QUEUE
  }

  private static final String ANSWERED = "ANSWERED";

  private final MeterRegistry meters;
  private final Map<Call, Timer> calls = new EnumMap<>(Call.class); // never changed
  private final TaggedCounters answers;
  private final TaggedCounters faults;
  private final Counter asked;
  private final Counter again;
  private final Counter unavailable;
  private final Counter standby;

  /** In a registry. */
  public PeerMetrics(MeterRegistry meters) {
    this.meters = meters;
    Arrays.stream(Call.values()).forEach(call -> calls.put(call, timer(call)));
    this.answers = new TaggedCounters(meters, PeerMetric.ANSWERED, said());
    this.faults = new TaggedCounters(meters, PeerMetric.REFUSED, names(Fault.values()));
    this.asked = counter(PeerMetric.ASKED);
    this.again = counter(PeerMetric.AGAIN);
    this.unavailable = counter(PeerMetric.UNAVAILABLE);
    this.standby = counter(PeerMetric.STANDBY_READS);
  }

  /** Shows how old copies are. */
  public void staleness(Supplier<Duration> oldest) {
    Gauge.builder(PeerMetric.STALENESS.id(), () -> oldest.get().toMillis() / 1_000.0)
        .description(PeerMetric.STALENESS.meaning())
        .baseUnit(PeerMetric.STALENESS.metric().unit())
        .register(meters);
  }

  void called(Call result, long tookNs, int questions) {
    Objects.requireNonNull(calls.get(result)).record(tookNs, TimeUnit.NANOSECONDS);
    asked.increment(questions);
  }

  void answered(Told told, boolean isStandby) {
    answers.increment(told instanceof Told.Refusal refusal ? refusal.name() : ANSWERED);
    if (isStandby && !(told instanceof Told.Refusal)) {
      standby.increment();
    }
  }

  void readStandby() {
    standby.increment();
  }

  void refused(Fault reason) {
    faults.increment(reason.name());
  }

  void ranAgain() {
    again.increment();
  }

  void unavailable() {
    unavailable.increment();
  }

  private static String[] said() {
    Stream<String> refusals = Arrays.stream(Told.Refusal.values()).map(Enum::name);
    return Stream.concat(Stream.of(ANSWERED), refusals).toArray(String[]::new);
  }

  private static String[] names(Enum<?>... values) {
    return Arrays.stream(values).map(Enum::name).toArray(String[]::new);
  }

  private Timer timer(Call result) {
    return Timer.builder(PeerMetric.CALLS.id())
        .description(PeerMetric.CALLS.meaning())
        .serviceLevelObjectives(TIME_BOUNDS)
        .tag("result", result.name())
        .register(meters);
  }

  private Counter counter(PeerMetric metric) {
    return Counter.builder(metric.id()).description(metric.meaning()).register(meters);
  }
}
