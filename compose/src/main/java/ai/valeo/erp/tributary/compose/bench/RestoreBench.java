package ai.valeo.erp.tributary.compose.bench;

import ai.valeo.erp.tributary.compose.process.ChildProcess;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * How long an aggregator is away after kill -9: until it says that it decides mutations again, and
 * until the outcome of a mutation sent meanwhile is committed.
 *
 * @param settings what is measured; its entities are what must be restored
 */
public record RestoreBench(BenchSettings settings) {
  private static final Duration LIMIT = Duration.ofMinutes(20);
  private static final double NANOS = 1e9;

  /** Measures. */
  public BenchResult run() throws InterruptedException {
    Workload workload = new Workload(settings.workload());
    try (BenchRig rig = BenchRig.start(settings);
        OutcomeWatch watch = OutcomeWatch.start(rig, records -> {})) {
      ChildProcess first = rig.startAggregator();
      try {
        PipelineBench.fill(rig, workload, settings.workload().entities());
        watch.await(workload.distinct(), LIMIT);
      } finally {
        first.kill();
      }
      long killedNs = System.nanoTime();
      PipelineBench.fill(rig, workload, 1);
      try (ChildProcess second = rig.startAggregator()) {
        rig.awaitReady(second);
        long readyNs = System.nanoTime();
        long answeredNs = Math.max(readyNs, watch.await(workload.distinct(), LIMIT));
        SequencedMap<String, Object> figures = new LinkedHashMap<>();
        figures.put("entities", settings.workload().entities());
        figures.put("readyAfterSeconds", (readyNs - killedNs) / NANOS);
        figures.put("answeredAfterSeconds", (answeredNs - killedNs) / NANOS);
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("partitions", settings.partitions());
        described.put("aggregatorKeys", settings.aggregatorKeys());
        described.put("aggregatorOptions", settings.aggregatorOptions());
        return new BenchResult("restore", figures, described, Cost.now(rig, second).processes());
      }
    }
  }
}
