package ai.valeo.erp.tributary.graphql.view;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Every meter of this module: name, meaning, when to alert. Tags are bounded. */
public enum CentralMeter {
  /** Records taken into the views. Alert if it stands still while outcomes are produced. */
  VIEW_RECORDS("tributary.central.view.records", "Records taken into the views"),
  /** Records that can never be read. Alert on any. */
  VIEW_UNREADABLE("tributary.central.view.unreadable", "Records left out: they cannot be read"),
  /** Records older than the view, seen after a crash. Informational. */
  VIEW_OUTDATED("tributary.central.view.outdated", "Records left out: the view is newer"),
  /** Starts of the views; the first is normal. Alert if it rises more than once in 10 minutes. */
  VIEW_STARTS("tributary.central.view.starts", "Starts of the views' Streams application"),
  /** State directories wiped because they were damaged. Alert on any. */
  VIEW_WIPES("tributary.central.view.wipes", "Damaged state directories that were wiped"),
  /** GraphQL requests by HTTP status; tag status. Alert on a share of 5xx over 1 %. */
  GRAPHQL_REQUESTS("tributary.central.graphql.requests", "GraphQL requests over HTTP"),
  /** GraphQL errors; tag code. Alert on INTERNAL. */
  GRAPHQL_ERRORS("tributary.central.graphql.errors", "Errors in GraphQL answers"),
  /** Documents parsed and validated because the cache did not hold them. Informational. */
  DOCUMENT_MISSES("tributary.central.graphql.document.misses", "Documents parsed and validated");

  private static final Duration[] TIME_BORDERS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(20),
    Duration.ofMillis(100),
    Duration.ofMillis(500)
  };

  private final String meterName;
  private final String meaning;

  CentralMeter(String meterName, String meaning) {
    this.meterName = meterName;
    this.meaning = meaning;
  }

  /** Its name, in Micrometer's dotted form. */
  public String meterName() {
    return meterName;
  }

  /** What it tells. */
  public String meaning() {
    return meaning;
  }

  /** A counter of this name with the given tags, key and value in turn. */
  public Counter counter(MeterRegistry registry, String... tags) {
    return Counter.builder(meterName).description(meaning).tags(tags).register(registry);
  }

  /** A timer of this name with the given tags, key and value in turn. */
  public Timer timer(MeterRegistry registry, String... tags) {
    return Timer.builder(meterName)
        .description(meaning)
        .serviceLevelObjectives(TIME_BORDERS)
        .tags(tags)
        .register(registry);
  }
}
