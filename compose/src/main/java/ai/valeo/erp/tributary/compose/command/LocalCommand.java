package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.local.LocalReport;
import ai.valeo.erp.tributary.compose.local.LocalRun;
import ai.valeo.erp.tributary.compose.local.LocalSettings;
import ai.valeo.erp.tributary.compose.local.LocalSettings.Ports;
import ai.valeo.erp.tributary.compose.local.LocalSettings.RegistryKind;
import ai.valeo.erp.tributary.compose.local.PortChoice;
import ai.valeo.erp.tributary.compose.local.Screen;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs everything on this machine, with a demo ERP. */
@Command(
    name = "local",
    mixinStandardHelpOptions = true,
    description = {
      "Runs everything on this machine: broker, registry, aggregator, centre, five offices.",
      "They replay the Northwind sample company, then take new orders until Ctrl-C."
    })
final class LocalCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(names = "--once", description = "Stop after the replay; exit 0 only if all adds up.")
  boolean isOnce;

  @Option(names = "--fresh", description = "Begin anew: delete what earlier runs have kept.")
  boolean isFresh;

  @Mixin LocalFolder folder;

  @Option(names = "--report", paramLabel = "FILE", description = "Write the figures as JSON.")
  @Nullable Path report;

  @Option(
      names = "--registry",
      paramLabel = "KIND",
      defaultValue = "APICURIO",
      description = "Schema registry: apicurio (a real one, loaded once) or embedded (light).")
  RegistryKind registry;

  @Option(names = "--kafka-port", paramLabel = "PORT", description = "Usually 9092; 0 = any.")
  @Nullable Integer kafkaPort;

  @Option(names = "--registry-port", paramLabel = "PORT", description = "Usually 8081; 0 = any.")
  @Nullable Integer registryPort;

  @Option(names = "--graphql-port", paramLabel = "PORT", description = "Usually 4000; 0 = any.")
  @Nullable Integer graphqlPort;

  @Option(names = "--metrics-port", paramLabel = "PORT", description = "Usually 9464; 0 = any.")
  @Nullable Integer metricsPort;

  @Option(
      names = "--edge-port",
      paramLabel = "PORT",
      description = "Page and GraphQL of the first office; usually 4100; 0 = any.")
  @Nullable Integer edgePort;

  @Option(
      names = "--separate",
      description =
          "Broker, aggregator and centre as processes of their own, started again when"
              + " they die.")
  boolean isSeparate;

  @Option(
      names = "--secure",
      description =
          "Centre and edge node ask for tokens, which a development issuer makes; see also `token`.")
  boolean isSecure;

  @Option(names = "--issuer-port", paramLabel = "PORT", description = "Usually 9180; 0 = any.")
  @Nullable Integer issuerPort;

  @Mixin PrometheusOptions prometheus;

  @Option(names = "--chapters", hidden = true, description = "Play only so many chapters.")
  int chapters = Integer.MAX_VALUE;

  @Override
  public Integer call() {
    StopSignal signal = StopSignal.interrupting(Thread.currentThread());
    try {
      return run();
    } finally {
      signal.close();
    }
  }

  private int run() {
    Screen screen =
        new Screen(spec.commandLine().getOut(), System.getenv("TRIBUTARY_TERMINAL") != null);
    LocalSettings settings = settings();
    LogFile.open(settings.data().resolve("local.log"));
    try (LocalRun run = LocalRun.start(settings, isFresh, screen)) {
      run.goesWith(prometheus.start(run.metrics(), settings.data(), screen));
      run.replay();
      LocalReport found = run.check();
      found.lines().forEach(screen::say);
      if (report != null) {
        found.write(report);
      }
      if (isOnce) {
        return found.check().isClean() ? 0 : 1;
      }
      screen.say("New orders come in until you press Ctrl-C.");
      run.trickle();
      return 0;
    } catch (InterruptedException e) {
      screen.say("stopping ...");
      return isOnce ? 1 : 0;
    }
  }

  private LocalSettings settings() {
    PortChoice choice = new PortChoice();
    Ports ports =
        new Ports(
            choice.choose(kafkaPort, Ports.USUAL.kafka()),
            choice.choose(registryPort, Ports.USUAL.registry()),
            choice.choose(graphqlPort, Ports.USUAL.graphql()),
            choice.choose(metricsPort, Ports.USUAL.metrics()),
            choice.choose(issuerPort, Ports.USUAL.issuer()),
            choice.choose(edgePort, Ports.USUAL.edge()));
    return new LocalSettings(folder.path(), registry, ports, isSeparate, isSecure, chapters);
  }
}
