package ai.valeo.erp.tributary.graphql.peer;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;

/** Every metric of reads across instances of the centre. */
public enum PeerMetric implements CataloguedMetric {
  CALLS(
      "tributary.central.peer.calls",
      "seconds",
      "Messages to other instances, by result.",
      "result FAILED grows"),
  ASKED(
      "tributary.central.peer.asked",
      "",
      "Questions in messages to other instances.",
      "never; information only"),
  ANSWERED(
      "tributary.central.peer.answered",
      "",
      "Questions of other instances, by what was said.",
      "result BEHIND or ABSENT grows for more than 5 minutes"),
  REFUSED(
      "tributary.central.peer.refused",
      "",
      "Messages that were not answered: unsigned, too large, not understood or too many.",
      "above 0"),
  AGAIN(
      "tributary.central.peer.again",
      "",
      "Reads that ran again because a partition could not be read where it was last.",
      "grows for more than 5 minutes"),
  UNAVAILABLE(
      "tributary.central.peer.unavailable",
      "",
      "Reads that ended with REBALANCING: a partition could be read nowhere.",
      "grows for more than 1 minute"),
  STANDBY_READS(
      "tributary.central.peer.standby.reads",
      "",
      "Questions answered by a copy that may be behind.",
      "grows for more than 5 minutes"),
  STALENESS(
      "tributary.central.peer.staleness",
      "seconds",
      "Age of the oldest copy here, as last measured; 0 = there is none.",
      "above central.peers.staleness.ms");

  private final Metric metric;

  PeerMetric(String id, String unit, String meaning, String alert) {
    this.metric = new Metric(id, unit, meaning, alert);
  }

  @Override
  public Metric metric() {
    return metric;
  }
}
