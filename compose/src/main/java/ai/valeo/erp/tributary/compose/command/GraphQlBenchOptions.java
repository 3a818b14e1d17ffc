package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.bench.GraphQlLoad;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the centre's GraphQL is measured with. */
final class GraphQlBenchOptions {
  @Option(
      names = "--subscribers",
      defaultValue = "5000",
      description = "WebSockets, one subscription each; 0 = none (default: ${DEFAULT-VALUE}).")
  int subscribers;

  @Option(
      names = "--changes",
      defaultValue = "1000",
      description = "Changes of stock a second (default: ${DEFAULT-VALUE}).")
  int changes;

  @Option(
      names = "--fan-out",
      defaultValue = "10",
      description = "Subscribers of each stock item (default: ${DEFAULT-VALUE}).")
  int fanOut;

  @Option(names = "--seconds", defaultValue = "30", description = "Seconds measured.")
  int seconds;

  @Option(
      names = "--requests",
      defaultValue = "80000",
      description = "Point queries measured, a quarter of it lists; 0 = none.")
  int requests;

  @Option(
      names = "--lag-rate",
      defaultValue = "10000",
      description = "Changes a second while the lag of the views is measured; 0 = not.")
  int lagRate;

  @Option(
      names = "--apollo",
      paramLabel = "FOLDER",
      description = "tests/benchmark/apollo after `npm ci`; without it Apollo is left out.")
  @Nullable Path apollo;

  GraphQlLoad load() {
    return new GraphQlLoad(
        new GraphQlLoad.Watching(subscribers, Math.max(1, fanOut), changes),
        seconds,
        requests,
        lagRate);
  }

  @Nullable Path apollo() {
    return apollo;
  }
}
