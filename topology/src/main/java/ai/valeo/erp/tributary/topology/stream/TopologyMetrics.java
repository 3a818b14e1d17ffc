package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.access.AccessRefusal;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Limits;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.core.decision.ConflictFacts;
import ai.valeo.erp.tributary.topology.core.decision.ContenderFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the {@link TopologyMetric} catalogue. What is counted for each mutation is made
 * beforehand. Any thread.
 */
public final class TopologyMetrics {

  private static final Duration[] LATENCY_BOUNDS =
      bounds(5, 10, 20, 30, 50, 75, 100, 200, 500, 1_000, 5_000, 60_000);
  private static final Duration[] BATCH_BOUNDS = bounds(1, 2, 5, 10, 20, 50, 100, 500);
  private static final double MS = 1_000;
  private static final String REASON = "reason";
  private static final String STAGE = "stage";
  private static final String KEPT = "KEPT";
  private static final String MERGED = "MERGED";
  private static final String OPEN = "OPEN";
  private static final String TAKEN = "TAKEN";

  /** How a conflict over a value can end. */
  private static final List<String> ENDS = List.of(TAKEN, KEPT, MERGED, OPEN);

  /** Of no type, or of one that no catalogue knows. */
  private static final String NONE = "";

  private static final String TYPE = "type";

  private final MeterRegistry registry;
  private final InstantSource clock;
  private final Counter received;
  private final Counter duplicates;
  private final Counter threadsFailed;
  private final Counters<Answered> outcomes = new Counters<>(this::outcomeCounter);
  private final Counters<Answered> rulings = new Counters<>(this::rulingCounter);
  private final Counters<Dispute> conflicts = new Counters<>(this::conflictCounter);
  private final Counters<Reason> quarantined = new Counters<>(this::quarantineCounter);
  private final Counters<Reason> signaturesRefused = new Counters<>(this::signatureCounter);
  private final Counters<AccessRefusal.Kind> accessRefusals = new Counters<>(this::accessCounter);
  private final Counters<Integer> admitted = new Counters<>(this::priorityCounter);
  private final DistributionSummary batchSize;
  private final DistributionSummary windowSize;
  private final Timer batchTime;
  private final Timer latency;
  private final Timer intake;
  private final Timer window;
  private final Timer apply;
  private final LongAdder inbox = new LongAdder();
  private final Set<AtomicLong> inboxes = ConcurrentHashMap.newKeySet();
  private final AtomicInteger stalled = new AtomicInteger();
  private final Set<String> types;

  private record Answered(OutcomeState state, @Nullable Reason reason, String type) {}

  private record Dispute(String type, String strategy, String outcome) {}

  /**
   * Registers the metrics.
   *
   * @param types the entity types there are
   * @param clock what the age of waiting records is told by
   */
  public TopologyMetrics(
      MeterRegistry registry, Collection<EntityType> types, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    received = counter(TopologyMetric.RECEIVED).register(registry);
    duplicates = counter(TopologyMetric.DUPLICATES).register(registry);
    threadsFailed = counter(TopologyMetric.THREADS_FAILED).register(registry);
    this.types = types.stream().map(EntityType::name).collect(Collectors.toUnmodifiableSet());
    types.forEach(this::show);
    for (int each = Limits.MIN_PRIORITY; each <= Limits.MAX_PRIORITY; each++) {
      admitted.show(each);
    }
    outcomes.show(new Answered(OutcomeState.FAILED, Reason.UNKNOWN_TYPE, NONE));
    ShownReasons.OF_SIGNATURES.forEach(signaturesRefused::show);
    ShownReasons.OF_RECORDS.forEach(quarantined::show);
    rulings.show(new Answered(OutcomeState.APPLIED, null, NONE));
    batchSize = summary(TopologyMetric.BATCH_SIZE, 1, 5, 10, 25, 50, 100);
    windowSize = summary(TopologyMetric.WINDOW_SIZE, 1, 10, 50, 100, 500, 1_000, 5_000);
    batchTime = timer(TopologyMetric.BATCH_TIME, BATCH_BOUNDS).register(registry);
    latency = timer(TopologyMetric.LATENCY, LATENCY_BOUNDS).register(registry);
    intake = stage("intake");
    window = stage("window");
    apply = stage("apply");
    for (AccessRefusal.Kind kind : AccessRefusal.Kind.values()) {
      accessRefusals.show(kind);
    }
    gauge(TopologyMetric.INBOX, inbox, LongAdder::sum);
    gauge(TopologyMetric.INBOX_AGE, this, TopologyMetrics::inboxAge);
    gauge(TopologyMetric.STALLED, stalled, AtomicInteger::get);
  }

  void received() {
    received.increment();
  }

  void duplicate() {
    duplicates.increment();
  }

  void admitted(int priority) {
    admitted.increment(priority);
  }

  void quarantined(Reason reason) {
    quarantined.increment(reason);
  }

  /** Broker and process do not come together. */
  public void accessRefused(AccessRefusal.Kind kind) {
    accessRefusals.increment(kind);
  }

  void signatureRefused(Reason reason) {
    signaturesRefused.increment(reason);
  }

  /** An outcome; of a type of no catalogue it counts as one of none. */
  void outcome(OutcomeState state, @Nullable Reason reason, String entityType) {
    String type = types.contains(entityType) ? entityType : NONE;
    outcomes.increment(new Answered(state, reason, type));
  }

  /** An answer to a ruling. */
  void ruling(OutcomeState state, @Nullable Reason reason) {
    rulings.increment(new Answered(state, reason, NONE));
  }

  /** A conflict that mutations have met. */
  void conflict(ConflictFacts conflict) {
    for (ContenderFacts contender : conflict.contenders()) {
      conflicts.increment(
          new Dispute(conflict.entityType(), contender.strategy(), outcome(conflict, contender)));
    }
  }

  void batch(int mutations, long nanos) {
    batchSize.record(mutations);
    batchTime.record(nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * A window closes.
   *
   * @param mutations how many it holds
   * @param intakeMs from the broker's time of its oldest record to its being read
   * @param waitedMs from then to now
   */
  void window(int mutations, long intakeMs, long waitedMs) {
    windowSize.record(mutations);
    intake.record(Math.max(0, intakeMs), TimeUnit.MILLISECONDS);
    window.record(Math.max(0, waitedMs), TimeUnit.MILLISECONDS);
  }

  /** A window has been decided and sent. */
  void applied(long nanos) {
    apply.record(nanos, TimeUnit.NANOSECONDS);
  }

  void latency(long ms) {
    latency.record(Math.max(0, ms), TimeUnit.MILLISECONDS);
  }

  void inbox(int change) {
    inbox.add(change);
  }

  /** Where an inbox notes the broker's time of its oldest record; 0 = it is empty. */
  AtomicLong openInbox() {
    var oldestMs = new AtomicLong();
    inboxes.add(oldestMs);
    return oldestMs;
  }

  void closeInbox(AtomicLong oldestMs) {
    inboxes.remove(oldestMs);
  }

  /** A stream thread failed. */
  public void threadFailed() {
    threadsFailed.increment();
  }

  /** Whether records wait for a schema registry. */
  public void stalled(boolean isStalled) {
    stalled.set(isStalled ? 1 : 0);
  }

  /** Shows a value of the process itself. */
  public <T> void gauge(TopologyMetric metric, T source, ToDoubleFunction<T> value) {
    Gauge.builder(metric.id(), source, value)
        .description(metric.meaning())
        .baseUnit(metric.unit().isEmpty() ? null : metric.unit())
        .strongReference(true)
        .register(registry);
  }

  /** Shows a value of the process itself that only rises. */
  public <T> void total(TopologyMetric metric, T source, ToDoubleFunction<T> value) {
    FunctionCounter.builder(metric.id(), source, value)
        .description(metric.meaning())
        .register(registry);
  }

  private double inboxAge() {
    long oldestMs =
        inboxes.stream()
            .mapToLong(AtomicLong::get)
            .filter(ms -> ms > 0)
            .min()
            .orElse(Long.MAX_VALUE);
    return Math.max(0, clock.millis() - oldestMs) / MS;
  }

  private static String outcome(ConflictFacts conflict, ContenderFacts contender) {
    if (conflict.open()) {
      return OPEN;
    }
    String winner = contender.winner();
    if (winner.indexOf(',') >= 0) {
      return MERGED;
    }
    return winner.equals(conflict.mutationId()) ? TAKEN : KEPT;
  }

  /** What every type can have is shown from the start. */
  private void show(EntityType type) {
    outcomes.show(new Answered(OutcomeState.APPLIED, null, type.name()));
    ShownReasons.OF_MUTATIONS.forEach(
        reason -> outcomes.show(new Answered(OutcomeState.FAILED, reason, type.name())));
    outcomes.show(new Answered(OutcomeState.CONFLICT, Reason.MANUAL, type.name()));
    for (var attribute : type.attributes()) {
      String strategy = attribute.merge().strategy();
      ENDS.forEach(end -> conflicts.show(new Dispute(type.name(), strategy, end)));
    }
  }

  private Counter conflictCounter(Dispute met) {
    return counter(TopologyMetric.CONFLICTS)
        .tag(TYPE, met.type())
        .tag("strategy", met.strategy())
        .tag("outcome", met.outcome())
        .register(registry);
  }

  private Counter outcomeCounter(Answered answered) {
    return counter(TopologyMetric.OUTCOMES)
        .tag("state", answered.state().name())
        .tag(REASON, name(answered.reason()))
        .tag(TYPE, answered.type())
        .register(registry);
  }

  private Counter rulingCounter(Answered answered) {
    return counter(TopologyMetric.RULINGS)
        .tag("state", answered.state().name())
        .tag(REASON, name(answered.reason()))
        .register(registry);
  }

  private Counter quarantineCounter(Reason reason) {
    return counter(TopologyMetric.QUARANTINED).tag(REASON, reason.name()).register(registry);
  }

  private Counter signatureCounter(Reason reason) {
    return counter(TopologyMetric.SIGNATURES_REFUSED).tag(REASON, reason.name()).register(registry);
  }

  private Counter accessCounter(AccessRefusal.Kind kind) {
    return counter(TopologyMetric.KAFKA_REFUSALS).tag("kind", kind.name()).register(registry);
  }

  private Counter priorityCounter(int priority) {
    return counter(TopologyMetric.ADMITTED)
        .tag("priority", Integer.toString(priority))
        .register(registry);
  }

  private static String name(@Nullable Reason reason) {
    return reason == null ? "NONE" : reason.name();
  }

  private Timer stage(String name) {
    return timer(TopologyMetric.STAGE, LATENCY_BOUNDS).tag(STAGE, name).register(registry);
  }

  private static Timer.Builder timer(TopologyMetric metric, Duration... bounds) {
    return Timer.builder(metric.id()).description(metric.meaning()).serviceLevelObjectives(bounds);
  }

  private DistributionSummary summary(TopologyMetric metric, double... bounds) {
    return DistributionSummary.builder(metric.id())
        .description(metric.meaning())
        .serviceLevelObjectives(bounds)
        .register(registry);
  }

  private static Counter.Builder counter(TopologyMetric metric) {
    return Counter.builder(metric.id()).description(metric.meaning());
  }

  private static Duration[] bounds(long... ms) {
    return LongStream.of(ms).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }
}
