package ai.valeo.erp.tributary.graphql.peer;

import static ai.valeo.erp.tributary.schemas.metrics.Metric.counter;
import static ai.valeo.erp.tributary.schemas.metrics.Metric.gauge;
import static ai.valeo.erp.tributary.schemas.metrics.Metric.timer;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;

/** Every metric of reads across instances of the centre. */
public enum PeerMetric implements CataloguedMetric {
  CALLS(
      timer(
              "tributary.central.peer.calls",
              "Messages to other instances, by result.",
              "result FAILED grows")
          .by("result")),
  ASKED(
      counter(
          "tributary.central.peer.asked",
          "Questions in messages to other instances.",
          "never; information only")),
  ANSWERED(
      counter(
              "tributary.central.peer.answered",
              "Questions of other instances, by what was said.",
              "result BEHIND or ABSENT grows for more than 5 minutes")
          .by("result")),
  REFUSED(
      counter(
              "tributary.central.peer.refused",
              "Messages that were not answered: unsigned, too large, not understood or too many.",
              "above 0")
          .by("reason")),
  AGAIN(
      counter(
          "tributary.central.peer.again",
          "Reads that ran again because a partition could not be read where it was last.",
          "grows for more than 5 minutes")),
  UNAVAILABLE(
      counter(
          "tributary.central.peer.unavailable",
          "Reads that ended with REBALANCING: a partition could be read nowhere.",
          "grows for more than 1 minute")),
  STANDBY_READS(
      counter(
          "tributary.central.peer.standby.reads",
          "Questions answered by a copy that may be behind.",
          "grows for more than 5 minutes")),
  STALENESS(
      gauge(
              "tributary.central.peer.staleness",
              "Age of the oldest copy here, as last measured; 0 = there is none.",
              "above central.peers.staleness.ms")
          .in("seconds"));

  private final Metric metric;

  PeerMetric(Metric metric) {
    this.metric = metric;
  }

  @Override
  public Metric metric() {
    return metric;
  }
}
