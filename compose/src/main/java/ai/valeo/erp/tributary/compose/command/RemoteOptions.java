package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.schemas.registry.RegistryException;
import ai.valeo.erp.tributary.schemas.settings.SettingsReader.Remote;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of commands that ask a running broker or registry, and what their end means. */
final class RemoteOptions {

  /** Exit code of a command that found all well. */
  static final int WELL = 0;

  /** Exit code of a command that found something wrong. */
  static final int WRONG = 1;

  /** Exit code of a command whose broker or registry does not answer. */
  static final int AWAY = 3;

  @Mixin ConfigurationOptions options;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "The brokers, for --set kafka.bootstrap.servers=...")
  @Nullable String brokers;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "The schema registry, for --set schema.registry.url=...")
  @Nullable String registry;

  /** What the command is configured by. */
  TopicsSettings settings(Set<Remote> needed) {
    List<String> more = new ArrayList<>();
    if (brokers != null) {
      more.add("kafka.bootstrap.servers=" + brokers);
    }
    if (registry != null) {
      more.add("schema.registry.url=" + registry);
    }
    return options
        .of("topics")
        .assignments(more)
        .settings(values -> TopicsSettings.of(values, needed));
  }

  /** Whether the configuration says where the registry is. */
  boolean hasRegistry() {
    return registry != null || options.of("topics").values().containsKey("schema.registry.url");
  }

  /** The exit code of the work, also where the broker or the registry does not answer. */
  static int codeOf(CommandSpec spec, Callable<Integer> work) throws Exception {
    try {
      return work.call();
    } catch (RegistryException e) {
      if (!e.isRetryable()) {
        throw e;
      }
      return away(spec, e);
    } catch (KafkaException e) {
      if (!isAway(e)) {
        throw e;
      }
      return away(spec, e);
    }
  }

  private static boolean isAway(KafkaException e) {
    return e instanceof RetriableException || e.getCause() instanceof TimeoutException;
  }

  private static int away(CommandSpec spec, Exception e) {
    spec.commandLine().getErr().println("no answer: " + e.getMessage());
    return AWAY;
  }
}
