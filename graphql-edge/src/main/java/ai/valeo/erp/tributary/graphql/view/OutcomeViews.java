package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.page.PageRequest;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Answers to mutations by id and by what a query names, and how many there were. Any thread. */
public final class OutcomeViews {

  private final ViewReads reads;
  private final ViewReaders readers;
  private final RateMeter rate;

  OutcomeViews(ViewReads reads, ViewReaders readers, RateMeter rate) {
    this.reads = reads;
    this.readers = readers;
    this.rate = rate;
  }

  /**
   * Mutations answered since the views began, and their rate.
   *
   * @param applied how many APPLIED
   * @param failed how many FAILED
   * @param conflict how many wait for a person
   * @param perSecond mutations answered per second, over the last 10 seconds
   */
  public record Counts(long applied, long failed, long conflict, double perSecond) {}

  /** The newest answer to the mutation, or none. */
  public @Nullable OutcomeView outcome(String mutationId) {
    return reads.read(stores -> {
      byte[] found =
          Partitioned.any(
              stores,
              topic(),
              partition -> stores.newest(ViewNames.OUTCOMES, partition, mutationId));
      return found == null ? null : readable(found);
    });
  }

  /** Answers, the newest first. */
  public Page<OutcomeView> outcomes(OutcomeQuery query, PageRequest request) {
    MergedScan scan = new MergedScan(query.scope(), MergedScan.DESCENDING);
    return reads.read(stores -> scan.page(parts(stores, query), request, reader(query)));
  }

  /** How many answers the query has; none if that cannot be told with little work. */
  public @Nullable Long count(OutcomeQuery query) {
    MergedScan scan = new MergedScan(query.scope(), MergedScan.DESCENDING);
    return reads.read(stores -> scan.count(parts(stores, query), reader(query)));
  }

  /** Mutations answered since the views began. */
  public Counts counts() {
    long[] sums =
        reads.read(stores ->
            TotalsReader.sum(stores, topic(), ViewNames.OUTCOME_TOTALS, OutcomeProcessor.PLACES));
    return new Counts(
        sums[OutcomeProcessor.APPLIED],
        sums[OutcomeProcessor.FAILED],
        sums[OutcomeProcessor.CONFLICT],
        rate.perSecond());
  }

  private List<MergedScan.Part> parts(ViewStores stores, OutcomeQuery query) {
    return Partitioned.each(stores, topic(), partition -> part(stores, partition, query));
  }

  /** Leaves out the CONFLICT of a mutation that has its final answer. */
  private MergedScan.Reader<OutcomeView> reader(OutcomeQuery query) {
    return (partition, position, joined) -> {
      byte[] newest = Join.found(joined);
      OutcomeView outcome = newest == null ? null : readable(newest);
      boolean isNewest =
          outcome != null
              && outcome.decidedAtMs() == OutcomeKeys.atMs(position)
              && query.fits(outcome);
      return isNewest ? outcome : null;
    };
  }

  private static MergedScan.Part part(ViewStores stores, int partition, OutcomeQuery query) {
    byte[] prefix = query.prefix();
    long oldestMs = Math.max(0, query.fromMs());
    byte[] oldest = KeyBytes.join(prefix, new KeyBytes().ascending(oldestMs).toBytes());
    byte[] begin =
        query.beforeMs() == Long.MAX_VALUE
            ? Parts.Span.end()
            : new KeyBytes().ascending(query.beforeMs()).toBytes();
    return position -> {
      byte[] rest = position == null ? begin : KeyBytes.before(position);
      long newestMs = position == null ? query.beforeMs() - 1 : OutcomeKeys.atMs(position);
      if (newestMs < oldestMs) {
        return Parts.none();
      }
      Scan.Range range =
          new Scan.Range(
              Bytes.wrap(oldest),
              Bytes.wrap(KeyBytes.join(prefix, rest)),
              true,
              oldestMs,
              newestMs);
      Scan scan =
          new Scan(
              ViewNames.OUTCOMES_INDEX,
              Scan.Form.WINDOWED,
              partition,
              range,
              Join.outcome(prefix.length),
              PageRequest.MAX_FIRST);
      return Parts.behind(prefix.length, stores.scan(scan));
    };
  }

  private String topic() {
    return readers.topics().outcomes();
  }

  private @Nullable OutcomeView readable(byte[] framed) {
    Outcome outcome = readers.outcome(framed);
    return outcome == null ? null : RecordViews.outcome(outcome);
  }
}
