package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.kafka.RightsCreation;
import ai.valeo.erp.tributary.compose.secure.AccessGrant;
import ai.valeo.erp.tributary.compose.secure.AccessKind;
import ai.valeo.erp.tributary.compose.secure.AccessRules;
import ai.valeo.erp.tributary.graphql.app.CentralKey;
import ai.valeo.erp.tributary.schemas.settings.SettingsReader.Remote;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.topology.app.AggregatorKey;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.acl.AclBinding;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tells, or grants, the rights that a kind of process needs at the broker. */
@Command(
    name = "acls",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the commands that give a process the rights it needs at the broker, and no more.",
      "With --apply it gives them itself, as the administrator whom kafka.* of --config names."
    },
    footer = {
      "%nExample: ./tributary acls --kind edge --node hamburg",
      "The commands use $BOOTSTRAP (brokers) and $ADMIN (properties of an administrator's client).",
      "Exit codes: 0 = done, 1 = refused, 2 = asked wrongly, 3 = no answer."
    })
final class AclsCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin ConfigurationOptions options;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      required = true,
      description = "One of ${COMPLETION-CANDIDATES}.")
  AccessKind kind;

  @Option(
      names = "--principal",
      paramLabel = "PRINCIPAL",
      description = "Who gets the rights, e.g. User:hamburg.")
  @Nullable String principal;

  @Option(names = "--node", paramLabel = "NAME", description = "The same as --principal User:NAME.")
  @Nullable String node;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "*",
      description = "From where (default: anywhere).")
  String host;

  @Option(
      names = "--aggregator-id",
      paramLabel = "NAME",
      description = "aggregator.application.id, if it is not the default.")
  String aggregatorId = AggregatorKey.APPLICATION_ID.defaultText();

  @Option(
      names = "--central-id",
      paramLabel = "NAME",
      description = "central.application.id, if it is not the default.")
  String centralId = CentralKey.APPLICATION_ID.defaultText();

  @Option(
      names = "--group",
      paramLabel = "NAME",
      defaultValue = "observer-",
      description = "Groups of an observer begin with it (default: ${DEFAULT-VALUE}).")
  String group;

  @Option(names = "--apply", description = "Gives the rights instead of printing commands.")
  boolean isApplied;

  @Override
  public Integer call() throws Exception {
    TopicsSettings settings =
        options
            .of("acls")
            .settings(values ->
                TopicsSettings.of(values, isApplied ? EnumSet.of(Remote.KAFKA) : Set.of()));
    AccessGrant grant = grant(settings.topics());
    PrintWriter out = spec.commandLine().getOut();
    if (!isApplied) {
      grant.commands().forEach(out::println);
      return RemoteOptions.WELL;
    }
    List<AclBinding> rights = grant.bindings();
    return RemoteOptions.codeOf(
        spec,
        () -> {
          new RightsCreation(settings.kafka()).give(rights);
          out.println(grant.principal() + " has the " + rights.size() + " rights of " + kind);
          return RemoteOptions.WELL;
        });
  }

  private AccessGrant grant(Topics topics) {
    try {
      var rules = new AccessRules(topics, aggregatorId, centralId, group);
      return new AccessGrant(who(), host, rules.of(kind));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private String who() {
    if (principal != null) {
      return principal;
    }
    if (node == null) {
      throw new IllegalArgumentException("Who? Give --principal or --node.");
    }
    return "User:" + node;
  }
}
