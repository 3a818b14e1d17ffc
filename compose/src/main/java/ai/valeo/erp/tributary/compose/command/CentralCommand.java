package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.trace.OtlpTracing;
import ai.valeo.erp.tributary.graphql.app.CentralServer;
import ai.valeo.erp.tributary.graphql.app.CentralSettings;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the centre's read side. */
@Command(
    name = "central",
    mixinStandardHelpOptions = true,
    description = "Runs the centre's read side: views and GraphQL.",
    footer = "%nIts keys stand in graphql-edge/README.md.")
final class CentralCommand implements Callable<Integer> {
  private static final String NAME = "central";

  @Mixin ConfigurationOptions options;

  @Override
  public Integer call() throws InterruptedException {
    Configuration configuration = options.of(NAME);
    CentralSettings settings = configuration.settings(CentralSettings::of);
    String instance = settings.commands().node().value();
    Tracing tracing = OtlpTracing.of(configuration.trace(), NAME, instance);
    CentralServer server = new CentralServer(settings, tracing);
    OtlpTracing.show(tracing, server.meters());
    server.start();
    Lifetime.await(
        NAME,
        () -> {
          server.close();
          tracing.close();
        });
    return 0;
  }
}
