package ai.valeo.erp.tributary.graphql.view;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** How many mutations were answered, by what they were about. Any thread. */
public final class StatisticViews {

  /** Most things looked at. */
  public static final int MAX_LOOKED_AT = 10_000;

  private final ViewReads reads;
  private final ViewReaders readers;
  private final LongSupplier nowMs;

  StatisticViews(ViewReads reads, ViewReaders readers, LongSupplier nowMs) {
    this.reads = reads;
    this.readers = readers;
    this.nowMs = nowMs;
  }

  /** The counts of a dimension, those with the most answers first. */
  public List<StatisticView> by(StatisticDimension dimension, int first) {
    var sums = new TreeMap<String, StatisticView>();
    reads.read(stores -> {
      sums.clear(); // a read may run again
      Partitioned.each(
              stores,
              readers.topics().outcomes(),
              one ->
                  stores.scan(
                      Scan.prefix(ViewNames.STATISTICS, one, dimension.prefix(), Scan.MANY)))
          .forEach(rows -> collect(dimension, rows, sums));
      return sums;
    });
    return sums.values().stream()
        .filter(view -> view.total() > 0)
        .sorted(Comparator.comparingLong(StatisticView::total).reversed())
        .limit(first)
        .toList();
  }

  private void collect(
      StatisticDimension dimension,
      KeyValueIterator<Bytes, byte[]> entries,
      Map<String, StatisticView> sums) {
    long now = nowMs.getAsLong();
    try (KeyValueIterator<Bytes, byte[]> rows = entries) {
      for (int looked = 0; rows.hasNext() && looked < MAX_LOOKED_AT; looked++) {
        KeyValue<Bytes, byte[]> row = rows.next();
        String whole = new String(row.key.get(), StandardCharsets.UTF_8);
        String key = whole.substring(dimension.prefix().length());
        sums.merge(key, view(key, StatisticRow.of(row.value), now), StatisticView::plus);
      }
    }
  }

  private static StatisticView view(String key, StatisticRow row, long nowMs) {
    return new StatisticView(
        key,
        row.total(StatisticRow.Kind.APPLIED),
        row.total(StatisticRow.Kind.FAILED),
        row.total(StatisticRow.Kind.CONFLICT),
        row.concurrent(),
        row.lastMinutes(1, nowMs),
        row.lastMinutes(60, nowMs),
        row.lastHours(24, nowMs),
        row.lastMs());
  }
}
