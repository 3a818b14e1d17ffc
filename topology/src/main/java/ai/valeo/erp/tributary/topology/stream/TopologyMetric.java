package ai.valeo.erp.tributary.topology.stream;

import static ai.valeo.erp.tributary.schemas.metrics.Metric.counter;
import static ai.valeo.erp.tributary.schemas.metrics.Metric.gauge;
import static ai.valeo.erp.tributary.schemas.metrics.Metric.summary;
import static ai.valeo.erp.tributary.schemas.metrics.Metric.timer;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;

/** Every metric the topology writes itself; Kafka's own come beside them. */
public enum TopologyMetric implements CataloguedMetric {
  RECEIVED(
      counter(
          "tributary.topology.received", "Records read from the mutations topic.", "no increase")),
  DUPLICATES(
      counter(
          "tributary.topology.duplicates", "Mutations seen before and left out.", "sudden rise")),
  QUARANTINED(
      counter("tributary.topology.quarantined", "Records set aside, by reason.", "any increase")
          .by("reason")),
  SIGNATURES_REFUSED(
      counter(
              "tributary.topology.signatures.refused",
              "Mutations set aside because nobody vouches for them, by reason.",
              "any increase: a key is missing or old, or somebody writes who must not")
          .by("reason")),
  SIGNING_KEYS(
      gauge(
          "tributary.topology.signing.keys",
          "Keys that mutations may be signed with; 0 = signatures are not asked for.",
          "")),
  SIGNING_KEYS_STALE(
      gauge(
          "tributary.topology.signing.keys.stale",
          "1 while the file of signing keys has changed and cannot be used.",
          "1 for a minute")),
  KAFKA_REFUSALS(
      counter(
              "tributary.topology.kafka.refusals",
              "Attempts that the broker refused, by kind: who this is, a certificate, or a right.",
              "any increase")
          .by("kind")),
  OUTCOMES(
      counter(
              "tributary.topology.outcomes",
              "Outcomes, by state, reason and entity type.",
              "FAILED over 1 % of all")
          .by("state", "reason", "type")),
  CONFLICTS(
      counter(
              "tributary.topology.conflicts",
              "Attributes in conflict, by what became of them: TAKEN = the newcomer won, KEPT = what stood there won, MERGED = both count, OPEN = a person decides.",
              "share of outcomes rises; OPEN above what persons can decide")
          .by("type", "strategy", "outcome")),
  RULINGS(
      counter(
              "tributary.topology.rulings",
              "Persons' rulings answered, by state and reason.",
              "FAILED VERSION_MOVED often: persons get in each other's way")
          .by("state", "reason")),
  ADMITTED(
      counter("tributary.topology.admitted", "Mutations let in, by priority.", "never; load only")
          .by("priority")),
  BATCH_SIZE(summary("tributary.topology.batch.size", "Mutations in a batch.", "")),
  WINDOW_SIZE(
      summary(
          "tributary.topology.window.size", "Mutations in a window when it closes.", "at maximum")),
  BATCH_TIME(
      timer("tributary.topology.batch.time", "Time to decide and write a batch.", "over 0.1 s")),
  INBOX(gauge("tributary.topology.inbox", "Mutations that wait for their window to close.", "")),
  INBOX_AGE(
      gauge(
              "tributary.topology.inbox.age",
              "Age of the oldest of them by the broker's time; 0 = none waits.",
              "over 5 s")
          .in("seconds")),
  STAGE(
      timer(
              "tributary.topology.stage",
              "How long the oldest mutation of a window took, by stage: intake = from the broker's time to being read, window = to the closing of the window, apply = to the answers handed to the transaction.",
              "share over 0.5 s; the stage says where to look")
          .by("stage")),
  LATENCY(
      timer(
          "tributary.topology.latency",
          "From the broker's time of a mutation to its decision, before the commit.",
          "share over 0.5 s")),
  STALLED(
      gauge(
          "tributary.topology.stalled",
          "1 while records wait for a schema registry that does not answer.",
          "1 for a minute")),
  RESTARTS(
      gauge(
          "tributary.topology.restarts", "Restarts of the stream within the process.", "increase")),
  THREADS_FAILED(
      counter(
          "tributary.topology.threads.failed",
          "Stream threads that failed; they are replaced.",
          "increase")),
  COMMIT_AGE(
      gauge(
              "tributary.topology.commit.age",
              "Time since the last commit while mutations wait; 0 while none does.",
              "over 30 s")
          .in("seconds")),
  RESTORE_ROWS(
      gauge(
          "tributary.topology.restore.rows",
          "Rows that stores still have to restore.",
          "above 0 for 5 minutes")),
  RESTORED(
      counter(
          "tributary.topology.restored",
          "Rows that stores have restored.",
          "never; information only")),
  UNDER_REPLICATED(
      gauge(
          "tributary.topology.partitions.underreplicated",
          "Partitions of our topics with fewer replicas in sync than there should be; -1 = not known.",
          "above 0 for 5 minutes")),
  LEADERLESS(
      gauge(
          "tributary.topology.partitions.offline",
          "Partitions of our topics that no broker leads; -1 = not known.",
          "above 0")),
  FREE_SPACE(
      gauge("tributary.topology.state.free", "Free space where the state lies.", "under 1 GiB")
          .in("bytes")),
  FLOW_ALLOWANCE(
      gauge(
          "tributary.topology.flow.allowance",
          "Mutations a second allowed to each edge node; -1 = no limit, none = another instance says.",
          "not -1 for long")),
  FLOW_WAIT(
      gauge(
              "tributary.topology.flow.wait",
              "How long a mutation published now would wait.",
              "over 5 s")
          .in("seconds")),
  FLOW_NODES(
      gauge("tributary.topology.flow.nodes", "Edge nodes that have something to publish.", "")),
  LAG(
      gauge(
          "tributary.topology.lag",
          "Mutations published and not yet decided, of the partitions this instance works on; -1 = not known.",
          "over 10,000"));

  private final Metric metric;

  TopologyMetric(Metric metric) {
    this.metric = metric;
  }

  @Override
  public Metric metric() {
    return metric;
  }
}
