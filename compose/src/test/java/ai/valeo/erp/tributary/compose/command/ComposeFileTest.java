package ai.valeo.erp.tributary.compose.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** What {@code compose.yaml} and its {@code .env} promise. */
final class ComposeFileTest {
  private static final Path FILE = Path.of("compose.yaml");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)}");
  private static final Set<String> PROCESSES = Set.of("aggregator", "central", "edge");

  /** What secure/generate.sh makes; the processes read it before they start. */
  private static final String SIGNING_KEYS = "/etc/tributary/signing.keys";

  @TempDir static Path folder;

  private static final Map<String, String> VERSIONS = new TreeMap<>();
  private static Map<String, Map<String, Object>> services;

  @BeforeAll
  static void read() throws IOException {
    Properties versions = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(".env"))) {
      versions.load(reader);
    }
    versions.stringPropertyNames().forEach(name -> VERSIONS.put(name, versions.getProperty(name)));
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(1_000);
    Map<String, Object> file = new Yaml(options).load(Files.readString(FILE));
    services = map(file.get("services"));
    Files.writeString(folder.resolve("keys"), "one * " + "QUFB".repeat(12) + "\n");
  }

  @Test
  void shouldGiveEveryProcessASoundConfiguration() {
    eachProcess((name, process) -> assertThat(process.problems()).as(name).isEmpty());
  }

  @Test
  void shouldKeepWhatProcessesMustNotLoseOnVolumes() {
    // given what each process writes to
    List<String> places =
        List.of(
            "TRIBUTARY_AGGREGATOR_STATE_DIR",
            "TRIBUTARY_CENTRAL_STATE_DIR",
            "TRIBUTARY_EDGE_STORE_FILE");
    // then
    eachProcess((name, process) ->
        assertThat(places)
            .as(name)
            .filteredOn(process.environment()::containsKey)
            .hasSize(1)
            .allSatisfy(place ->
                assertThat(process.environment().get(place)).startsWith("/var/lib/tributary/")));
    eachProcess((name, process) ->
        assertThat(list(services.get(name), "volumes"))
            .as(name)
            .contains(name.replace("-secure", "") + ":/var/lib/tributary"));
  }

  @Test
  void shouldWatchAndBoundEveryService() {
    services.forEach((name, service) -> {
      boolean endsByItself = "on-failure".equals(service.get("restart"));
      assertThat(service).as(name).containsKeys("profiles", "mem_limit", "cpus", "pids_limit");
      assertThat(service).as(name).containsKeys("restart", "logging", "networks");
      boolean isOurs = "${TRIBUTARY_IMAGE}".equals(service.get("image"));
      assertThat(isOurs || endsByItself || service.containsKey("healthcheck")).as(name).isTrue();
    });
    eachProcess((name, process) ->
        assertThat(process.environment().get("TRIBUTARY_HEALTH_URL"))
            .as(name)
            .matches("http://127\\.0\\.0\\.1:\\d+/health/(ready|live)"));
  }

  @Test
  void shouldPublishOnThisMachineOnly() {
    assertThat(VERSIONS).containsEntry("BIND_ADDRESS", "127.0.0.1");
    services.forEach((name, service) ->
        assertThat(list(service, "ports"))
            .as(name)
            .allSatisfy(port -> assertThat(port).startsWith("${BIND_ADDRESS}:")));
  }

  @Test
  void shouldRunWithoutRights() {
    eachProcess((name, process) ->
        assertThat(services.get(name))
            .as(name)
            .containsEntry("read_only", true)
            .containsEntry("cap_drop", List.of("ALL"))
            .containsEntry("security_opt", List.of("no-new-privileges:true")));
  }

  @Test
  void shouldNameNoImageButByTheVersionsFile() {
    services.forEach((name, service) ->
        assertThat(service.get("image")).as(name).asString().matches("\\$\\{[A-Z]+_IMAGE}"));
    assertThat(VERSIONS)
        .containsEntry("KAFKA_IMAGE", "apache/kafka:" + AppInfoParser.getVersion())
        .containsEntry("REGISTRY_IMAGE", "apicurio/apicurio-registry:" + apicurio());
  }

  @Test
  void shouldMountOnlyWhatIsThere() {
    services.forEach((name, service) ->
        list(service, "volumes").stream()
            .filter(volume -> volume.startsWith("./") && !volume.startsWith("./secure/generated"))
            .forEach(volume -> assertThat(Path.of(volume.split(":", 2)[0])).as(name).exists()));
  }

  @Test
  void shouldHoldNoSecrets() throws IOException {
    for (String file : List.of("compose.yaml", ".env")) {
      assertThat(Files.readString(Path.of(file)))
          .doesNotContainIgnoringCase("password=", "secret=", "PASSWORD:", "SECRET:");
    }
    assertThat(Files.readString(Path.of("../.gitignore"))).contains("/compose/secure/generated/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"minimal", "full", "secure"})
  void shouldBeTakenByDockerCompose(String profile) throws Exception {
    assertThat(
            DockerCompose.config(
                List.of("-f", FILE.toString(), "--profile", profile, "config", "-q"), Map.of()))
        .isEmpty();
  }

  private static void eachProcess(BiConsumer<String, DeployedProcess> check) {
    services.forEach((name, service) -> {
      List<String> command = list(service, "command");
      if (!command.isEmpty() && PROCESSES.contains(command.getFirst())) {
        check.accept(name, new DeployedProcess(command.getFirst(), environment(service)));
      }
    });
  }

  private static Map<String, String> environment(Map<String, Object> service) {
    var environment = new TreeMap<String, String>();
    map(service.getOrDefault("environment", Map.of()))
        .forEach((key, value) ->
            environment.put(
                key,
                filled(String.valueOf(value))
                    .replace(SIGNING_KEYS, folder.resolve("keys").toString())));
    return environment;
  }

  private static String filled(String text) {
    Matcher matcher = VARIABLE.matcher(text);
    return matcher.replaceAll(found -> {
      String value = VERSIONS.get(found.group(1));
      assertThat(value).as(found.group()).isNotNull();
      return Matcher.quoteReplacement(value);
    });
  }

  private static String apicurio() {
    Properties versions = new Properties();
    try (InputStream in = ComposeFileTest.class.getResourceAsStream("/versions.properties")) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return versions.getProperty("apicurio");
  }

  @SuppressWarnings("unchecked")
  private static <V> Map<String, V> map(Object value) {
    return (Map<String, V>) value;
  }

  @SuppressWarnings("unchecked")
  private static List<String> list(Map<String, Object> service, String key) {
    return (List<String>) service.getOrDefault(key, List.of());
  }
}
