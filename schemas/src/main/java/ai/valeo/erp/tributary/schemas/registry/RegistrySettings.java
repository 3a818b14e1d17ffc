package ai.valeo.erp.tributary.schemas.registry;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the registry client, under Confluent's keys.
 *
 * @param urls base addresses, tried in this order; never empty
 * @param credentials how we identify ourselves
 * @param sslContext for https addresses; absent = the JDK's default
 * @param connectTimeout for one attempt to connect
 * @param readTimeout for one answer
 * @param retry how often to try
 * @param cacheFolder where ids are kept for the registry's absence; absent = nowhere
 */
public record RegistrySettings(
    List<URI> urls,
    RegistryCredentials credentials,
    @Nullable SSLContext sslContext,
    Duration connectTimeout,
    Duration readTimeout,
    RetrySettings retry,
    @Nullable Path cacheFolder) {

  /** Addresses of the registry, separated by commas. */
  public static final String URL = "schema.registry.url";

  /** Our own: folder in which ids and schemas are kept. */
  public static final String CACHE_DIR = "schema.registry.cache.dir";

  static final String MAX_RETRIES = "max.retries";
  static final String WAIT_MS = "retries.wait.ms";
  static final String MAX_WAIT_MS = "retries.max.wait.ms";
  static final String CONNECT_TIMEOUT_MS = "http.connect.timeout.ms";
  static final String READ_TIMEOUT_MS = "http.read.timeout.ms";

  public RegistrySettings {
    urls = List.copyOf(urls);
    if (urls.isEmpty()) {
      throw new ConfigException(URL, "", "expected: at least one address");
    }
  }

  /** Reads the settings; keys it does not know are ignored, as in every Kafka client. */
  public static RegistrySettings from(Map<String, ?> config) {
    var values = new ConfigValues(config);
    return new RegistrySettings(
        RegistryAddresses.parse(values.text(URL, "")),
        CredentialsConfig.read(values),
        SslConfig.read(config),
        Duration.ofMillis(values.number(CONNECT_TIMEOUT_MS, 5_000)),
        Duration.ofMillis(values.number(READ_TIMEOUT_MS, 10_000)),
        retry(values),
        values.has(CACHE_DIR) ? Path.of(values.text(CACHE_DIR, "")) : null);
  }

  private static RetrySettings retry(ConfigValues values) {
    long waitMs = values.number(WAIT_MS, 100);
    long maxWaitMs = Math.max(waitMs, values.number(MAX_WAIT_MS, 2_000));
    return new RetrySettings((int) values.number(MAX_RETRIES, 3), waitMs, maxWaitMs);
  }
}
