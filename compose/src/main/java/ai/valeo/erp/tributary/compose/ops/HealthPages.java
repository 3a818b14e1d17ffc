package ai.valeo.erp.tributary.compose.ops;

import ai.valeo.erp.tributary.graphql.http.Health;
import ai.valeo.erp.tributary.topology.app.AggregatorHealth;
import java.util.List;

/** Turns what a part knows of itself into what its health page shows. */
public final class HealthPages {
  private HealthPages() {}

  /** Of an aggregator: ready when it decides mutations and nothing is wrong. */
  public static Health of(AggregatorHealth health) {
    String reason =
        health.reasons().isEmpty() ? health.state().name() : String.join("; ", health.reasons());
    return new Health(
        health.isLive(), List.of(new Health.Check("aggregator", health.isReady(), reason)));
  }
}
