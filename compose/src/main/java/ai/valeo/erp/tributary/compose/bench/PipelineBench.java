package ai.valeo.erp.tributary.compose.bench;

import ai.valeo.erp.tributary.compose.process.ChildProcess;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * How fast the topology drains a full topic. The topic is filled first; the entities' creation and
 * a part of the mix are the warm-up, the rest is measured, from outcome to outcome.
 *
 * @param settings what is measured
 * @param warmUp mutations of the mix before the measured ones
 * @param measured mutations that are measured
 */
public record PipelineBench(BenchSettings settings, int warmUp, int measured) {
  private static final Duration LIMIT = Duration.ofMinutes(20);
  private static final double NANOS = 1e9;
  private static final double MICROS = 1e6;
  private static final int LINGER_MS = 10;

  /**
   * Measures.
   *
   * @throws BenchException if there are not exactly as many outcomes as different mutations
   */
  public BenchResult run() throws InterruptedException {
    try (BenchRig rig = BenchRig.start(settings)) {
      Workload workload = new Workload(settings.workload());
      fill(rig, workload, settings.workload().entities() + warmUp);
      long before = workload.distinct();
      fill(rig, workload, measured);
      try (OutcomeWatch watch = OutcomeWatch.start(rig, records -> {});
          ChildProcess aggregator = rig.startAggregator()) {
        long beginNs = watch.await(before, LIMIT);
        long atBegin = watch.count();
        Cost costBefore = Cost.now(rig, aggregator);
        long endNs = watch.await(workload.distinct(), LIMIT);
        Cost costAfter = Cost.now(rig, aggregator);
        double seconds = (endNs - beginNs) / NANOS;
        long drained = workload.distinct() - atBegin;
        SequencedMap<String, Object> figures = new LinkedHashMap<>();
        figures.put("mutationsPerSecond", drained / seconds);
        figures.put("drainedMutations", drained);
        figures.put("seconds", seconds);
        figures.put(
            "aggregatorCpuMicrosPerMutation",
            costAfter.since(costBefore).getFirst().cpu().toNanos() / NANOS * MICROS / drained);
        figures.put("outcomes", exactly(watch, workload.distinct()));
        figures.put("duplicatesSent", workload.duplicates());
        return new BenchResult("pipeline", figures, described(), costAfter.since(costBefore));
      }
    }
  }

  static void fill(BenchRig rig, Workload workload, int count) {
    try (MutationSender sender = new MutationSender(rig, LINGER_MS)) {
      for (int i = 0; i < count; i++) {
        sender.send(workload.next());
      }
      sender.flush();
    }
  }

  /** Waits a little longer for outcomes that must not come. */
  private static long exactly(OutcomeWatch watch, long expected) throws InterruptedException {
    Thread.sleep(Duration.ofSeconds(2));
    if (watch.count() != expected) {
      throw new BenchException(
          "outcomes: " + watch.count() + " (expected: exactly " + expected + ")", null);
    }
    return expected;
  }

  private Map<String, Object> described() {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("workload", settings.workload().toString());
    described.put("warmUp", warmUp);
    described.put("measured", measured);
    described.put("partitions", settings.partitions());
    described.put("aggregatorKeys", settings.aggregatorKeys());
    described.put("aggregatorOptions", settings.aggregatorOptions());
    return described;
  }
}
