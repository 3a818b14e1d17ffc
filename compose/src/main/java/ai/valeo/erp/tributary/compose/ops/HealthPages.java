package ai.valeo.erp.tributary.compose.ops;

import ai.valeo.erp.tributary.graphql.http.Address;
import ai.valeo.erp.tributary.graphql.http.Health;
import ai.valeo.erp.tributary.graphql.http.HealthGauges;
import ai.valeo.erp.tributary.graphql.http.OpsServer;
import ai.valeo.erp.tributary.topology.app.Aggregator;
import ai.valeo.erp.tributary.topology.app.AggregatorHealth;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Turns what a part knows of itself into what its health page shows. */
public final class HealthPages {
  private HealthPages() {}

  /** Of an aggregator: ready when it decides mutations and nothing is wrong. */
  public static Health of(AggregatorHealth health) {
    return new Health(
        health.isLive(),
        health.checks().stream()
            .map(check -> new Health.Check(check.name(), check.isOk(), check.words()))
            .toList());
  }

  /**
   * Serves the pages of an aggregator, and shows its health among its metrics.
   *
   * @param address where
   * @param meters its metrics
   */
  public static OpsServer serve(
      Aggregator aggregator, Address address, PrometheusMeterRegistry meters) {
    HealthGauges.show(meters, "aggregator", () -> of(aggregator.health()), Aggregator.class);
    return OpsServer.start(address, meters, () -> of(aggregator.health()));
  }
}
