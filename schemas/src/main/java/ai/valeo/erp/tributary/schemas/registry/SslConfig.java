package ai.valeo.erp.tributary.schemas.registry;

import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code schema.registry.ssl.*}: the same keys as Kafka's own, so that key stores in PKCS12,
 * JKS and PEM work alike for both.
 */
final class SslConfig {

  static final String PREFIX = "schema.registry.";

  private SslConfig() {}

  static @Nullable SSLContext read(Map<String, ?> config) {
    var own = new HashMap<String, Object>();
    config.forEach((key, value) -> {
      if (key.startsWith(PREFIX + "ssl.") && value != null) {
        own.put(key.substring(PREFIX.length()), value);
      }
    });
    if (own.isEmpty()) {
      return null;
    }
    refuseBlindTrust(own);
    var definition = new ConfigDef();
    SslConfigs.addClientSslSupport(definition);
    try (var factory = new DefaultSslEngineFactory()) {
      factory.configure(definition.parse(own));
      return factory.sslContext();
    }
  }

  private static void refuseBlindTrust(Map<String, Object> own) {
    String key = SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG;
    Object algorithm = own.get(key);
    if (algorithm != null && !algorithm.toString().equalsIgnoreCase("https")) {
      throw new ConfigException(PREFIX + key, algorithm, "expected: https");
    }
  }
}
