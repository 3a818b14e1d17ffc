package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;

/** Every metric the topology writes itself; Kafka's own come beside them. */
public enum TopologyMetric implements CataloguedMetric {
  RECEIVED(
      "tributary.topology.received", "", "Records read from the mutations topic.", "no increase"),
  DUPLICATES(
      "tributary.topology.duplicates", "", "Mutations seen before and left out.", "sudden rise"),
  QUARANTINED(
      "tributary.topology.quarantined", "", "Records set aside, by reason.", "any increase"),
  SIGNATURES_REFUSED(
      "tributary.topology.signatures.refused",
      "",
      "Mutations set aside because nobody vouches for them, by reason.",
      "any increase: a key is missing or old, or somebody writes who must not"),
  SIGNING_KEYS(
      "tributary.topology.signing.keys",
      "",
      "Keys that mutations may be signed with; none = signatures are not asked for.",
      ""),
  SIGNING_KEYS_STALE(
      "tributary.topology.signing.keys.stale",
      "",
      "1 while the file of signing keys has changed and cannot be used.",
      "1 for a minute"),
  OUTCOMES(
      "tributary.topology.outcomes", "", "Outcomes, by state, reason and entity type.", "FAILED"),
  CONFLICTS(
      "tributary.topology.conflicts", "", "Conflicts met, by entity type and strategy.", "rise"),
  RULINGS(
      "tributary.topology.rulings",
      "",
      "Persons' rulings answered, by state and reason.",
      "FAILED VERSION_MOVED often: persons get in each other's way"),
  BATCH_SIZE("tributary.topology.batch.size", "", "Mutations in a batch.", ""),
  WINDOW_SIZE(
      "tributary.topology.window.size", "", "Mutations in a window when it closes.", "at maximum"),
  BATCH_TIME(
      "tributary.topology.batch.time",
      "seconds",
      "Time to decide and write a batch.",
      "over 0.1 s"),
  INBOX("tributary.topology.inbox", "", "Mutations that wait for their window to close.", ""),
  LATENCY(
      "tributary.topology.latency",
      "seconds",
      "From the broker's time of a mutation to its decision, before the commit.",
      "share over 0.5 s"),
  STALLED(
      "tributary.topology.stalled",
      "",
      "1 while records wait for a schema registry that does not answer.",
      "1 for a minute"),
  RESTARTS(
      "tributary.topology.restarts", "", "Restarts of the stream within the process.", "increase"),
  FREE_SPACE(
      "tributary.topology.state.free", "bytes", "Free space where the state lies.", "under 1 GiB"),
  FLOW_ALLOWANCE(
      "tributary.topology.flow.allowance",
      "",
      "Mutations a second allowed to each edge node; -1 = no limit, none = another instance says.",
      "not -1 for long"),
  FLOW_WAIT(
      "tributary.topology.flow.wait",
      "seconds",
      "How long a mutation published now would wait.",
      "over 5 s"),
  FLOW_NODES("tributary.topology.flow.nodes", "", "Edge nodes that have something to publish.", ""),
  LAG("tributary.topology.lag", "", "Mutations published and not yet decided.", "over 10,000");

  private final Metric metric;

  TopologyMetric(String id, String unit, String meaning, String alert) {
    this.metric = new Metric(id, unit, meaning, alert);
  }

  @Override
  public Metric metric() {
    return metric;
  }
}
