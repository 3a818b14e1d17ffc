package ai.valeo.erp.tributary.graphql.fetch;

import static ai.valeo.erp.tributary.schemas.metrics.Metric.gauge;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;

/**
 * Every metric of the edge nodes as the centre sees them. Each instance that can read the nodes
 * shows all of them; one that cannot shows NaN: take the maximum over instances, not the sum.
 */
public enum FleetMetric implements CataloguedMetric {
  NODES(
      gauge(
              "tributary.central.fleet.nodes",
              "Edge nodes by state; SILENT = no heartbeat for central.edge.silence.ms, and no goodbye.",
              "any SILENT for longer than is usual")
          .by("state")),
  PENDING(
      gauge(
          "tributary.central.fleet.pending",
          "Mutations without an answer at all nodes together, as they last told.",
          "grows while nodes are online")),
  FAILED(
      gauge(
          "tributary.central.fleet.failed",
          "Refused mutations at the nodes that nobody has acknowledged.",
          "grows for a day")),
  CONFLICTS(
      gauge(
          "tributary.central.fleet.conflicts",
          "Mutations of the nodes that wait for a person.",
          "grows for a day")),
  OLDEST(
      gauge(
              "tributary.central.fleet.oldest",
              "Age of the oldest mutation without an answer at any node, by the node's clock; 0 = none.",
              "over a day")
          .in("seconds")),
  SILENCE(
      gauge(
              "tributary.central.fleet.silence",
              "Longest time without a heartbeat of a node that did not say goodbye.",
              "over an hour")
          .in("seconds")),
  SKEW(
      gauge(
              "tributary.central.fleet.skew",
              "Greatest difference of a node's clock from ours, of the nodes that are not silent and whose heartbeats come here; their way is in it.",
              "over 30 s: from 60 s on the centre counts a clock ahead as its own")
          .in("seconds")),
  NODE_PENDING(
      gauge(
              "tributary.central.node.pending",
              "Mutations without an answer at a node; at most central.metrics.nodes nodes, those with most first.",
              "grows while the node is online")
          .by("node")),
  NODE_SILENCE(
      gauge(
              "tributary.central.node.silence",
              "Time since the node's last heartbeat.",
              "over an hour")
          .in("seconds")
          .by("node")),
  NODE_SKEW(
      gauge(
              "tributary.central.node.skew",
              "How far the node's clock is ahead of ours; less than 0 = behind. Shown by the instance its heartbeats come to.",
              "over 30 s or under -30 s")
          .in("seconds")
          .by("node"));

  private final Metric metric;

  FleetMetric(Metric metric) {
    this.metric = metric;
  }

  @Override
  public Metric metric() {
    return metric;
  }
}
