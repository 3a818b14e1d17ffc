package ai.valeo.erp.tributary.compose.bench;

import ai.valeo.erp.tributary.compose.process.ChildProcess;
import ai.valeo.erp.tributary.compose.process.ProcessUsage;
import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.app.EdgeSettings;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.outbox.BatchResult;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult;
import ai.valeo.erp.tributary.edge.search.SearchQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.HdrHistogram.Histogram;

/**
 * How long a capture takes until it is on the disk, how fast a node drains what it gathered without
 * a network, how fast another one that has nothing reads all of it, how long that one searches, how
 * soon it is ready as a process of its own, and what memory it takes.
 *
 * <p>It drains three times: at first all processes have just started; the last time, which is the
 * usual one, the centre has been at work before. The cost of the processes is that of the last.
 *
 * @param settings what is measured
 * @param single mutations captured one by one; these are timed
 * @param pending mutations that wait when the network comes, each time
 */
public record EdgeBench(BenchSettings settings, int single, int pending) {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final long GREATEST_US = 60_000_000L;
  private static final int DIGITS = 3;
  private static final int AT_ONCE = 200;
  private static final int SEARCHES = 300; // the last one finds all products
  private static final double MICROS_PER_MS = 1000;
  private static final double NANOS = 1e9;

  /** Measures. */
  public BenchResult run() throws InterruptedException {
    Histogram graphQl = GraphCapture.measure(settings.folder().resolve("edge"));
    try (BenchRig rig = BenchRig.start(settings);
        ChildProcess aggregator = rig.startAggregator();
        EdgeNode node = EdgeNode.open(edgeSettings(rig, "bench"))) {
      SequencedMap<String, Object> figures = new LinkedHashMap<>();
      figures.put("captured", single);
      putTimes("capture", captureSingly(node), figures);
      figures.put("graphQlPerSecond", GraphCapture.RATE_PER_SECOND);
      putTimes("graphQl", graphQl, figures);
      captureTogether(node, single, pending);
      rig.awaitReady(aggregator);
      figures.put("pending", pending);
      figures.put("firstDrainSeconds", drain(node, node::start));
      measureFeed(rig, figures);
      drainAgain(node, rig, aggregator, 1);
      Drain drain = drainAgain(node, rig, aggregator, 2);
      figures.put("drainSeconds", drain.seconds());
      figures.put("drainedPerSecond", pending / drain.seconds());
      new EdgeStart(rig, settings.folder(), storeOf("reader")).measure(figures);
      return new BenchResult(
          "edge", figures, Map.of("partitions", settings.partitions()), drain.cost());
    }
  }

  private record Drain(double seconds, List<ProcessUsage> cost) {}

  private Drain drainAgain(EdgeNode node, BenchRig rig, ChildProcess aggregator, int round)
      throws InterruptedException {
    node.setOfflineMode(true);
    captureTogether(node, round * pending, (round + 1) * pending);
    Cost before = Cost.now(rig, aggregator);
    double seconds = drain(node, () -> node.setOfflineMode(false));
    return new Drain(seconds, Cost.now(rig, aggregator).since(before));
  }

  private Histogram captureSingly(EdgeNode node) {
    Histogram histogram = new Histogram(GREATEST_US, DIGITS);
    for (int number = 0; number < single; number++) {
      long beginNs = System.nanoTime();
      require(node.capture(creation(number)));
      histogram.recordValue((System.nanoTime() - beginNs) / 1000);
    }
    return histogram;
  }

  private static void putTimes(
      String name, Histogram histogram, SequencedMap<String, Object> figures) {
    figures.put(name + "P50Ms", histogram.getValueAtPercentile(50) / MICROS_PER_MS);
    figures.put(name + "P99Ms", histogram.getValueAtPercentile(99) / MICROS_PER_MS);
    figures.put(name + "MaxMs", histogram.getMaxValue() / MICROS_PER_MS);
  }

  /** Seconds from the coming of the network until everything is answered and read back. */
  private static double drain(EdgeNode node, Runnable connect) throws InterruptedException {
    long beginNs = System.nanoTime();
    connect.run();
    if (!node.awaitSettled(LIMIT)) {
      throw new BenchException("The node does not settle: " + node.stats(), null);
    }
    return (System.nanoTime() - beginNs) / NANOS;
  }

  /** A node that begins with nothing. */
  private void measureFeed(BenchRig rig, SequencedMap<String, Object> figures)
      throws InterruptedException {
    try (EdgeNode reader = EdgeNode.open(edgeSettings(rig, "reader"))) {
      long beginNs = System.nanoTime();
      reader.start();
      if (!reader.awaitCaughtUp(LIMIT)) {
        throw new BenchException("The reading node does not catch up: " + reader.stats(), null);
      }
      double seconds = (System.nanoTime() - beginNs) / NANOS;
      figures.put("feedEntities", pending);
      figures.put("feedSeconds", seconds);
      figures.put("feedPerSecond", pending / seconds);
      measureSearch(reader, figures);
    }
  }

  /** Words that are there, words begun, and words with a letter too many. */
  private void measureSearch(EdgeNode reader, SequencedMap<String, Object> figures) {
    Histogram histogram = new Histogram(GREATEST_US, DIGITS);
    long products = 0;
    for (int number = 0; number < SEARCHES; number++) {
      int id = number * (pending / SEARCHES);
      String text =
          switch (number % 3) {
            case 0 -> "product " + id;
            case 1 -> "prod " + id / 10;
            default -> "produkkt";
          };
      long beginNs = System.nanoTime();
      products = reader.search().search(SearchQuery.of("Product", text)).total();
      histogram.recordValue((System.nanoTime() - beginNs) / 1000);
    }
    figures.put("searchedProducts", products);
    putTimes("search", histogram, figures);
  }

  private static void captureTogether(EdgeNode node, int begin, int end) {
    for (int from = begin; from < end; from += AT_ONCE) {
      List<Draft> drafts = new ArrayList<>();
      for (int number = from; number < Math.min(end, from + AT_ONCE); number++) {
        drafts.add(creation(number));
      }
      if (node.captureAll(drafts) instanceof BatchResult.NoneCaptured none) {
        throw new BenchException("A capture was refused: " + none.refused(), null);
      }
    }
  }

  private static void require(CaptureResult result) {
    if (result instanceof CaptureResult.Refused refused) {
      throw new BenchException("A capture was refused: " + refused, null);
    }
  }

  private static Draft creation(int number) {
    EntityShape shape = EntityShape.of(number);
    return Draft.create(shape.key(number), shape.creation(number));
  }

  private EdgeSettings edgeSettings(BenchRig rig, String id) {
    return EdgeSettings.of(
        Map.of(
            "edge.node.id", id,
            "edge.store.file", storeOf(id).toString(),
            "kafka.bootstrap.servers", rig.bootstrapServers(),
            "schema.registry.url", rig.registryConfig().getOrDefault("schema.registry.url", "")));
  }

  private Path storeOf(String id) {
    return settings.folder().resolve("edge").resolve(id + ".db");
  }
}
