package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.core.Backoff;
import ai.valeo.erp.tributary.edge.core.LinkQuality;
import ai.valeo.erp.tributary.edge.network.NetworkSettings;
import ai.valeo.erp.tributary.edge.network.NetworkSettings.ProbeSettings;
import ai.valeo.erp.tributary.schemas.settings.SettingsReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads how the connection is kept. */
final class NetworkKeys {

  /** What has failed shows within so long, however rarely the broker is asked. */
  private static final Duration LONGEST_TICK = Duration.ofSeconds(1);

  private NetworkKeys() {}

  static NetworkSettings read(SettingsReader reader, Duration heartbeat) {
    Duration probe = reader.ms(EdgeKey.PROBE_MS);
    Duration often = probe.compareTo(heartbeat) < 0 ? probe : heartbeat;
    return new NetworkSettings(
        often.compareTo(LONGEST_TICK) < 0 ? often : LONGEST_TICK,
        probe,
        reader.ms(EdgeKey.TIMEOUT_MS),
        backoff(reader),
        reader.whole(EdgeKey.MAX_ATTEMPTS),
        quality(reader),
        new NetworkSettings.Others(
            new ProbeSettings(
                reader.ms(EdgeKey.REGISTRY_PROBE_MS), reader.ms(EdgeKey.REGISTRY_TIMEOUT_MS)),
            new ProbeSettings(
                reader.ms(EdgeKey.CENTRE_PROBE_MS), reader.ms(EdgeKey.CENTRE_TIMEOUT_MS)),
            centre(reader)));
  }

  private static LinkQuality.Rules quality(SettingsReader reader) {
    double percent = 100;
    return new LinkQuality.Rules(
        reader.whole(EdgeKey.WINDOW_CHECKS),
        reader.ms(EdgeKey.WINDOW_AGE_MS),
        new LinkQuality.Bounds(
            low(reader, EdgeKey.LOSS_LOW, EdgeKey.LOSS_HIGH) / percent,
            reader.number(EdgeKey.LOSS_HIGH) / percent),
        new LinkQuality.Bounds(
            low(reader, EdgeKey.LATENCY_LOW_MS, EdgeKey.LATENCY_HIGH_MS),
            reader.number(EdgeKey.LATENCY_HIGH_MS)),
        reader.ms(EdgeKey.HOLD_MS),
        reader.whole(EdgeKey.LOSSES));
  }

  private static Backoff backoff(SettingsReader reader) {
    long first = low(reader, EdgeKey.BACKOFF_MS, EdgeKey.BACKOFF_MAX_MS);
    return new Backoff(Duration.ofMillis(first), reader.ms(EdgeKey.BACKOFF_MAX_MS));
  }

  /** The lower of two numbers that must ascend. */
  private static long low(SettingsReader reader, EdgeKey lower, EdgeKey upper) {
    long low = reader.number(lower);
    long high = reader.number(upper);
    if (low > high) {
      reader.problem(upper.key(), high + " (expected: at least " + lower.key() + ")");
    }
    return Math.min(low, high);
  }

  private static @Nullable URI centre(SettingsReader reader) {
    String text = reader.text(EdgeKey.CENTRE_URL);
    if (text.isEmpty()) {
      return null;
    }
    try {
      URI uri = new URI(text);
      if (uri.getHost() != null && ("http".equals(uri.getScheme()) || isTls(uri))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // reported below, together with an address of another kind
    }
    reader.problem(EdgeKey.CENTRE_URL.key(), text + " (expected: http://host:port)");
    return null;
  }

  private static boolean isTls(URI uri) {
    return "https".equals(uri.getScheme());
  }
}
