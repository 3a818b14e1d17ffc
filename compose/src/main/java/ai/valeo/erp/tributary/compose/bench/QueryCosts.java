package ai.valeo.erp.tributary.compose.bench;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Processor time of a server per query.
 *
 * @param name of the server
 * @param uri where it answers
 * @param cpu its processor time so far
 */
record QueryCosts(String name, URI uri, Supplier<Duration> cpu) {
  /** Products of the comparison; the script of Apollo Server makes the same. */
  static final int PRODUCTS = 2_000;

  private static final double NANOS_PER_US = 1000;
  private static final int LISTS = 4;
  private static final int LEAST_ROUNDS = 4;
  private static final int MOST_ROUNDS = 10;
  private static final double SETTLED = 0.95;
  private static final String POINT =
      "{\"query\":\"query($id: ID!) { product(id: $id) { id name sku price version } }\","
          + "\"variables\":{\"id\":\"";
  private static final String LIST =
      "{\"query\":\"{ products(limit: 20) { id name sku description quantityPerUnit price"
          + " discontinued version tags } }\"}";

  /** Measures point queries and lists of 180 fields. */
  void into(SequencedMap<String, Object> figures, int requests) {
    QueryLoad load = new QueryLoad(uri);
    figures.put(
        name + "PointUs",
        each(
            load,
            requests,
            IntStream.range(0, PRODUCTS)
                .mapToObj(n -> POINT + StockSender.productId(n) + "\"}}")
                .toList()));
    figures.put(name + "ListUs", each(load, requests / LISTS, List.of(LIST)));
  }

  /**
   * Repeats until the code is compiled and the figure does not fall any more; the best one counts,
   * as a server runs for long.
   */
  private double each(QueryLoad load, int count, List<String> bodies) {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Duration before = cpu.get();
      load.ask(count, bodies);
      double now = cpu.get().minus(before).toNanos() / NANOS_PER_US / count;
      boolean isSettled = now > best * SETTLED && round >= LEAST_ROUNDS;
      best = Math.min(best, now);
      if (isSettled) {
        break;
      }
    }
    return best;
  }
}
