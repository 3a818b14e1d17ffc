package ai.valeo.erp.tributary.graphql.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.valeo.erp.tributary.schemas.settings.SettingKey;
import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CentralSettingsTest {

  private static final Map<String, String> LEAST =
      Map.of("kafka.bootstrap.servers", "k:1", "schema.registry.url", "http://r:1");

  @Test
  void shouldHaveDefaultsForAllButTheAddresses() {
    // when
    CentralSettings settings = CentralSettings.of(LEAST);

    // then
    assertThat(settings.http().address().host()).isEqualTo("127.0.0.1");
    assertThat(settings.http().address().port()).isEqualTo(4000);
    assertThat(settings.views().retention().outcomes()).isEqualTo(Duration.ofDays(7));
    assertThat(settings.limits().introspection()).isTrue();
    assertThat(settings.kafka()).containsExactly(Map.entry("bootstrap.servers", "k:1"));
    assertThat(settings.registry()).containsExactly(Map.entry("schema.registry.url", "http://r:1"));
  }

  @Test
  void shouldGiveEveryInstanceAnAuthorOfItsOwn() {
    assertThat(author(Map.of())).isEqualTo("central");
    assertThat(author(Map.of("central.node.id", "hq", "central.node.instance", "2")))
        .isEqualTo("hq@2");
    assertThat(author(Map.of("central.peers.host", "127.0.0.1", "central.peers.port", "4101")))
        .isEqualTo("central@127.0.0.1-4101");
  }

  private static String author(Map<String, String> more) {
    var given = new TreeMap<>(LEAST);
    given.putAll(more);
    return CentralSettings.of(given).commands().node().value();
  }

  @Test
  void shouldNameEveryProblemAtOnce() {
    // given
    var given = new TreeMap<String, String>();
    given.put("central.http.port", "70000");
    given.put("central.threads", "many");
    given.put("central.graphiql", "maybe");
    given.put("central.nonsense", "1");
    given.put("topics.prefix", "a b");

    // when
    SettingsException failure =
        catchThrowableOfType(SettingsException.class, () -> CentralSettings.of(given));

    // then
    assertThat(failure.problems())
        .containsExactlyInAnyOrder(
            "central.nonsense: unknown key",
            "central.http.port: 70000 (expected: a whole number from 0 to 65535)",
            "central.threads: many (expected: a whole number from 1 to 64)",
            "central.graphiql: maybe (expected: true or false)",
            "topics.prefix: a b (expected: letters, digits, dot, underscore, hyphen)",
            "kafka.bootstrap.servers: missing",
            "schema.registry.url: missing");
  }

  @Test
  void shouldNameEveryPemFileThatIsMissing() {
    // given
    var given = new TreeMap<String, String>();
    given.put("kafka.bootstrap.servers", "localhost:1");
    given.put("schema.registry.url", "http://localhost:2");
    given.put("central.http.tls.certificate", "no/such.pem");
    given.put("central.peers.tls.key", "no/such.pem");

    // when
    SettingsException failure =
        catchThrowableOfType(SettingsException.class, () -> CentralSettings.of(given));

    // then
    assertThat(failure.problems())
        .containsExactlyInAnyOrder(
            "central.http.tls.certificate: no such file (expected: a PEM file)",
            "central.http.tls.key: no such file (expected: a PEM file)",
            "central.peers.tls.certificate: no such file (expected: a PEM file)",
            "central.peers.tls.key: no such file (expected: a PEM file)",
            "central.peers.tls.authority: no such file (expected: a PEM file)");
  }

  @Test
  void shouldHideSecrets() {
    // given
    var given = new TreeMap<>(LEAST);
    given.put("kafka.sasl.jaas.config", "hidden-1");
    given.put("schema.registry.basic.auth.user.info", "hidden-2");

    // when / then
    assertThat(CentralSettings.of(given).toString()).doesNotContain("hidden").contains("***");
  }

  @Test
  void shouldBeDocumentedInTheReadme() throws IOException {
    // given
    String readme = Files.readString(Path.of("README.md"));

    // when / then
    for (SettingKey key : CentralSettings.keys()) {
      assertThat(readme).contains(key.tableRow());
    }
  }
}
