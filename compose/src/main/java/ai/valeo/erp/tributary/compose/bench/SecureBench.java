package ai.valeo.erp.tributary.compose.bench;

import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * What TLS 1.3, SCRAM-SHA-512, rights and signatures cost: the same full topic is drained without
 * and with all of them, in turn.
 *
 * @param settings what is measured
 * @param drained how much, and how often
 */
public record SecureBench(BenchSettings settings, SideBySide drained) {
  private static final String PLAIN = "plain";
  private static final String SECURE = "secure";

  /** Measures. */
  public BenchResult run() throws InterruptedException {
    SequencedMap<String, Function<String, BenchSettings>> ways = new LinkedHashMap<>();
    ways.put(PLAIN, name -> settings.in(settings.folder().resolve(name)));
    ways.put(SECURE, name -> settings.in(settings.folder().resolve(name)).secure());
    var came = drained.run(ways);
    SideBySide.Came plain = Objects.requireNonNull(came.get(PLAIN));
    SideBySide.Came secure = Objects.requireNonNull(came.get(SECURE));
    SequencedMap<String, Object> figures = new LinkedHashMap<>();
    plain.into(figures, PLAIN);
    secure.into(figures, SECURE);
    figures.put("secureToPlain", secure.rate() / plain.rate());
    figures.put("rounds", drained.rounds());
    BenchResult last = secure.last();
    return new BenchResult(SECURE, figures, last.settings(), last.processes());
  }
}
