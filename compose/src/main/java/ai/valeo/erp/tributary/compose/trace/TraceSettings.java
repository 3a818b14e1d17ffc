package ai.valeo.erp.tributary.compose.trace;

import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import ai.valeo.erp.tributary.schemas.settings.SettingsReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how traces are recorded; see {@link TraceKey}.
 *
 * @param endpoint where they are sent; none = nothing is recorded
 * @param ratio share of the traces begun here that are recorded, 0 to 1
 * @param queueSpans so many spans may wait to be sent
 * @param timeout longest time of one attempt to send
 */
public record TraceSettings(
    @Nullable URI endpoint, double ratio, int queueSpans, Duration timeout) {

  private static final String TRACES = "/v1/traces";

  /**
   * Settings from keys and values.
   *
   * @throws SettingsException naming every unknown key and every bad value
   */
  public static TraceSettings of(Map<String, String> given) {
    var reader = new SettingsReader(List.of(TraceKey.values()), given);
    String endpoint =
        reader.text(
            TraceKey.ENDPOINT,
            text -> text.isEmpty() || address(text) != null,
            "http://host:port or https://host:port");
    String ratio =
        reader.matching(TraceKey.RATIO, "0|1|1\\.0+|0?\\.[0-9]{1,9}", "a number from 0 to 1");
    int queue = reader.whole(TraceKey.QUEUE);
    Duration timeout = reader.ms(TraceKey.TIMEOUT_MS);
    reader.finish(EnumSet.noneOf(SettingsReader.Remote.class));
    return new TraceSettings(
        endpoint.isEmpty() ? null : address(endpoint), Double.parseDouble(ratio), queue, timeout);
  }

  /** As collectors are named: without a path, theirs for traces is meant. */
  private static @Nullable URI address(String text) {
    try {
      URI uri = new URI(text);
      boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (!isHttp || uri.getHost() == null || uri.getUserInfo() != null) {
        return null;
      }
      String path = uri.getPath();
      return path.isEmpty() || path.equals("/") ? uri.resolve(TRACES) : uri;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
