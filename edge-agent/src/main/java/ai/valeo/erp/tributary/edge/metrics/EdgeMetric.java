package ai.valeo.erp.tributary.edge.metrics;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;

/** Every metric an edge node writes itself. */
public enum EdgeMetric implements CataloguedMetric {
  CAPTURED("tributary.edge.captured", "", "Mutations captured, by operation.", "never; load only"),
  REFUSED(
      "tributary.edge.refused", "", "Drafts refused at capture, by reason.", "when it grows fast"),
  CAPTURE_TIME(
      "tributary.edge.capture.time",
      "seconds",
      "From the call to the change being on the disk.",
      "p99 above 20 ms"),
  PUBLISHED(
      "tributary.edge.published", "", "Mutations the broker has acknowledged.", "never; load only"),
  RESENT(
      "tributary.edge.resent",
      "",
      "Mutations sent again after a restart or a lost connection.",
      "when it grows steadily"),
  REFUSED_BY_BROKER(
      "tributary.edge.refused.by.broker",
      "",
      "Mutations the broker never takes; they are FAILED here.",
      "above 0"),
  OUTCOMES_LOST(
      "tributary.edge.outcomes.lost",
      "",
      "Mutations FAILED here because their answers were deleted at the centre unread.",
      "above 0"),
  RETRIED(
      "tributary.edge.retried",
      "",
      "FAILED mutations that a user tried again.",
      "never; load only"),
  ANSWERED(
      "tributary.edge.answered",
      "",
      "Answers to this node's mutations, by state and reason.",
      "state FAILED grows"),
  ANSWERS_IGNORED(
      "tributary.edge.answers.ignored",
      "",
      "Answers nobody waited for, e.g. read again after a crash.",
      "when it grows steadily"),
  RECEIVED("tributary.edge.received", "", "Entity records read.", "never; load only"),
  UNREADABLE(
      "tributary.edge.unreadable",
      "",
      "Outcomes and entity records skipped because they cannot be decoded.",
      "above 0"),
  CLOCK_IGNORED(
      "tributary.edge.clock.ignored",
      "",
      "Clock readings too far ahead of the broker's time to follow.",
      "above 0"),
  PENDING("tributary.edge.pending", "", "Mutations without an answer.", "grows while online"),
  PENDING_PRIORITY(
      "tributary.edge.pending.priority",
      "",
      "Mutations without an answer, by priority.",
      "never; load only"),
  PENDING_TYPE(
      "tributary.edge.pending.type",
      "",
      "Mutations without an answer, by entity type.",
      "never; load only"),
  PENDING_AGE(
      "tributary.edge.pending.age",
      "seconds",
      "Age of the oldest mutation without an answer, by the node's clock; 0 = none.",
      "grows while online"),
  FAILED("tributary.edge.failed", "", "FAILED mutations nobody has acknowledged.", "above 0"),
  CONFLICTS("tributary.edge.conflicts", "", "Mutations that wait for a person.", "above 0"),
  CONNECTED(
      "tributary.edge.connected",
      "",
      "1 while ONLINE or UNSTABLE, else 0.",
      "0 for longer than expected"),
  REMOTE_UP(
      "tributary.edge.remote.up",
      "",
      "1 while a remote (broker, registry, centre) answers, 0 while not; none = not asked yet.",
      "0 for longer than expected"),
  REMOTE_LATENCY(
      "tributary.edge.remote.latency",
      "seconds",
      "Median time of a remote's last answers.",
      "over 2 s"),
  REMOTE_LOSS(
      "tributary.edge.remote.loss",
      "",
      "Share of the last checks of a remote without an answer, 0 to 1.",
      "over 0.2"),
  FLOW_ALLOWANCE(
      "tributary.edge.flow.allowance",
      "",
      "Mutations a second that the centre allows; -1 = no limit.",
      "not -1 for long"),
  FLOW_WINDOW(
      "tributary.edge.flow.window", "", "Mutations that may be on their way.", "never; load only"),
  FLOW_IN_FLIGHT(
      "tributary.edge.flow.in.flight", "", "Mutations sent and not answered.", "at the window"),
  ANSWER_TIME(
      "tributary.edge.answer.time",
      "seconds",
      "Smoothed time from sending to the answer.",
      "over 2 s"),
  CONNECTION_LOST(
      "tributary.edge.connection.lost", "", "Lost connections and failed attempts.", "grows fast"),
  STORE_BYTES(
      "tributary.edge.store.bytes",
      "bytes",
      "What the store's contents take.",
      "near edge.store.max.mb"),
  DISK_FREE(
      "tributary.edge.disk.free",
      "bytes",
      "Free space where the store lies.",
      "below twice the key"),
  ROOM("tributary.edge.room", "", "1 while the store may grow, else 0.", "0"),
  FEED_LAG(
      "tributary.edge.feed.lag",
      "",
      "Records of outcomes and entities not read yet; -1 = not known.",
      "grows while online");

  private final Metric metric;

  EdgeMetric(String id, String unit, String meaning, String alert) {
    this.metric = new Metric(id, unit, meaning, alert);
  }

  @Override
  public Metric metric() {
    return metric;
  }
}
