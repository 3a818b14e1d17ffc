package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;

/** Every metric of writing at the centre. */
public enum CommandMeter implements CataloguedMetric {
  COMMANDS(
      "tributary.central.commands",
      "",
      "Changes and rulings asked of the centre, by what they were answered.",
      "result UNCONFIRMED or OVERLOADED grows"),
  OUTCOME_TIME(
      "tributary.central.command.outcome",
      "seconds",
      "From publishing a change or ruling to its outcome.",
      "p99 above 0.5 s for 10 minutes"),
  UNDERWAY(
      "tributary.central.commands.underway",
      "",
      "Changes and rulings that wait for their outcomes.",
      "above half of central.command.underway"),
  SUBMITTED(
      "tributary.central.submitted",
      "",
      "Changes that nodes submitted over GraphQL, by what became of them.",
      "result RATE_LIMITED grows"),
  READ_WAITS(
      "tributary.central.read.waits",
      "",
      "Reads that asked for a write of their own, by whether the views had it.",
      "result STALE grows");

  private final Metric metric;

  CommandMeter(String id, String unit, String meaning, String alert) {
    this.metric = new Metric(id, unit, meaning, alert);
  }

  @Override
  public Metric metric() {
    return metric;
  }
}
