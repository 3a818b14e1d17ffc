package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.bench.BenchResult;
import ai.valeo.erp.tributary.compose.bench.BenchSettings;
import ai.valeo.erp.tributary.compose.bench.WorkloadSettings;
import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that all measurements share. */
final class BenchOptions {
  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
  @Nullable Path json;

  @Option(names = "--seed", defaultValue = "1", description = "Where chance begins.")
  long seed;

  @Option(
      names = "--entities",
      defaultValue = "100000",
      description = "Entities that exist at first (default: ${DEFAULT-VALUE}).")
  int entities;

  @Option(names = "--nodes", defaultValue = "200", description = "Edge nodes of the workload.")
  int nodes;

  @Option(
      names = "--skew",
      defaultValue = "0",
      description = "0 = every entity equally likely; else the exponent of Zipf, e.g. 0.99.")
  double skew;

  @Option(names = "--partitions", defaultValue = "4", description = "Partitions of the topics.")
  int partitions;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets a key of the aggregator; may be given many times.")
  List<String> assignments = new ArrayList<>();

  @Option(
      names = "--java-option",
      paramLabel = "OPTION",
      defaultValue = "-Xmx1g",
      description = "Option of the aggregator's JVM, e.g. -XX:StartFlightRecording=...")
  List<String> javaOptions = new ArrayList<>();

  /** A measurement. */
  @FunctionalInterface
  interface Bench {
    BenchResult run(BenchSettings settings) throws InterruptedException;
  }

  /** Measures in a folder of its own, which is deleted afterwards; prints and writes the result. */
  int measure(PrintWriter out, Bench bench) throws InterruptedException {
    Configuration keys = new Configuration("aggregator").assignments(assignments);
    if (!keys.problems().isEmpty()) {
      throw new SettingsException(keys.problems());
    }
    Path folder = newFolder();
    try {
      LogFile.open(folder.resolve("bench.log"));
      WorkloadSettings workload =
          new WorkloadSettings(seed, entities, nodes, skew, System.currentTimeMillis());
      BenchSettings settings =
          new BenchSettings(folder, partitions, keys.values(), javaOptions, workload);
      BenchResult result = bench.run(settings);
      result.lines().forEach(out::println);
      out.flush();
      if (json != null) {
        result.write(json);
      }
      return 0;
    } finally {
      delete(folder);
    }
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("tributary-bench");
    } catch (IOException e) {
      throw new UncheckedIOException("no folder to measure in", e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("folder " + folder + " cannot be deleted", e);
    }
  }
}
