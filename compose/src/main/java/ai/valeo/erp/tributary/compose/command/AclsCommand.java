package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.secure.AccessGrant;
import ai.valeo.erp.tributary.compose.secure.AccessKind;
import ai.valeo.erp.tributary.compose.secure.AccessRules;
import ai.valeo.erp.tributary.graphql.app.CentralKey;
import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import ai.valeo.erp.tributary.schemas.settings.SettingsReader;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.topology.app.AggregatorKey;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
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
      "The commands use $BOOTSTRAP (brokers) and $ADMIN (properties of an administrator's client)."
    })
final class AclsCommand implements Callable<Integer> {
  private static final String BOOTSTRAP = "bootstrap.servers";
  private static final String PREFIX_KEY = "topics.prefix";

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
  public Integer call() throws InterruptedException {
    Configuration configuration = options.of("acls");
    if (!configuration.problems().isEmpty()) {
      throw new SettingsException(configuration.problems());
    }
    Map<String, String> values = configuration.values();
    AccessGrant grant = grant(values);
    PrintWriter out = spec.commandLine().getOut();
    if (isApplied) {
      int given = apply(grant, values);
      out.println(grant.principal() + " has the " + given + " rights of " + kind + " now");
    } else {
      grant.commands().forEach(out::println);
    }
    return 0;
  }

  private AccessGrant grant(Map<String, String> values) {
    String prefix = values.getOrDefault(PREFIX_KEY, Topics.DEFAULT_PREFIX);
    try {
      var rules = new AccessRules(new Topics(prefix), aggregatorId, centralId, group);
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

  private static int apply(AccessGrant grant, Map<String, String> values)
      throws InterruptedException {
    var client = new TreeMap<String, Object>();
    values.forEach((key, value) -> {
      if (key.startsWith(SettingsReader.KAFKA_PREFIX)) {
        client.put(key.substring(SettingsReader.KAFKA_PREFIX.length()), value);
      }
    });
    if (!client.containsKey(BOOTSTRAP)) {
      throw new SettingsException(List.of(SettingsReader.KAFKA_PREFIX + BOOTSTRAP + ": missing"));
    }
    try (Admin admin = Admin.create(client)) {
      var bindings = grant.bindings();
      admin.createAcls(bindings).all().get();
      return bindings.size();
    } catch (ExecutionException e) {
      throw new KafkaException("The rights could not be given", e.getCause());
    }
  }
}
