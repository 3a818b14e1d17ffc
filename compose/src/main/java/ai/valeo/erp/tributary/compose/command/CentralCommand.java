package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.graphql.app.CentralServer;
import ai.valeo.erp.tributary.graphql.app.CentralSettings;
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
    CentralSettings settings = options.of(NAME).settings(CentralSettings::of);
    CentralServer server = new CentralServer(settings);
    server.start();
    Lifetime.await(NAME, server);
    return 0;
  }
}
