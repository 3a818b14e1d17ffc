package ai.valeo.erp.tributary.compose.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * The same full topic is drained in several ways, one after the other on brokers of their own. Each
 * is drained more than once, in turn, so that what happens to the machine meanwhile happens to all,
 * and the median counts.
 *
 * @param warmUp mutations before the measured ones
 * @param measured mutations that are measured
 * @param rounds how often each is drained; once at least
 */
public record SideBySide(int warmUp, int measured, int rounds) {
  private static final String RATE = "mutationsPerSecond";
  private static final String CPU = "aggregatorCpuMicrosPerMutation";

  /** At least once. */
  public SideBySide {
    rounds = Math.max(1, rounds);
  }

  /**
   * What came of one way.
   *
   * @param rate mutations a second, median
   * @param cpuMicros processor time of the aggregator for a mutation, median
   * @param last what the last round measured
   */
  record Came(double rate, double cpuMicros, BenchResult last) {
    /** Adds them to the figures under its name. */
    void into(SequencedMap<String, Object> figures, String name) {
      figures.put(name + "MutationsPerSecond", rate);
      figures.put(name + "CpuMicrosPerMutation", cpuMicros);
    }
  }

  /**
   * Measures.
   *
   * @param ways by name: what is measured, for a name that no other round has
   */
  SequencedMap<String, Came> run(SequencedMap<String, Function<String, BenchSettings>> ways)
      throws InterruptedException {
    SequencedMap<String, List<BenchResult>> results = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (var way : ways.entrySet()) {
        BenchSettings settings = way.getValue().apply(way.getKey() + '-' + round);
        results
            .computeIfAbsent(way.getKey(), name -> new ArrayList<>())
            .add(new PipelineBench(settings, warmUp, measured).run());
      }
    }
    SequencedMap<String, Came> came = new LinkedHashMap<>();
    results.forEach((name, all) ->
        came.put(name, new Came(median(all, RATE), median(all, CPU), all.getLast())));
    return came;
  }

  private static double median(List<BenchResult> results, String figure) {
    double[] sorted =
        results.stream().mapToDouble(result -> number(result, figure)).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double number(BenchResult result, String figure) {
    if (result.figures().get(figure) instanceof Double number) {
      return number;
    }
    throw new IllegalStateException(figure + ": not measured");
  }
}
