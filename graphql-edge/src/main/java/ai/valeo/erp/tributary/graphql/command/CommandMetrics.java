package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.graphql.meter.TaggedCounters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/** Measures writing at the centre. Any thread. */
public final class CommandMetrics {

  private static final Duration[] OBJECTIVES = {
    Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
    Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2)
  };

  private static final String APPLIED = "APPLIED";
  private static final String UNCONFIRMED = "UNCONFIRMED";

  private final MeterRegistry registry;
  private final Timer outcomes;
  private final TaggedCounters commands;
  private final TaggedCounters submitted;
  private final TaggedCounters reads;

  /** Into a registry. */
  public CommandMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.commands = new TaggedCounters(registry, CommandMeter.COMMANDS, APPLIED, UNCONFIRMED);
    this.submitted = new TaggedCounters(registry, CommandMeter.SUBMITTED, APPLIED);
    this.reads = new TaggedCounters(registry, CommandMeter.READ_WAITS, "AT_ONCE", "STALE");
    this.outcomes =
        Timer.builder(CommandMeter.OUTCOME_TIME.id())
            .description(CommandMeter.OUTCOME_TIME.meaning())
            .serviceLevelObjectives(OBJECTIVES)
            .register(registry);
  }

  void answered(String result) {
    commands.increment(result);
  }

  void submitted(String result) {
    submitted.increment(result);
  }

  void read(String result) {
    reads.increment(result);
  }

  void outcomeAfter(Duration time) {
    outcomes.record(time);
  }

  void underway(Supplier<Number> count) {
    Gauge.builder(CommandMeter.UNDERWAY.id(), count)
        .description(CommandMeter.UNDERWAY.meaning())
        .register(registry);
  }
}
