package ai.valeo.erp.tributary.graphql.view;

import java.util.List;

/** Sums totals over partitions. */
final class TotalsReader {

  private TotalsReader() {}

  static long[] sum(Partitioned partitioned, String topic, String store, int places) {
    long[] sums = new long[places];
    int partitions = partitioned.stores().partitions(topic);
    for (int partition = 0; partition < partitions; partition++) {
      byte[] stored = partitioned.stores().texts(store, partition).get(Totals.KEY);
      if (stored != null) {
        List<Long> counts = Totals.of(stored).counts();
        for (int i = 0; i < places; i++) {
          sums[i] += counts.get(i);
        }
      }
    }
    return sums;
  }
}
