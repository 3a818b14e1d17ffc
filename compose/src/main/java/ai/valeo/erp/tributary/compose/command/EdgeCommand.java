package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.ops.Meters;
import ai.valeo.erp.tributary.compose.trace.OtlpTracing;
import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.app.Surroundings;
import ai.valeo.erp.tributary.graphql.app.EdgeServer;
import ai.valeo.erp.tributary.graphql.app.EdgeServerSettings;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs one edge node. */
@Command(
    name = "edge",
    mixinStandardHelpOptions = true,
    subcommands = {
      EdgeFileCommands.Backup.class,
      EdgeFileCommands.Check.class,
      EdgeFileCommands.Repair.class,
      EdgeFileCommands.Export.class,
      EdgeFileCommands.Import.class
    },
    description = "Runs an edge node: GraphQL over its own store, with or without a network.",
    footer = "%nIts keys stand in edge-agent/README.md and graphql-edge/README.md.")
final class EdgeCommand implements Callable<Integer> {
  private static final String NAME = "edge";

  @Mixin ConfigurationOptions options;

  @Override
  public Integer call() throws InterruptedException {
    Configuration configuration = options.of(NAME);
    EdgeServerSettings settings = configuration.settings(EdgeServerSettings::of);
    PrometheusMeterRegistry meters = Meters.ofEdges();
    String instance = settings.node().store().node().value();
    Tracing tracing = OtlpTracing.of(configuration.trace(), NAME, instance);
    OtlpTracing.show(tracing, meters);
    Surroundings surroundings =
        Surroundings.of(settings.node()).withMeters(meters).withTracing(tracing);
    EdgeNode node = EdgeNode.open(settings.node(), surroundings);
    Meters.addJvm(meters);
    node.start();
    EdgeServer server = EdgeServer.start(node, settings, meters);
    Lifetime.await(
        NAME,
        () -> {
          server.close();
          node.close();
          tracing.close();
        });
    return 0;
  }
}
