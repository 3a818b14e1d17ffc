package ai.valeo.erp.tributary.compose.bench;

import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * What tracing costs an aggregator at full speed: the same full topic is drained with tracing off,
 * with one of a hundred mutations traced and with all of them, in turn. The spans go to a collector
 * on this machine that reads them and throws them away; its processor time is in the rates, and not
 * in the processor time of the aggregator.
 *
 * @param settings what is measured
 * @param drained how much, and how often
 */
public record TraceBench(BenchSettings settings, SideBySide drained) {
  private static final String OFF = "off";
  private static final String SOME = "hundredth";
  private static final String ALL = "all";
  private static final int HUNDREDTH = 100;

  /** Measures. */
  public BenchResult run() throws InterruptedException {
    try (SpanSink sink = SpanSink.open()) {
      SequencedMap<String, Function<String, BenchSettings>> ways = new LinkedHashMap<>();
      ways.put(OFF, this::in);
      ways.put(SOME, name -> in(name).traced(HUNDREDTH, sink.address()));
      ways.put(ALL, name -> in(name).traced(1, sink.address()));
      var came = drained.run(ways);
      SequencedMap<String, Object> figures = new LinkedHashMap<>();
      came.forEach((name, one) -> one.into(figures, name));
      double off = Objects.requireNonNull(came.get(OFF)).rate();
      figures.put("hundredthToOff", Objects.requireNonNull(came.get(SOME)).rate() / off);
      figures.put("allToOff", Objects.requireNonNull(came.get(ALL)).rate() / off);
      figures.put("collectorMegabytes", sink.bytes() / 1e6);
      figures.put("rounds", drained.rounds());
      BenchResult last = Objects.requireNonNull(came.get(ALL)).last();
      return new BenchResult("trace", figures, last.settings(), last.processes());
    }
  }

  private BenchSettings in(String name) {
    return settings.in(settings.folder().resolve(name));
  }
}
