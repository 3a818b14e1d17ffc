package ai.valeo.erp.tributary.compose.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What TLS 1.3, SCRAM-SHA-512, rights and signatures cost: the same full topic is drained without
 * and with all of them, one after the other on brokers of their own. Each is drained more than
 * once, in turn, and the median counts.
 *
 * @param settings what is measured
 * @param warmUp mutations before the measured ones
 * @param measured mutations that are measured
 * @param rounds how often each is drained
 */
public record SecureBench(BenchSettings settings, int warmUp, int measured, int rounds) {
  private static final String RATE = "mutationsPerSecond";
  private static final String CPU = "aggregatorCpuMicrosPerMutation";

  /** Measures. */
  public BenchResult run() throws InterruptedException {
    List<BenchResult> plain = new ArrayList<>();
    List<BenchResult> secure = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      plain.add(drain("plain-" + round, false));
      secure.add(drain("secure-" + round, true));
    }
    SequencedMap<String, Object> figures = new LinkedHashMap<>();
    figures.put("plainMutationsPerSecond", median(plain, RATE));
    figures.put("secureMutationsPerSecond", median(secure, RATE));
    figures.put("secureToPlain", median(secure, RATE) / median(plain, RATE));
    figures.put("plainCpuMicrosPerMutation", median(plain, CPU));
    figures.put("secureCpuMicrosPerMutation", median(secure, CPU));
    figures.put("rounds", rounds);
    BenchResult last = secure.getLast();
    return new BenchResult("secure", figures, last.settings(), last.processes());
  }

  private BenchResult drain(String name, boolean isSecure) throws InterruptedException {
    BenchSettings own = settings.in(settings.folder().resolve(name), isSecure);
    return new PipelineBench(own, warmUp, measured).run();
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
