package ai.valeo.erp.tributary.graphql.command;

import io.micrometer.core.instrument.Counter;
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

  private final MeterRegistry registry;
  private final Timer outcomes;

  /** Into a registry. */
  public CommandMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.outcomes =
        Timer.builder(CommandMeter.OUTCOME_TIME.id())
            .description(CommandMeter.OUTCOME_TIME.meaning())
            .serviceLevelObjectives(OBJECTIVES)
            .register(registry);
  }

  void answered(String result) {
    count(CommandMeter.COMMANDS, result);
  }

  void submitted(String result) {
    count(CommandMeter.SUBMITTED, result);
  }

  void read(String result) {
    count(CommandMeter.READ_WAITS, result);
  }

  void outcomeAfter(Duration time) {
    outcomes.record(time);
  }

  void underway(Supplier<Number> count) {
    Gauge.builder(CommandMeter.UNDERWAY.id(), count)
        .description(CommandMeter.UNDERWAY.meaning())
        .register(registry);
  }

  private void count(CommandMeter meter, String result) {
    Counter.builder(meter.id())
        .description(meter.meaning())
        .tag("result", result)
        .register(registry)
        .increment();
  }
}
