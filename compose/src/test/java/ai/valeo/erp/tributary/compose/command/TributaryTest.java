package ai.valeo.erp.tributary.compose.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class TributaryTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine command =
      Tributary.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  @ParameterizedTest
  @ValueSource(strings = {"help", "--help", "-h"})
  void shouldListItsCommandsWhenAskedForHelp(String word) {
    // when
    int code = command.execute(word);
    // then
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("local", "aggregator", "central", "edge", "bench", "version", "help", "test")
        .contains("topics", "tail", "schemas")
        .doesNotContain("single-node");
  }

  @Test
  void shouldPrintATokenAndNothingElse(@TempDir Path folder) {
    // when
    int code =
        command.execute(
            "token", "--role", "clerk", "--warehouse=B1", "--expires=8h", "--data=" + folder);

    // then
    assertThat(code).isZero();
    assertThat(out.toString().strip()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
  }

  @Test
  void shouldPrintWhatServersCheckTokensBy(@TempDir Path folder) {
    // when
    int code = command.execute("token", "--jwks", "--data=" + folder);

    // then the public half only
    assertThat(code).isZero();
    assertThat(out.toString()).contains("\"keys\"", "\"kty\":\"EC\"").doesNotContain("\"d\"");
  }

  @Test
  void shouldRefuseATokenOfNoRole() {
    assertThat(command.execute("token")).isEqualTo(2);
    assertThat(command.execute("token", "--role", "king")).isEqualTo(2);
    assertThat(command.execute("token", "--role", "clerk", "--expires", "soon")).isEqualTo(2);
    assertThat(err.toString()).contains("CLERK", "30m");
  }

  @Test
  void shouldNameEveryKeyThatTheDoctorCannotUse() {
    // when
    int code =
        command.execute(
            "doctor", "--process=aggregator", "--set=aggregator.window.ms=nine", "--json");

    // then
    assertThat(code).isEqualTo(2);
    assertThat(out.toString())
        .contains("aggregator.window.ms: nine", "\"level\":\"fail\"", "kafka.bootstrap.servers");
  }

  @Test
  void shouldCheckAStoreByTheConfigurationThatItsNodeRunsWith(@TempDir Path folder)
      throws IOException {
    // given
    Path file = folder.resolve("branch-1.properties");
    Files.writeString(
        file,
        "edge.node.id = branch-1\nedge.http.port = 4100\nedge.security.mode = local\n"
            + "kafka.bootstrap.servers = localhost:9\nschema.registry.url = http://localhost:9\n"
            + "edge.store.file = "
            + folder.resolve("branch-1.db"));

    // when
    int code = command.execute("edge", "check", "--config", file.toString());

    // then there is no store yet, and that is all
    assertThat(err.toString()).doesNotContain("unknown key");
    assertThat(out.toString()).startsWith("there is no store at ");
    assertThat(code).isEqualTo(1);
  }

  @Test
  void shouldRefuseAnUnknownCommand() {
    // when
    int code = command.execute("brew");
    // then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("brew", "`tributary help` lists the commands.");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldRefuseAnUnknownOption() {
    // when
    int code = command.execute("version", "--loud");
    // then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("--loud");
  }

  @Test
  void shouldCheckTheSchemasAgainstTheReleases() {
    // when
    int code = command.execute("schemas", "check", "--history", "../schemas/history", "--json");
    // then
    assertThat(code).isZero();
    assertThat(out.toString()).contains("tributary.mutations.v1-value", "\"state\":\"FITS\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "schemas check",
        "schemas",
        "topics",
        "topics check",
        "tail mutations",
        "tail brew --kafka localhost:1 --registry http://localhost:1",
        "tail mutations --from soon --kafka localhost:1 --registry http://localhost:1",
        "tail mutations --limit 0 --kafka localhost:1 --registry http://localhost:1",
        "tail mutations --partition -1 --kafka localhost:1 --registry http://localhost:1",
        "topics create --allow-loss --kafka localhost:1",
        "schemas check --history schemas --registered"
      })
  void shouldRefuseWhatIsAskedWrongly(String line) {
    assertThat(command.execute(line.split(" "))).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldPrintASigningKeyAndNothingElse() {
    // when
    int code = command.execute("signing-key", "--node=hamburg", "--until=2030-01-01T00:00:00Z");
    // then
    assertThat(code).isZero();
    assertThat(out.toString().strip())
        .matches("hamburg-\\S+ +hamburg +[\\w+/]{43}= +- +2030-01-01T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "--until=tomorrow, until: tomorrow (expected: - or a time",
    "--until=, (expected: one word each)",
    "--id=a b, (expected: one word each)",
    "--id=a#2, id (expected: up to 100"
  })
  void shouldRefuseASigningKeyThatNoFileMayHold(String option, String problem) {
    // when
    int code = command.execute("signing-key", "--node=hamburg", option);
    // then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains(problem).doesNotContain("line 1");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldPrintRightsAsCommands() {
    // when
    int code = command.execute("acls", "--kind=edge", "--node=hamburg", "--set=topics.prefix=a.");
    // then
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("--allow-principal 'User:hamburg' --operation Write", "--topic 'a.mutations.v1'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acls --kind edge",
        "acls --kind king --node hamburg",
        "acls --kind edge --principal hamburg",
        "acls --kind edge --node hamburg --set topics.prefx=a.",
        "acls --kind edge --node hamburg --apply"
      })
  void shouldRefuseRightsThatAreAskedWrongly(String line) {
    assertThat(command.execute(line.split(" "))).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldAskForACommandWhenThereIsNone() {
    // when
    int code = command.execute();
    // then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("Which command?");
  }

  @Test
  void shouldPrintItsVersionInOneLine() {
    // when
    int code = command.execute("version");
    // then
    assertThat(code).isZero();
    assertThat(out.toString())
        .startsWith("tributary ")
        .contains("Kafka 4.", "Java ")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aggregator", "central", "edge"})
  void shouldListEveryProblemOfAConfiguration(String process) {
    // when
    int code =
        command.execute(
            process, "--set", process + ".colour=red", "--set", "bogus=1", "--set", "nonsense");
    // then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .contains(process + ".colour: unknown key", "bogus: unknown key")
        .contains("set: nonsense (expected: key=value)")
        .contains("kafka.bootstrap.servers: missing", "schema.registry.url: missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aggregator", "edge"})
  void shouldRefuseABadPortOfItsPages(String process) {
    // when
    int code = command.execute(process, "--set", process + ".http.port=70000");
    // then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains(process + ".http.port: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipeline", "latency", "restore", "edge"})
  void shouldExplainEachMeasurement(String bench) {
    // when
    int code = command.execute("bench", bench, "--help");
    // then
    assertThat(code).isZero();
    assertThat(out.toString()).contains("Usage: tributary bench " + bench, "--json");
  }

  @Test
  void shouldRefuseABadKeyOfTheMeasuredAggregator() {
    // when
    int code = command.execute("bench", "pipeline", "--set", "nonsense");
    // then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("set: nonsense");
  }
}
