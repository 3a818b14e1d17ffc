package ai.valeo.erp.tributary.edge.network;

import ai.valeo.erp.tributary.edge.core.Backoff;
import ai.valeo.erp.tributary.edge.core.LinkQuality;
import ai.valeo.erp.tributary.edge.network.NetworkSettings.ProbeSettings;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Settings for tests. */
final class Given {

  static final LinkQuality.Rules RULES =
      new LinkQuality.Rules(
          10,
          Duration.ofMinutes(10),
          new LinkQuality.Bounds(0.05, 0.2),
          new LinkQuality.Bounds(100, 1_000),
          Duration.ofSeconds(30),
          3);

  static final ProbeSettings PROBES =
      new ProbeSettings(Duration.ofMillis(2), Duration.ofSeconds(5));

  static final NetworkSettings.Others OTHERS = new NetworkSettings.Others(PROBES, PROBES, null);

  private Given() {}

  static NetworkSettings settings(@Nullable URI centre) {
    return new NetworkSettings(
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60)),
        10,
        RULES,
        new NetworkSettings.Others(PROBES, PROBES, centre));
  }
}
