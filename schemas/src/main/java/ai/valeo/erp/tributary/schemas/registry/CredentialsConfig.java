package ai.valeo.erp.tributary.schemas.registry;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/** Reads how to identify oneself, under Confluent's keys. */
final class CredentialsConfig {

  static final String BASIC_SOURCE = "basic.auth.credentials.source";
  static final String USER_INFO = "basic.auth.user.info";
  static final String OLD_USER_INFO = "schema.registry.basic.auth.user.info";
  static final String JAAS = SaslConfigs.SASL_JAAS_CONFIG;
  static final String BEARER_SOURCE = "bearer.auth.credentials.source";
  static final String BEARER_TOKEN = "bearer.auth.token";

  private CredentialsConfig() {}

  static RegistryCredentials read(ConfigValues values) {
    if (values.has(BEARER_SOURCE) || values.has(BEARER_TOKEN)) {
      return bearer(values);
    }
    String source = values.text(BASIC_SOURCE, "URL").toUpperCase(Locale.ROOT);
    return switch (source) {
      case "URL" -> fromUrl(values);
      case "USER_INFO" -> basic(USER_INFO, values.text(USER_INFO, values.text(OLD_USER_INFO, "")));
      case "SASL_INHERIT" -> fromJaas(values);
      default ->
          throw new ConfigException(
              BASIC_SOURCE, source, "expected: URL, USER_INFO or SASL_INHERIT");
    };
  }

  private static RegistryCredentials bearer(ConfigValues values) {
    String source = values.text(BEARER_SOURCE, "STATIC_TOKEN");
    if (!source.equals("STATIC_TOKEN")) {
      throw new ConfigException(BEARER_SOURCE, source, "expected: STATIC_TOKEN");
    }
    if (!values.has(BEARER_TOKEN)) {
      throw new ConfigException(BEARER_TOKEN, "", "expected: a token");
    }
    return new RegistryCredentials.Bearer(values.text(BEARER_TOKEN, ""));
  }

  private static RegistryCredentials fromUrl(ConfigValues values) {
    for (URI url : RegistryAddresses.parse(values.text(RegistrySettings.URL, ""))) {
      if (url.getUserInfo() != null) {
        return basic(RegistrySettings.URL, url.getUserInfo());
      }
    }
    return new RegistryCredentials.None();
  }

  private static RegistryCredentials basic(String key, String userInfo) {
    int colon = userInfo.indexOf(':');
    if (colon < 1) {
      throw new ConfigException(key, "***", "expected: user:password");
    }
    return new RegistryCredentials.Basic(
        userInfo.substring(0, colon), userInfo.substring(colon + 1));
  }

  private static RegistryCredentials fromJaas(ConfigValues values) {
    // Raw configuration maps hold text where Kafka's loader wants its own type.
    var parsed = Map.of(JAAS, new Password(values.text(JAAS, "")));
    for (AppConfigurationEntry entry :
        JaasContext.loadClientContext(parsed).configurationEntries()) {
      Object user = entry.getOptions().get("username");
      Object password = entry.getOptions().get("password");
      if (user != null && password != null) {
        return new RegistryCredentials.Basic(user.toString(), password.toString());
      }
    }
    throw new ConfigException(JAAS, "***", "expected: username and password");
  }
}
