package ai.valeo.erp.tributary.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrySettingsTest {

  private static final String URL = "http://127.0.0.1:8081";

  @Test
  void shouldReadConfluentsKeys() {
    // when
    RegistrySettings settings =
        RegistrySettings.from(
            Map.of(
                "schema.registry.url",
                List.of(URL, "https://r2/base/"),
                "max.retries",
                "5",
                "http.read.timeout.ms",
                1234,
                "basic.auth.credentials.source",
                "USER_INFO",
                "basic.auth.user.info",
                new Password("anna:geheim:2")));

    // then
    assertThat(settings.urls())
        .extracting(Object::toString)
        .containsExactly(URL, "https://r2/base");
    assertThat(settings.retry().maxRetries()).isEqualTo(5);
    assertThat(settings.readTimeout()).isEqualTo(Duration.ofMillis(1234));
    assertThat(settings.credentials()).isEqualTo(new RegistryCredentials.Basic("anna", "geheim:2"));
    assertThat(settings.sslContext()).isNull();
    assertThat(settings.cacheFolder()).isNull();
  }

  @Test
  void shouldNotPrintSecrets() {
    // when
    RegistrySettings settings =
        RegistrySettings.from(
            Map.of("schema.registry.url", URL, "bearer.auth.token", "very-secret"));

    // then
    assertThat(settings.toString()).doesNotContain("very-secret").contains("***");
  }

  @ParameterizedTest
  @CsvSource({
    "schema.registry.url, ftp://x",
    "schema.registry.url, ','",
    "schema.registry.url, not an address",
    "max.retries, many",
    "max.retries, -1",
    "basic.auth.credentials.source, ORACLE",
    "basic.auth.credentials.source, USER_INFO",
    "bearer.auth.credentials.source, OAUTHBEARER",
    "schema.registry.ssl.endpoint.identification.algorithm, none"
  })
  void shouldRefuseWhatItCannotHonour(String key, String value) {
    var config = new HashMap<String, Object>(Map.of("schema.registry.url", URL));
    config.put(key, value);

    assertThatThrownBy(() -> RegistrySettings.from(config)).isInstanceOf(ConfigException.class);
  }

  @Test
  void shouldNameTheKeyThatIsMissing() {
    assertThatThrownBy(() -> RegistrySettings.from(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
  }
}
