package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.contract.SchemaCheck;
import ai.valeo.erp.tributary.compose.contract.SubjectReport;
import ai.valeo.erp.tributary.schemas.registry.ReleasedSchemas;
import ai.valeo.erp.tributary.schemas.registry.SchemaRegistry;
import ai.valeo.erp.tributary.schemas.settings.SettingsReader.Remote;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Schemas in the registry. */
@Command(
    name = "schemas",
    mixinStandardHelpOptions = true,
    subcommands = {SchemasCommand.Register.class, SchemasCommand.Check.class},
    description = "Registers the schemas of all topics, or checks whether they may be.",
    footer = "%nExit codes: 0 = well, 1 = incompatible, 2 = asked wrongly, 3 = no answer.")
final class SchemasCommand implements Runnable {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which of: register, check?");
  }

  /** What both of them do. */
  abstract static class Comparing extends AskingCommand {
    @Mixin JsonOption json;

    @Override
    Set<Remote> needed() {
      return EnumSet.of(Remote.REGISTRY);
    }

    final int show(List<SubjectReport> reports) {
      if (json.isWanted) {
        out().println(tree(reports));
      } else {
        for (SubjectReport report : reports) {
          out().println(line(report));
          report.problems().forEach(problem -> out().println("  " + problem));
        }
      }
      return reports.stream().allMatch(SubjectReport::isWell)
          ? RemoteOptions.WELL
          : RemoteOptions.WRONG;
    }
  }

  /** Registers. */
  @Command(
      name = "register",
      mixinStandardHelpOptions = true,
      description = {
        "Registers the schemas of all topics, each under its topic's name,",
        "with the rule FULL_TRANSITIVE. What is there already stays."
      })
  static final class Register extends Comparing {
    @Override
    int ask(TopicsSettings settings) {
      try (SchemaRegistry registry = SchemaRegistry.from(settings.registry())) {
        return show(new SchemaCheck(settings.contracts()).register(registry));
      }
    }
  }

  /** Checks. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Compares the schemas of all topics with every version the registry has,",
        "or with the releases in a folder (--history), by the rule FULL_TRANSITIVE."
      })
  static final class Check extends Comparing {
    @Option(
        names = "--history",
        paramLabel = "DIR",
        description = "Folder with releases v1, v2 ..., e.g. schemas/history.")
    @Nullable Path history;

    @Option(
        names = "--registered",
        description = "Also asks that each schema is registered, e.g. before a roll-out.")
    boolean mustBeRegistered;

    @Override
    public Integer call() throws Exception {
      if (history == null && !remote.hasRegistry()) {
        throw new ParameterException(spec.commandLine(), "Against what: --registry or --history?");
      }
      if (history != null && mustBeRegistered) {
        throw new ParameterException(spec.commandLine(), "--registered asks a registry.");
      }
      return super.call();
    }

    @Override
    Set<Remote> needed() {
      return history == null ? super.needed() : Set.of();
    }

    @Override
    int ask(TopicsSettings settings) {
      SchemaCheck check = new SchemaCheck(settings.contracts());
      if (history != null) {
        return show(check.against(ReleasedSchemas.in(history)));
      }
      try (SchemaRegistry registry = SchemaRegistry.from(settings.registry())) {
        List<SubjectReport> found = check.against(registry);
        int code = show(found);
        return mustBeRegistered && !found.stream().allMatch(Check::isRegistered)
            ? RemoteOptions.WRONG
            : code;
      }
    }

    private static boolean isRegistered(SubjectReport report) {
      return report.state() == SubjectReport.State.REGISTERED;
    }
  }

  private static String line(SubjectReport report) {
    String id = report.id() > 0 ? ", id " + report.id() : "";
    return "%-45s %-12s %d versions%s"
        .formatted(
            report.subject(),
            report.state().name().toLowerCase(Locale.ROOT),
            report.versions(),
            id);
  }

  private static ArrayNode tree(List<SubjectReport> reports) {
    ArrayNode all = JSON.createArrayNode();
    for (SubjectReport report : reports) {
      var node =
          all.addObject()
              .put("subject", report.subject())
              .put("state", report.state().name())
              .put("id", report.id())
              .put("versions", report.versions());
      ArrayNode problems = node.putArray("problems");
      report.problems().forEach(problems::add);
    }
    return all;
  }
}
