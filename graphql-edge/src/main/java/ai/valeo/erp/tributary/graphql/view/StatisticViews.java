package ai.valeo.erp.tributary.graphql.view;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** How many answers there were, by what they were about. Any thread. */
public final class StatisticViews {

  /** Most things looked at. */
  public static final int MAX_LOOKED_AT = 10_000;

  private final Partitioned partitioned;
  private final ViewReaders readers;
  private final LongSupplier nowMs;

  StatisticViews(Partitioned partitioned, ViewReaders readers, LongSupplier nowMs) {
    this.partitioned = partitioned;
    this.readers = readers;
    this.nowMs = nowMs;
  }

  /** The counts of a dimension, those with the most answers first. */
  public List<StatisticView> by(StatisticDimension dimension, int first) {
    var sums = new TreeMap<String, StatisticView>();
    partitioned.read(() -> {
      int partitions = partitioned.stores().partitions(readers.topics().outcomes());
      for (int partition = 0; partition < partitions; partition++) {
        collect(dimension, partition, sums);
      }
      return sums;
    });
    return sums.values().stream()
        .sorted(Comparator.comparingLong(StatisticView::total).reversed())
        .limit(first)
        .toList();
  }

  private void collect(
      StatisticDimension dimension, int partition, Map<String, StatisticView> sums) {
    long now = nowMs.getAsLong();
    try (KeyValueIterator<String, byte[]> rows =
        partitioned
            .stores()
            .texts(ViewNames.STATISTICS, partition)
            .prefixScan(dimension.prefix(), new StringSerializer())) {
      for (int looked = 0; rows.hasNext() && looked < MAX_LOOKED_AT; looked++) {
        KeyValue<String, byte[]> row = rows.next();
        String key = row.key.substring(dimension.prefix().length());
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
