package ai.valeo.erp.tributary.graphql.view;

import java.util.List;

/** Sums totals over partitions. */
final class TotalsReader {

  private TotalsReader() {}

  static long[] sum(ViewStores stores, String topic, String store, int places) {
    long[] sums = new long[places];
    List<Awaited> asked =
        Partitioned.each(stores, topic, partition -> stores.text(store, partition, Totals.KEY));
    for (Awaited one : asked) {
      byte[] stored = one.get();
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
