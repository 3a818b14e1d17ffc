package ai.valeo.erp.tributary.graphql.command;

import static ai.valeo.erp.tributary.schemas.metrics.Metric.counter;
import static ai.valeo.erp.tributary.schemas.metrics.Metric.gauge;
import static ai.valeo.erp.tributary.schemas.metrics.Metric.timer;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;

/** Every metric of writing at the centre. */
public enum CommandMeter implements CataloguedMetric {
  COMMANDS(
      counter(
              "tributary.central.commands",
              "Changes and rulings asked of the centre, by what they were answered.",
              "result UNCONFIRMED or OVERLOADED grows")
          .by("result")),
  OUTCOME_TIME(
      timer(
          "tributary.central.command.outcome",
          "From publishing a change or ruling to its outcome.",
          "p99 above 0.5 s for 10 minutes")),
  UNDERWAY(
      gauge(
          "tributary.central.commands.underway",
          "Changes and rulings that wait for their outcomes.",
          "above half of central.command.underway")),
  SUBMITTED(
      counter(
              "tributary.central.submitted",
              "Changes that nodes submitted over GraphQL, by what became of them.",
              "result RATE_LIMITED grows")
          .by("result")),
  READ_WAITS(
      counter(
              "tributary.central.read.waits",
              "Reads that asked for a write of their own, by whether the views had it.",
              "result STALE grows")
          .by("result"));

  private final Metric metric;

  CommandMeter(Metric metric) {
    this.metric = metric;
  }

  @Override
  public Metric metric() {
    return metric;
  }
}
