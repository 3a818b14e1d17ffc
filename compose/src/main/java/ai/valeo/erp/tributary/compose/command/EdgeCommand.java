package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.ops.HealthPages;
import ai.valeo.erp.tributary.compose.ops.Meters;
import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.app.EdgeSettings;
import ai.valeo.erp.tributary.edge.app.Surroundings;
import ai.valeo.erp.tributary.graphql.http.Address;
import ai.valeo.erp.tributary.graphql.http.OpsServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs one edge node. */
@Command(
    name = "edge",
    mixinStandardHelpOptions = true,
    description = "Runs an edge node: publishes what its store holds and takes in what comes back.",
    footer = "%nIts keys stand in edge-agent/README.md; metrics and health on edge.http.port.")
final class EdgeCommand implements Callable<Integer> {
  private static final String NAME = "edge";
  private static final int USUAL_PORT = 9465;

  @Mixin ConfigurationOptions options;

  @Override
  public Integer call() throws InterruptedException {
    Configuration configuration = options.of(NAME);
    Address address = OpsAddress.take(configuration, NAME, USUAL_PORT);
    EdgeSettings settings = configuration.settings(EdgeSettings::of);
    PrometheusMeterRegistry meters = Meters.prometheus();
    EdgeNode node = EdgeNode.open(settings, Surroundings.of(settings).withMeters(meters));
    Meters.addJvm(meters);
    OpsServer pages = OpsServer.start(address, meters, () -> HealthPages.of(node.stats()));
    node.start();
    Lifetime.await(
        NAME,
        () -> {
          node.close();
          pages.close();
        });
    return 0;
  }
}
