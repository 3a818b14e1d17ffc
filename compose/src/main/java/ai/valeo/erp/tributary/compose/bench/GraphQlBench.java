package ai.valeo.erp.tributary.compose.bench;

import ai.valeo.erp.tributary.compose.process.ChildProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The centre's GraphQL: processor time of queries, with the memory of answers off, beside Apollo
 * Server; changes fanned out to subscribers; how long the views take to show what is committed.
 *
 * @param settings what is measured
 * @param load with what
 * @param apollo folder of Apollo Server's script with its packages; null = without it
 */
public record GraphQlBench(BenchSettings settings, GraphQlLoad load, @Nullable Path apollo) {
  private static final long NANOS = 1_000_000_000L;
  private static final double MICROS_PER_MS = 1000;
  private static final long GREATEST_US = 600_000_000L;
  private static final Duration REST = Duration.ofSeconds(20);
  private static final int PROBES_PER_SECOND = 20;
  private static final int LAG_ITEMS = 10_000;
  private static final int LAG_WARM_UP_SECONDS = 30;

  /** Measures. */
  public BenchResult run() throws InterruptedException {
    if (apollo != null) {
      ApolloServer.requireInstalled(apollo);
    }
    SequencedMap<String, Object> figures = new LinkedHashMap<>();
    try (BenchRig rig = BenchRig.start(settings);
        StockSender sender = new StockSender(rig)) {
      for (int i = 0; i < QueryCosts.PRODUCTS; i++) {
        sender.product(i);
      }
      sender.flush();
      try (ChildProcess centre = rig.startCentre(Map.of("central.cache.bytes", "0"))) {
        rig.awaitReady(centre);
        Cost before = Cost.now(rig, centre);
        if (load.requests() > 0) {
          queries(rig, centre, figures);
        }
        if (load.watching().subscribers() > 0) {
          subscribers(rig, centre, sender, figures);
        }
        if (load.lagRate() > 0) {
          lag(rig, sender, figures);
        }
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("load", load.toString());
        described.put("partitions", settings.partitions());
        described.put("options", settings.aggregatorOptions());
        return new BenchResult("graphql", figures, described, Cost.now(rig, centre).since(before));
      }
    }
  }

  private void queries(BenchRig rig, ChildProcess centre, SequencedMap<String, Object> figures)
      throws InterruptedException {
    new QueryCosts("centre", rig.graphQl(), () -> centre.usage().cpu())
        .into(figures, load.requests());
    if (apollo == null) {
      return;
    }
    try (ApolloServer other = ApolloServer.start(apollo, QueryCosts.PRODUCTS)) {
      new QueryCosts("apollo", other.uri(), other::cpu).into(figures, load.requests());
    }
    figures.put("pointRatio", ratio(figures, "PointUs"));
    figures.put("listRatio", ratio(figures, "ListUs"));
  }

  private static double ratio(SequencedMap<String, Object> figures, String figure) {
    return (Double) figures.getOrDefault("apollo" + figure, 0.0)
        / (Double) figures.getOrDefault("centre" + figure, 1.0);
  }

  private void subscribers(
      BenchRig rig, ChildProcess centre, StockSender sender, SequencedMap<String, Object> figures)
      throws InterruptedException {
    GraphQlLoad.Watching watching = load.watching();
    int items = Math.max(1, watching.subscribers() / watching.fanOut());
    int count = watching.changesPerSecond() * load.seconds();
    AtomicLongArray sentNs = new AtomicLongArray(2 * count + 1);
    URI uri = URI.create(rig.graphQl().toString().replace("http:", "ws:"));
    try (SocketSwarm swarm = new SocketSwarm(sentNs)) {
      swarm.open(uri, watching.subscribers(), items);
      stock(sender, sentNs, new Span(1, count / 3, items));
      settle(swarm);
      swarm.reset();
      Duration before = centre.usage().cpu();
      long beginNs = System.nanoTime();
      stock(sender, sentNs, new Span(count, 2 * count, items));
      settle(swarm);
      double seconds = (System.nanoTime() - beginNs) / (double) NANOS;
      figures.put("subscribers", watching.subscribers());
      figures.put("changes", count);
      figures.put("answersExpected", (long) count * watching.fanOut());
      figures.put("answers", swarm.messages());
      figures.put("answersPerSecond", swarm.messages() / seconds);
      figures.put("socketsClosed", swarm.closed());
      figures.put(
          "centreUsPerAnswer",
          centre.usage().cpu().minus(before).toNanos()
              / MICROS_PER_MS
              / Math.max(1, swarm.messages()));
      times(figures, "answer", swarm.histogram());
    }
  }

  /** Changes with the quantities of a span, over the items in turn. */
  private record Span(int from, int to, int items) {}

  private void stock(StockSender sender, AtomicLongArray sentNs, Span span) {
    long beginNs = System.nanoTime();
    int rate = load.watching().changesPerSecond();
    for (int number = span.from; number < span.to; number++) {
      long due = beginNs + (number - span.from) * NANOS / rate;
      park(due);
      sentNs.set(number, due);
      sender.stock(StockSender.productId(number % span.items), "w", number);
    }
    sender.flush();
  }

  private static void park(long dueNs) {
    long wait = dueNs - System.nanoTime();
    if (wait > 0) {
      LockSupport.parkNanos(wait);
    }
  }

  /** Waits until nothing more comes. */
  private static void settle(SocketSwarm swarm) throws InterruptedException {
    long deadlineNs = System.nanoTime() + REST.toNanos();
    long last = -1;
    while (swarm.messages() != last && System.nanoTime() - deadlineNs < 0) {
      last = swarm.messages();
      Thread.sleep(500);
    }
  }

  /**
   * From sending a committed change to a query that shows it, while others are sent as well. What
   * has just begun to see so much compiles its code, which is told by itself.
   */
  private void lag(BenchRig rig, StockSender sender, SequencedMap<String, Object> figures)
      throws InterruptedException {
    Histogram atFirst = new Histogram(GREATEST_US, 3);
    Histogram settled = new Histogram(GREATEST_US, 3);
    int warmUp = load.lagRate() * LAG_WARM_UP_SECONDS;
    int count = warmUp + load.lagRate() * load.seconds();
    int between = Math.max(1, load.lagRate() / PROBES_PER_SECOND);
    try (HttpLoad http = new HttpLoad(rig.graphQl());
        LagProbe probe = new LagProbe(http)) {
      long beginNs = System.nanoTime();
      for (int i = 0; i < count; i++) {
        park(beginNs + i * NANOS / load.lagRate());
        if (i % between == 0 && probe.isIdle()) {
          sender.stock("probe", "w", probe.begin(i < warmUp ? atFirst : settled));
        } else {
          sender.stock(StockSender.productId(i % LAG_ITEMS), "v", i + 1L);
        }
      }
      sender.flush();
    }
    times(figures, "lagAtFirst", atFirst);
    figures.put("lagProbes", settled.getTotalCount());
    times(figures, "lag", settled);
  }

  private static void times(
      SequencedMap<String, Object> figures, String name, Histogram histogram) {
    figures.put(name + "P50Ms", histogram.getValueAtPercentile(50) / MICROS_PER_MS);
    figures.put(name + "P99Ms", histogram.getValueAtPercentile(99) / MICROS_PER_MS);
    figures.put(name + "MaxMs", histogram.getMaxValue() / MICROS_PER_MS);
  }
}
