package ai.valeo.erp.tributary.edge.metrics;

import static ai.valeo.erp.tributary.schemas.metrics.Metric.counter;
import static ai.valeo.erp.tributary.schemas.metrics.Metric.gauge;
import static ai.valeo.erp.tributary.schemas.metrics.Metric.timer;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;

/** Every metric an edge node writes itself. */
public enum EdgeMetric implements CataloguedMetric {
  CAPTURED(
      counter("tributary.edge.captured", "Mutations captured, by operation.", "never; load only")
          .by("operation")),
  REFUSED(
      counter(
              "tributary.edge.refused",
              "Drafts refused at capture, by reason.",
              "when it grows fast")
          .by("reason")),
  CAPTURE_TIME(
      timer(
          "tributary.edge.capture.time",
          "From the call to the change being on the disk.",
          "p99 above 20 ms")),
  PUBLISH_TIME(
      timer(
          "tributary.edge.publish.time",
          "From the capture of a mutation to the broker's acknowledgement; time without network counts.",
          "over 1 s while online")),
  SETTLE_TIME(
      timer(
          "tributary.edge.settle.time",
          "From the capture of a mutation to the effect of its answer here: end to end by one clock.",
          "over 1 s while online")),
  PUBLISHED(
      counter(
          "tributary.edge.published",
          "Mutations the broker has acknowledged.",
          "never; load only")),
  RESENT(
      counter(
          "tributary.edge.resent",
          "Mutations sent again after a restart or a lost connection.",
          "when it grows steadily")),
  REFUSED_BY_BROKER(
      counter(
          "tributary.edge.refused.by.broker",
          "Mutations the broker never takes; they are FAILED here.",
          "above 0")),
  OUTCOMES_LOST(
      counter(
          "tributary.edge.outcomes.lost",
          "Mutations FAILED here because their answers were deleted at the centre unread.",
          "above 0")),
  RETRIED(
      counter(
          "tributary.edge.retried",
          "FAILED mutations that a user tried again.",
          "never; load only")),
  ANSWERED(
      counter(
              "tributary.edge.answered",
              "Answers to this node's mutations, by state and reason.",
              "state FAILED grows")
          .by("state", "reason")),
  ANSWERS_IGNORED(
      counter(
          "tributary.edge.answers.ignored",
          "Answers nobody waited for, e.g. read again after a crash.",
          "when it grows steadily")),
  RECEIVED(counter("tributary.edge.received", "Entity records read.", "never; load only")),
  UNREADABLE(
      counter(
          "tributary.edge.unreadable",
          "Outcomes and entity records skipped because they cannot be decoded.",
          "above 0")),
  CLOCK_IGNORED(
      counter(
          "tributary.edge.clock.ignored",
          "Clock readings too far ahead of the broker's time to follow.",
          "above 0")),
  PENDING(gauge("tributary.edge.pending", "Mutations without an answer.", "grows while online")),
  PENDING_PRIORITY(
      gauge(
              "tributary.edge.pending.priority",
              "Mutations without an answer, by priority.",
              "never; load only")
          .by("priority")),
  PENDING_TYPE(
      gauge(
              "tributary.edge.pending.type",
              "Mutations without an answer, by entity type.",
              "never; load only")
          .by("type")),
  PENDING_AGE(
      gauge(
              "tributary.edge.pending.age",
              "Age of the oldest mutation without an answer, by the node's clock; 0 = none.",
              "grows while online")
          .in("seconds")),
  FAILED(gauge("tributary.edge.failed", "FAILED mutations nobody has acknowledged.", "above 0")),
  CONFLICTS(gauge("tributary.edge.conflicts", "Mutations that wait for a person.", "above 0")),
  CONNECTED(
      gauge(
          "tributary.edge.connected",
          "1 while ONLINE or UNSTABLE, else 0.",
          "0 for longer than expected")),
  REMOTE_UP(
      gauge(
              "tributary.edge.remote.up",
              "1 while a remote (broker, registry, centre) answers, 0 while not; none = not asked yet.",
              "0 for longer than expected")
          .by("remote")),
  REMOTE_LATENCY(
      gauge("tributary.edge.remote.latency", "Median time of a remote's last answers.", "over 2 s")
          .in("seconds")
          .by("remote")),
  REMOTE_LOSS(
      gauge(
              "tributary.edge.remote.loss",
              "Share of the last checks of a remote without an answer, 0 to 1.",
              "over 0.2")
          .by("remote")),
  FLOW_ALLOWANCE(
      gauge(
          "tributary.edge.flow.allowance",
          "Mutations a second that the centre allows; -1 = no limit.",
          "not -1 for long")),
  FLOW_WINDOW(
      gauge(
          "tributary.edge.flow.window", "Mutations that may be on their way.", "never; load only")),
  FLOW_IN_FLIGHT(
      gauge("tributary.edge.flow.in.flight", "Mutations sent and not answered.", "at the window")),
  ANSWER_TIME(
      gauge("tributary.edge.answer.time", "Smoothed time from sending to the answer.", "over 2 s")
          .in("seconds")),
  KAFKA_REFUSALS(
      counter(
              "tributary.edge.kafka.refusals",
              "Attempts that the broker refused, by kind: who this is, a certificate, or a right.",
              "any increase")
          .by("kind")),
  CONNECTION_LOST(
      counter(
          "tributary.edge.connection.lost", "Lost connections and failed attempts.", "grows fast")),
  STORE_BYTES(
      gauge(
              "tributary.edge.store.bytes",
              "What the store's contents take.",
              "near edge.store.max.mb")
          .in("bytes")),
  DISK_FREE(
      gauge("tributary.edge.disk.free", "Free space where the store lies.", "below twice the key")
          .in("bytes")),
  ROOM(gauge("tributary.edge.room", "1 while the store may grow, else 0.", "0")),
  FEED_LAG(
      gauge(
          "tributary.edge.feed.lag",
          "Records of outcomes and entities not read yet; -1 = not known.",
          "grows while online"));

  private final Metric metric;

  EdgeMetric(Metric metric) {
    this.metric = metric.by("node");
  }

  @Override
  public Metric metric() {
    return metric;
  }
}
