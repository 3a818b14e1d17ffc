package ai.valeo.erp.tributary.tests.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import ai.valeo.erp.tributary.compose.process.ChildProcess;
import ai.valeo.erp.tributary.compose.process.JavaCommand;
import ai.valeo.erp.tributary.graphql.NpmFolder;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.tests.foreign.EngineersRig.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The topics as data engineers use them: by clients that are not ours, and by the commands that
 * ours has for them.
 */
final class DataEngineerIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MUTATIONS = EngineersRig.TOPICS.mutations();
  private static final String PRODUCTS =
      EngineersRig.TOPICS.entities(Objects.requireNonNull(EntityTypes.bundled().type("Product")));
  private static final int OUTCOMES = 4;

  /** Options of a plan of topics that nothing works on. */
  private static final String PLAN = "--set=topics.prefix=plan.";

  /** A small process that logs as ours do, not as these tests do. */
  private static final List<String> OPTIONS =
      List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-Dlogback.configurationFile=logback.xml");

  private static EngineersRig rig;

  @TempDir Path folder;

  /** A product; one that was deleted; a customer; and something that nobody can read. */
  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    rig = new EngineersRig(folder);
    var chai = new EntityKey("Product", "p1");
    var gone = new EntityKey("Product", "p2");
    rig.mutate(
        "r1",
        chai,
        Operation.CREATE,
        Change.set("name", Value.of("Chai")),
        Change.set("price", Value.of(new BigDecimal("18.5000"))));
    rig.mutate("r2", gone, Operation.CREATE, Change.set("name", Value.of("Gone")));
    // one window publishes one record per entity: the deletion has to come after it
    await().atMost(LIMIT).until(() -> tail("entities.product", "--id=p2").size() == 1);
    rig.mutate("r3", gone, Operation.DELETE);
    rig.mutate(
        "r4",
        new EntityKey("Customer", "c1"),
        Operation.CREATE,
        Change.set("name", Value.of("Alfreds")),
        Change.set("email", Value.of("maria@alfreds.example")));
    rig.publish("r5", chai, "{\"id\":1}".getBytes(StandardCharsets.UTF_8));
    await()
        .atMost(LIMIT)
        .until(() ->
            tail("outcomes").size() == OUTCOMES && tail("quarantine", "--key=" + chai).size() == 1);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void shouldBeReadByKcat() throws Exception {
    // when keys, the wire format's zero and schema id, and headers are asked for
    List<String> lines =
        kcat("-t", PRODUCTS, "-s", "value=>BI", "-Z", "-f", "%k %s %h\\n").lines().toList();
    // then
    int id = rig.schemaId(PRODUCTS);
    assertThat(lines).hasSize(3);
    assertThat(lines)
        .anyMatch(line -> line.matches("Product:p1 0\\D*" + id + " .*correlationId=r1.*"));
    assertThat(lines)
        .anyMatch(line ->
            line.startsWith("Product:p2 NULL ")
                && line.contains("tributary-version=2")
                && line.contains("tributary-mutation-id=r3-mutation"));
  }

  @Test
  void shouldBeDecodedByKafkaJs() throws Exception {
    // given
    NpmFolder npm = NpmFolder.installed(Path.of("src", "test", "npm", "kafkajs"), "kafkajs");
    // when
    NpmFolder.Output output =
        npm.run("node", "entities.mjs", rig.bootstrapServers(), rig.registryUrl(), PRODUCTS, "3");
    // then
    assertThat(output.exitCode()).as(output.text()).isZero();
    List<JsonNode> records = parsed(output.text());
    JsonNode chai = only(records, "Product:p1");
    assertThat(chai.at("/value/name").asText()).isEqualTo("Chai");
    assertThat(chai.at("/value/version").asLong()).isEqualTo(1);
    assertThat(decimal(chai.at("/value/price/data"))).isEqualByComparingTo("18.5");
    assertThat(chai.at("/headers/correlationId").asText()).isEqualTo("r1");
    JsonNode tombstone =
        records.stream().filter(record -> record.path("value").isNull()).findAny().orElseThrow();
    assertThat(tombstone.path("key").asText()).isEqualTo("Product:p2");
    assertThat(tombstone.at("/headers/tributary-version").asText()).isEqualTo("2");
  }

  @Test
  void shouldTailDecodedAndFiltered() {
    // when, then decoded
    List<JsonNode> chai = tail("entities.product", "--id=p1");
    assertThat(chai).hasSize(1);
    assertThat(chai.getFirst().path("schemaId").asInt()).isEqualTo(rig.schemaId(PRODUCTS));
    assertThat(chai.getFirst().at("/value/price").decimalValue()).isEqualByComparingTo("18.5");

    // filtered, each way
    assertThat(tail("mutations", "--type=Product")).hasSize(4);
    assertThat(tail("mutations", "--key=Product:p2")).hasSize(2);
    assertThat(tail("mutations", "--header=correlationId=r3"))
        .singleElement()
        .matches(line -> line.at("/value/operation").asText().equals("DELETE"));
    assertThat(tail("outcomes", "--node=berlin")).hasSize(OUTCOMES);
    assertThat(tail("outcomes", "--node=rome")).isEmpty();
    assertThat(tail("mutations", "--limit=2")).hasSize(2);
    assertThat(tail("mutations", "--from=end")).isEmpty();
    assertThat(tail("mutations", "--until=2020-01-01T00:00:00Z")).isEmpty();
    assertThat(
            IntStream.range(0, 3)
                .map(partition -> tail("mutations", "--partition=" + partition).size())
                .sum())
        .isEqualTo(5);
  }

  @Test
  void shouldTailWithoutPersonalDataUnlessAsked() {
    assertThat(tail("entities.customer").getFirst().at("/value/email").asText()).isEqualTo("***");
    assertThat(tail("entities.customer", "--show-personal").getFirst().at("/value/email").asText())
        .isEqualTo("maria@alfreds.example");
    // and what cannot be read
    JsonNode garbage = tail("mutations", "--header=correlationId=r5").getFirst();
    assertThat(garbage.path("undecodable").asText()).contains("first 123");
    assertThat(garbage.has("base64")).isFalse();
    JsonNode setAside = tail("quarantine", "--header=correlationId=r5").getFirst();
    assertThat(setAside.at("/headers/tributary-quarantine-reason").asText())
        .isEqualTo("UNDECODABLE");
    assertThat(setAside.at("/headers/tributary-origin-offset").asText())
        .isEqualTo(garbage.path("offset").asText());
  }

  @Test
  void shouldFollowUntilItIsToldToStop() throws Exception {
    // given
    List<String> arguments = new ArrayList<>(List.of("mutations", "--follow", "--from=beginning"));
    arguments.addAll(rig.addresses());
    JavaCommand command = JavaCommand.ours("tail", OPTIONS, arguments);
    ChildProcess process = ChildProcess.start(command, folder);
    try (process) {
      await().atMost(LIMIT).until(() -> !process.isAlive() || records(process).size() == 5);
      assertThat(process.isAlive()).as("see %s", process.logFile()).isTrue();
    }
    // then it ends by the signal (15), not by being killed, and without complaint
    assertThat(process.exitCode()).isEqualTo(128 + 15);
    assertThat(Files.readString(process.logFile())).doesNotContain("Exception");
  }

  @Test
  void shouldCreateCheckDescribeAndCompareTopics() throws Exception {
    // given none
    Answer missing = rig.run("topics", "check", PLAN);
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.out()).contains("plan.mutations.v1: topic: ", "create it");

    // when
    Answer created = rig.run("topics", "create", PLAN);
    // then
    assertThat(created.code()).isZero();
    assertThat(created.out()).contains("created plan.mutations.v1");
    assertThat(rig.run("topics", "check", PLAN).code()).isZero();
    assertThat(rig.run("topics", "diff", PLAN)).isEqualTo(new Answer(0, "", ""));
    Answer described = rig.run("topics", "describe", PLAN, "--json");
    assertThat(described.code()).isZero();
    JsonNode first = JSON.readTree(described.out()).get(0);
    assertThat(first.path("topic").asText()).isEqualTo("plan.mutations.v1");
    assertThat(first.path("partitions").asInt()).isEqualTo(3);
    assertThat(first.path("schema").asText()).isEqualTo("Mutation");

    // when somebody has changed them: longer is harmless, shorter loses records
    retain("plan.audit.v1", "-1");
    retain("plan.mutations.v1", "3600000");
    // then
    // a broker hears of a change a moment after the controller has made it
    Answer wrong =
        await()
            .atMost(LIMIT)
            .until(() -> rig.run("topics", "check", PLAN), answer -> answer.code() == 1);
    assertThat(wrong.out()).contains("plan.mutations.v1: retention.ms: 3600000").hasLineCount(1);
    assertThat(rig.run("topics", "diff", PLAN).out()).contains("harmless").hasLineCount(2);

    // when
    Answer altered = rig.run("topics", "create", "--alter", PLAN);
    // then
    assertThat(altered.out()).contains("changed plan.mutations.v1: retention.ms");
    await().atMost(LIMIT).until(() -> rig.run("topics", "check", PLAN).code() == 0);
  }

  @Test
  void shouldRegisterAndCheckSchemasForCi() {
    assertThat(rig.run("schemas", "check", "--registered", PLAN).code()).isEqualTo(1);
    Answer registered = rig.run("schemas", "register", PLAN);
    assertThat(registered.code()).isZero();
    assertThat(registered.out()).containsPattern("plan.mutations.v1-value +added .* id \\d+");
    assertThat(rig.run("schemas", "check", "--registered", PLAN).code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "topics check",
        "topics create",
        "tail mutations",
        "schemas check",
        "acls --kind edge --node hamburg --apply --set kafka.bootstrap.servers=127.0.0.1:1"
      })
  void shouldSayThatNobodyAnswers(String command) {
    // given addresses where nobody is, and little patience
    List<String> line = new ArrayList<>(List.of(command.split(" ")));
    line.addAll(
        List.of(
            "--set=kafka.default.api.timeout.ms=1500",
            "--set=kafka.request.timeout.ms=1000",
            "--set=schema.registry.max.retries=0"));
    if (!command.startsWith("acls")) {
      line.addAll(List.of("--kafka=127.0.0.1:1", "--registry=http://127.0.0.1:1"));
    }
    // when
    Answer answer = EngineersRig.execute(line);
    // then
    assertThat(answer.code()).as(answer.err()).isEqualTo(3);
    assertThat(answer.err()).startsWith("no answer: ").hasLineCount(1);
    assertThat(answer.out()).isEmpty();
  }

  private static List<JsonNode> tail(String... line) {
    List<String> all = new ArrayList<>(List.of("tail"));
    all.addAll(List.of(line));
    Answer answer = rig.run(all.toArray(String[]::new));
    assertThat(answer.code()).as(answer.err()).isZero();
    return parsed(answer.out());
  }

  private static void retain(String topic, String ms) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", rig.bootstrapServers()))) {
      var entry = new ConfigEntry("retention.ms", ms);
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, topic),
                  List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  /** What kcat prints of a topic from its beginning to its end. */
  private static String kcat(String... more) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of("kcat", "-C", "-q", "-e", "-o", "beginning", "-b", rig.bootstrapServers()));
    line.addAll(List.of(more));
    Process process;
    try {
      process = new ProcessBuilder(line).redirectErrorStream(true).start();
    } catch (IOException e) {
      return abort("Skipped: kcat cannot be run (Debian: apt-get install kcat): " + e.getMessage());
    }
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  /** The lines that are records; others are of the JVM or the log. */
  private static List<String> records(ChildProcess process) throws IOException {
    return Files.readString(process.logFile()).lines().filter(DataEngineerIT::isRecord).toList();
  }

  private static boolean isRecord(String line) {
    try {
      return JSON.readTree(line).path("topic").asText().equals(MUTATIONS);
    } catch (IOException e) {
      return false;
    }
  }

  private static List<JsonNode> parsed(String lines) {
    return lines
        .lines()
        .map(line -> {
          try {
            return JSON.readTree(line);
          } catch (IOException e) {
            throw new AssertionError("no JSON: " + line, e);
          }
        })
        .toList();
  }

  private static JsonNode only(List<JsonNode> records, String key) {
    List<JsonNode> found =
        records.stream().filter(record -> record.path("key").asText().equals(key)).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  /** An Avro decimal as JavaScript leaves it: its bytes. */
  private static BigDecimal decimal(JsonNode bytes) {
    byte[] unscaled = new byte[bytes.size()];
    for (int i = 0; i < unscaled.length; i++) {
      unscaled[i] = (byte) bytes.get(i).asInt();
    }
    return new BigDecimal(new BigInteger(unscaled), 4);
  }
}
