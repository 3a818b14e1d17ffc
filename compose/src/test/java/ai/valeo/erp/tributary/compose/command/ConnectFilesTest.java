package ai.valeo.erp.tributary.compose.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * The containers of Kafka Connect run the configuration that we ship, which is the one that {@code
 * RelationalIT} runs, and fit the containers beside them.
 */
final class ConnectFilesTest {
  private static final Path FOLDER = Path.of("connect");
  private static final Path FILE = FOLDER.resolve("compose.connect.yaml");
  private static final Path BESIDE = Path.of("compose.yaml");
  private static final List<String> CONFIGURATION =
      List.of("worker.properties", "postgresql-sink.properties");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Z_]+)}");
  private static final String INSIDE = "/opt/connect/";

  @Test
  void shouldRunTheShippedConfigurationWithEveryValueItAsksFor() throws IOException {
    // given
    Map<String, Object> connect = service(FILE, "connect");
    Set<String> asked = new TreeSet<>();
    for (String name : CONFIGURATION) {
      Matcher matcher = VARIABLE.matcher(Files.readString(FOLDER.resolve(name)));
      matcher.results().forEach(found -> asked.add(found.group(1)));
      // then
      assertThat(list(connect, "volumes"))
          .contains("./connect/" + name + ":" + INSIDE + name + ":ro");
      assertThat(list(connect, "command")).contains(INSIDE + name);
    }
    assertThat(map(connect.get("environment")).keySet()).containsAll(asked);
    assertThat(asked).contains("TRIBUTARY_CONNECT_KAFKA", "TRIBUTARY_CONNECT_JDBC_PASSWORD");
    // plugin.path=plugins is relative to where it runs
    assertThat(connect).containsEntry("working_dir", "/opt/connect");
    assertThat(list(connect, "volumes"))
        .contains("./connect/target/plugins:" + INSIDE + "plugins:ro");
  }

  @Test
  void shouldAskForBrokerAndRegistryWhereTheyAre() throws IOException {
    // given
    Map<String, Object> environment = map(service(FILE, "connect").get("environment"));
    Map<String, Object> aggregator = map(service(BESIDE, "aggregator-1").get("environment"));
    // then
    assertThat(environment.get("TRIBUTARY_CONNECT_KAFKA"))
        .isEqualTo(aggregator.get("TRIBUTARY_KAFKA_BOOTSTRAP_SERVERS"));
    assertThat(environment.get("TRIBUTARY_CONNECT_REGISTRY"))
        .isEqualTo(aggregator.get("TRIBUTARY_SCHEMA_REGISTRY_URL"));
  }

  @Test
  void shouldBeTakenByDockerComposeBesideTheOthers() throws Exception {
    // given
    List<String> both = List.of("-f", BESIDE.toString(), "-f", FILE.toString());
    List<String> asked = new ArrayList<>(both);
    asked.addAll(List.of("--profile", "minimal", "--profile", "connect", "config", "-q"));
    // when, then
    assertThat(DockerCompose.config(asked, Map.of("POSTGRES_PASSWORD", "a password"))).isEmpty();
    assertThat(DockerCompose.config(asked, Map.of("POSTGRES_PASSWORD", "")))
        .startsWith("exit code")
        .contains("POSTGRES_PASSWORD");
  }

  private static Map<String, Object> service(Path file, String name) throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(1_000);
    Map<String, Object> all = new Yaml(options).load(Files.readString(file));
    return map(map(all.get("services")).get(name));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  private static List<String> list(Map<String, Object> service, String key) {
    return (List<String>) service.get(key);
  }
}
