package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.bench.SideBySide;
import picocli.CommandLine.Option;

/** The options of measurements that drain the same topic in several ways. */
final class SideBySideOptions {
  @Option(names = "--warm-up", defaultValue = "200000", description = "Mutations before.")
  int warmUp;

  @Option(names = "--mutations", defaultValue = "500000", description = "Mutations measured.")
  int mutations;

  @Option(names = "--rounds", defaultValue = "3", description = "How often; the median counts.")
  int rounds;

  /** How much is drained, and how often. */
  SideBySide drained() {
    return new SideBySide(warmUp, mutations, rounds);
  }
}
