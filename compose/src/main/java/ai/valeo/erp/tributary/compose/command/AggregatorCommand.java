package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.ops.HealthPages;
import ai.valeo.erp.tributary.compose.ops.Meters;
import ai.valeo.erp.tributary.compose.trace.OtlpTracing;
import ai.valeo.erp.tributary.graphql.http.Address;
import ai.valeo.erp.tributary.graphql.http.OpsServer;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import ai.valeo.erp.tributary.topology.app.Aggregator;
import ai.valeo.erp.tributary.topology.app.AggregatorSettings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs one aggregator. */
@Command(
    name = "aggregator",
    mixinStandardHelpOptions = true,
    description = "Runs an aggregator: merges the mutations of all edge nodes.",
    footer = "%nIts keys stand in topology/README.md; metrics and health on aggregator.http.port.")
final class AggregatorCommand implements Callable<Integer> {
  private static final String NAME = "aggregator";

  @Mixin ConfigurationOptions options;

  @Override
  public Integer call() throws InterruptedException {
    Configuration configuration = options.of(NAME);
    AggregatorSettings settings = configuration.settings(AggregatorSettings::of);
    Address address = new Address(settings.pages().host(), settings.pages().port());
    PrometheusMeterRegistry meters = Meters.prometheus();
    String instance = address.host() + ':' + address.port();
    Tracing tracing = OtlpTracing.of(configuration.trace(), NAME, instance);
    Aggregator aggregator = new Aggregator(settings, meters, tracing);
    Meters.addJvm(meters);
    OtlpTracing.show(tracing, meters);
    OpsServer pages = HealthPages.serve(aggregator, address, meters);
    aggregator.start();
    Lifetime.await(
        NAME,
        () -> {
          aggregator.close();
          pages.close();
          tracing.close();
        },
        aggregator.end());
    return 0;
  }
}
