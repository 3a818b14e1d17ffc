package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.access.AccessRefusal;
import ai.valeo.erp.tributary.schemas.access.AccessWatch;
import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Every metric the centre writes itself; Kafka's own come beside them. */
public enum CentralMeter implements CataloguedMetric {
  VIEW_RECORDS(
      Metric.counter(
          "tributary.central.view.records",
          "Records taken into the views.",
          "stands still while outcomes are produced")),
  VIEW_UNREADABLE(
      Metric.counter(
          "tributary.central.view.unreadable",
          "Records left out: they cannot be read.",
          "above 0")),
  VIEW_OUTDATED(
      Metric.counter(
          "tributary.central.view.outdated",
          "Records left out: the view is newer, as happens after a crash.",
          "never; information only")),
  VIEW_CHAIN_BROKEN(
      Metric.counter(
          "tributary.central.view.chain.broken",
          "Audit entries that do not bear the hash of the entry before, or leave a gap.",
          "above 0")),
  VIEW_LATENCY(
      Metric.timer(
          "tributary.central.view.latency",
          "Time from the broker's receipt of a change to its answer being visible here.",
          "quantile 0.99 over 1 s for 5 minutes")),
  END_TO_END(
      Metric.timer(
          "tributary.central.end.to.end",
          "Time from a change's capture, by the node's clock, to the entity being visible here; time without network counts.",
          "quantile 0.5 over 1 s while all nodes are online")),
  VIEW_LAG(
      Metric.gauge(
          "tributary.central.view.lag",
          "Committed records that the views have not taken in; -1 = not known.",
          "over 10,000, or grows for 5 minutes")),
  VIEW_MEMORY(
      Metric.gauge(
              "tributary.central.view.memory",
              "Memory of entities and indexes that are kept there beside the disk.",
              "near central.memory.bytes, and lists are slow: give it more")
          .in("bytes")),
  VIEW_STALENESS(
      Metric.gauge(
              "tributary.central.view.staleness",
              "How old what is shown may be; 0 = the views have taken in all there is.",
              "over 5 s")
          .in("seconds")),
  VIEW_STARTS(
      Metric.counter(
          "tributary.central.view.starts",
          "Starts of the views' Streams application; the first is normal.",
          "rises more than once in 10 minutes")),
  VIEW_WIPES(
      Metric.counter(
          "tributary.central.view.wipes", "Damaged state directories that were wiped.", "above 0")),
  COMMIT_AGE(
      Metric.gauge(
              "tributary.central.commit.age",
              "Time since the views' last commit while records wait for them; 0 = none wait.",
              "over 60 s")
          .in("seconds")),
  UNDECIDED(
      Metric.gauge(
          "tributary.central.undecided",
          "Mutations that no aggregator has decided, in the whole installation; -1 = not known.",
          "over 10,000, or grows for 5 minutes")),
  FREE_SPACE(
      Metric.gauge("tributary.central.state.free", "Free space where the views lie.", "under 1 GiB")
          .in("bytes")),
  CONFLICTS_OPEN(
      Metric.gauge(
          "tributary.central.conflicts.open",
          "Conflicts that wait for a person; NaN = the views cannot be read now.",
          "more than persons decide in a day")),
  QUARANTINE_WAITING(
      Metric.gauge(
          "tributary.central.quarantine.waiting",
          "Records set aside on which nobody has ruled; NaN = the views cannot be read now.",
          "above 0")),
  KAFKA_REFUSALS(
      Metric.counter(
              "tributary.central.kafka.refusals",
              "Attempts that the broker refused, by kind: who this is, a certificate, or a right.",
              "any increase")
          .by("kind")),
  GRAPHQL_REQUESTS(
      Metric.timer(
              "tributary.central.graphql.requests",
              "GraphQL requests over HTTP, by status.",
              "share of 5xx over 1 %")
          .by("status")),
  GRAPHQL_ERRORS(
      Metric.counter(
              "tributary.central.graphql.errors",
              "Errors in GraphQL answers, by code.",
              "code INTERNAL grows")
          .by("code")),
  DOCUMENT_MISSES(
      Metric.counter(
          "tributary.central.graphql.document.misses",
          "Documents parsed and validated because the cache did not hold them.",
          "never; information only"));

  private final Metric metric;

  CentralMeter(Metric metric) {
    this.metric = metric;
  }

  @Override
  public Metric metric() {
    return metric;
  }

  /** Notices when the broker refuses the process, and counts it. */
  public static AccessWatch accessWatch(MeterRegistry registry) {
    for (AccessRefusal.Kind kind : AccessRefusal.Kind.values()) {
      var unused = KAFKA_REFUSALS.counter(registry, "kind", kind.name()); // 0 until the first
    }
    return new AccessWatch(
        kind -> KAFKA_REFUSALS.counter(registry, "kind", kind.name()).increment());
  }

  /** A counter of this name with the given tags, key and value in turn. */
  public Counter counter(MeterRegistry registry, String... tags) {
    return Counter.builder(id()).description(meaning()).tags(tags).register(registry);
  }
}
