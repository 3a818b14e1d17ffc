package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.bench.EdgeBench;
import ai.valeo.erp.tributary.compose.bench.GraphQlBench;
import ai.valeo.erp.tributary.compose.bench.LatencyBench;
import ai.valeo.erp.tributary.compose.bench.PipelineBench;
import ai.valeo.erp.tributary.compose.bench.RestoreBench;
import ai.valeo.erp.tributary.compose.bench.SecureBench;
import ai.valeo.erp.tributary.compose.bench.TraceBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures on this machine. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "WHAT",
    description = "Measures, with broker, aggregator and load on this machine.")
final class BenchCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which measurement?");
  }

  @Command(
      name = "pipeline",
      mixinStandardHelpOptions = true,
      description = "How fast the topology drains a full topic.")
  int pipeline(
      @Mixin BenchOptions options,
      @Option(
              names = "--warm-up",
              defaultValue = "200000",
              description = "Mutations before the measured ones (default: ${DEFAULT-VALUE}).")
          int warmUp,
      @Option(
              names = "--mutations",
              defaultValue = "1000000",
              description = "Mutations measured (default: ${DEFAULT-VALUE}).")
          int mutations)
      throws InterruptedException {
    return options.measure(
        spec.commandLine().getOut(),
        settings -> new PipelineBench(settings, warmUp, mutations).run());
  }

  @Command(
      name = "secure",
      mixinStandardHelpOptions = true,
      description = "What TLS, SCRAM, rights and signatures cost when a full topic is drained.")
  int secure(@Mixin BenchOptions options, @Mixin SideBySideOptions asked)
      throws InterruptedException {
    return options.measure(
        spec.commandLine().getOut(), settings -> new SecureBench(settings, asked.drained()).run());
  }

  @Command(
      name = "trace",
      mixinStandardHelpOptions = true,
      description = "What tracing costs when a full topic is drained: off, one in 100, all.")
  int trace(@Mixin BenchOptions options, @Mixin SideBySideOptions asked)
      throws InterruptedException {
    return options.measure(
        spec.commandLine().getOut(), settings -> new TraceBench(settings, asked.drained()).run());
  }

  @Command(
      name = "latency",
      mixinStandardHelpOptions = true,
      description = "From submitting a mutation to its committed outcome.")
  int latency(
      @Mixin BenchOptions options,
      @Option(
              names = "--rate",
              defaultValue = "1000",
              description = "Mutations a second (default: ${DEFAULT-VALUE}).")
          int rate,
      @Option(names = "--warm-up", defaultValue = "20", description = "Seconds before.") int warmUp,
      @Option(names = "--seconds", defaultValue = "30", description = "Seconds measured.")
          int seconds)
      throws InterruptedException {
    return options.measure(
        spec.commandLine().getOut(),
        settings -> new LatencyBench(settings, rate, warmUp, seconds).run());
  }

  @Command(
      name = "restore",
      mixinStandardHelpOptions = true,
      description = "How long an aggregator is away after kill -9, with --entities to restore.")
  int restore(@Mixin BenchOptions options) throws InterruptedException {
    return options.measure(
        spec.commandLine().getOut(), settings -> new RestoreBench(settings).run());
  }

  @Command(
      name = "edge",
      mixinStandardHelpOptions = true,
      description = "Capture on an edge node, and draining what waits.")
  int edge(
      @Mixin BenchOptions options,
      @Option(names = "--single", defaultValue = "5000", description = "Captured one by one.")
          int single,
      @Option(names = "--pending", defaultValue = "100000", description = "Waiting in all.")
          int pending)
      throws InterruptedException {
    return options.measure(
        spec.commandLine().getOut(),
        settings -> new EdgeBench(settings, Math.min(single, pending), pending).run());
  }

  @Command(
      name = "graphql",
      mixinStandardHelpOptions = true,
      description =
          "The centre: processor time of queries beside Apollo Server, subscribers, lag of the views.")
  int graphQl(@Mixin BenchOptions options, @Mixin GraphQlBenchOptions asked)
      throws InterruptedException {
    return options.measure(
        spec.commandLine().getOut(),
        settings -> new GraphQlBench(settings, asked.load(), asked.apollo()).run());
  }
}
