package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.contract.SchemaCheck;
import ai.valeo.erp.tributary.compose.contract.SubjectReport;
import ai.valeo.erp.tributary.schemas.registry.ReleasedSchemas;
import ai.valeo.erp.tributary.schemas.registry.SchemaRegistry;
import ai.valeo.erp.tributary.schemas.settings.SettingsReader.Remote;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
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

  /** Registers. */
  @Command(
      name = "register",
      mixinStandardHelpOptions = true,
      description = {
        "Registers the schemas of all topics, each under its topic's name,",
        "with the rule FULL_TRANSITIVE. What is there already stays."
      })
  static final class Register implements Callable<Integer> {
    @Spec CommandSpec spec;
    @Mixin RemoteOptions remote;

    @Option(names = "--json", description = "Prints JSON.")
    boolean json;

    @Override
    public Integer call() throws Exception {
      TopicsSettings settings = remote.settings(EnumSet.of(Remote.REGISTRY));
      return RemoteOptions.codeOf(
          spec,
          () -> {
            try (SchemaRegistry registry = SchemaRegistry.from(settings.registry())) {
              return show(spec, new SchemaCheck(settings.contracts()).register(registry), json);
            }
          });
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
  static final class Check implements Callable<Integer> {
    @Spec CommandSpec spec;
    @Mixin RemoteOptions remote;

    @Option(
        names = "--history",
        paramLabel = "DIR",
        description = "Folder with releases v1, v2 ..., e.g. schemas/history.")
    @Nullable Path history;

    @Option(
        names = "--registered",
        description = "Also asks that each schema is registered, e.g. before a roll-out.")
    boolean mustBeRegistered;

    @Option(names = "--json", description = "Prints JSON.")
    boolean json;

    @Override
    public Integer call() throws Exception {
      if (history == null && !remote.hasRegistry()) {
        throw new ParameterException(spec.commandLine(), "Against what: --registry or --history?");
      }
      if (history != null && mustBeRegistered) {
        throw new ParameterException(spec.commandLine(), "--registered asks a registry.");
      }
      return history == null ? againstRegistry() : againstHistory(history);
    }

    private int againstHistory(Path folder) {
      TopicsSettings settings = remote.settings(Set.of());
      SchemaCheck check = new SchemaCheck(settings.contracts());
      return show(spec, check.against(ReleasedSchemas.in(folder)), json);
    }

    private int againstRegistry() throws Exception {
      TopicsSettings settings = remote.settings(EnumSet.of(Remote.REGISTRY));
      return RemoteOptions.codeOf(
          spec,
          () -> {
            try (SchemaRegistry registry = SchemaRegistry.from(settings.registry())) {
              List<SubjectReport> found = new SchemaCheck(settings.contracts()).against(registry);
              int code = show(spec, found, json);
              boolean missing =
                  mustBeRegistered
                      && found.stream()
                          .anyMatch(report -> report.state() != SubjectReport.State.REGISTERED);
              return missing ? RemoteOptions.WRONG : code;
            }
          });
    }
  }

  private static int show(CommandSpec spec, List<SubjectReport> reports, boolean json) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(tree(reports));
    } else {
      for (SubjectReport report : reports) {
        out.println(line(report));
        report.problems().forEach(problem -> out.println("  " + problem));
      }
    }
    out.flush();
    return reports.stream().allMatch(SubjectReport::isWell)
        ? RemoteOptions.WELL
        : RemoteOptions.WRONG;
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
