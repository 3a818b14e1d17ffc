package ai.valeo.erp.tributary.topology.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import ai.valeo.erp.tributary.topology.stream.WindowSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys and values become settings, or every problem is named. */
final class AggregatorSettingsTest {

  private static final Map<String, String> LEAST =
      Map.of("kafka.bootstrap.servers", "k:9092", "schema.registry.url", "http://r:8081");

  private static AggregatorSettings settings(String key, String value) {
    var keys = new HashMap<>(LEAST);
    keys.put(key, value);
    return AggregatorSettings.of(keys);
  }

  @Test
  void shouldNeedNoMoreThanTwoAddresses() {
    // when
    AggregatorSettings settings = AggregatorSettings.of(LEAST);

    // then
    assertThat(settings.window()).isEqualTo(WindowSettings.standard());
    assertThat(settings.topics().mutations()).isEqualTo("tributary.mutations.v1");
    assertThat(settings.process().guarantee()).isEqualTo("exactly_once_v2");
    assertThat(settings.kafka()).containsExactlyEntriesOf(Map.of("bootstrap.servers", "k:9092"));
  }

  @Test
  void shouldNameEveryProblemAtOnce() {
    // given
    Map<String, String> wrong =
        Map.of(
            "aggregator.threads", "many",
            "aggregator.window.ms", "0",
            "aggregator.colour", "red",
            "aggregator.processing.guarantee", "maybe",
            "kafka.bootstrap.servers", "k:9092");

    // when
    SettingsException failure =
        catchThrowableOfType(SettingsException.class, () -> AggregatorSettings.of(wrong));

    // then
    assertThat(failure.problems())
        .containsExactlyInAnyOrder(
            "aggregator.colour: unknown key",
            "aggregator.threads: many (expected: a whole number from 1 to 64)",
            "aggregator.window.ms: 0 (expected: a whole number from 1 to 10000)",
            "aggregator.processing.guarantee: maybe (expected: exactly_once_v2 or at_least_once)",
            "schema.registry.url: missing");
  }

  @Test
  void shouldRefuseDuplicatesUnlessATestAllowsThem() {
    // given
    var keys = new HashMap<>(LEAST);
    keys.put("aggregator.processing.guarantee", "at_least_once");

    // when
    SettingsException failure =
        catchThrowableOfType(SettingsException.class, () -> AggregatorSettings.of(keys));
    keys.put("aggregator.test.duplicates.allowed", "true");
    AggregatorSettings allowed = AggregatorSettings.of(keys);

    // then
    assertThat(failure.problems())
        .containsExactly(
            "aggregator.processing.guarantee: at_least_once (expected: exactly_once_v2,"
                + " without aggregator.test.duplicates.allowed=true)");
    assertThat(allowed.process().guarantee()).isEqualTo("at_least_once");
  }

  @Test
  void shouldPassClientPropertiesOn() {
    assertThat(settings("kafka.security.protocol", "SSL").kafka())
        .containsEntry("security.protocol", "SSL");
    assertThat(settings("serde.value.deserializer", "a.B").registry())
        .containsEntry("value.deserializer", "a.B");
    assertThat(settings("schema.registry.ssl.protocol", "TLS").registry())
        .containsEntry("schema.registry.ssl.protocol", "TLS");
  }

  @Test
  void shouldHideSecrets() {
    assertThat(settings("kafka.sasl.jaas.config", "hush").toString()).doesNotContain("hush");
    assertThat(settings("kafka.ssl.key.password", "hush").toString()).doesNotContain("hush");
  }

  @Test
  void shouldDocumentEveryKeyInTheReadme() throws IOException {
    // given
    String readme = Files.readString(Path.of("README.md"));

    // when / then
    for (AggregatorKey key : AggregatorKey.values()) {
      assertThat(readme).contains(key.tableRow());
    }
  }

  @Test
  void shouldAcceptEveryDefault() {
    // given
    var keys = new HashMap<>(LEAST);
    for (AggregatorKey key : AggregatorKey.values()) {
      keys.put(key.key(), key.defaultText());
    }

    // when / then
    assertThat(AggregatorSettings.of(keys)).hasToString(AggregatorSettings.of(LEAST).toString());
  }
}
