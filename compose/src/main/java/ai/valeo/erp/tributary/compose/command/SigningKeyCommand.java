package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.secure.BrokerAccess;
import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import ai.valeo.erp.tributary.schemas.signing.SigningKeys;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a key that signs mutations. */
@Command(
    name = "signing-key",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a new key that signs mutations, as a line of a file of signing keys.",
      "The line belongs into aggregator.signing.keys.file first, then into the node's own file."
    },
    footer = {
      "%nExample: (umask 077; ./tributary signing-key --node hamburg >> keys)",
      "Whoever reads the file can sign: only the processes' users should."
    })
final class SigningKeyCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = "--node",
      paramLabel = "NAME",
      required = true,
      description = "The node that signs; '*' = for every node, for the centre and for imports.")
  String node;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Name of the key (default: the node and today's date).")
  @Nullable String id;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      defaultValue = "-",
      description = "It holds from then on, e.g. 2026-11-01T00:00:00Z (default: at once).")
  String from;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      defaultValue = "-",
      description = "It does not hold after that (default: for ever).")
  String until;

  @Override
  public Integer call() {
    String name = id == null ? (node.equals("*") ? "centre" : node) + "-" + today() : id;
    String secret = BrokerAccess.secret(SigningKeys.MIN_SECRET_BYTES);
    List<String> words = List.of(name, node, secret, from, until);
    if (words.stream().anyMatch(word -> !word.matches("\\S+"))) {
      throw new ParameterException(
          spec.commandLine(), "node, id, from and until (expected: one word each)");
    }
    String line = String.join("  ", words);
    try {
      var unused = SigningKeys.parse(List.of(line));
    } catch (SettingsException e) {
      String problem = e.problems().getFirst().replaceFirst("^line 1: ", "");
      throw new ParameterException(spec.commandLine(), problem, e);
    }
    spec.commandLine().getOut().println(line);
    return 0;
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }
}
