package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.page.PageRequest;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/** Answers to mutations by id and by what a query names, and how many there were. Any thread. */
public final class OutcomeViews {

  private static final Instant BEGIN = Instant.EPOCH;
  private static final Instant END = Instant.ofEpochMilli(Long.MAX_VALUE);

  private final Partitioned partitioned;
  private final ViewReaders readers;
  private final RateMeter rate;

  OutcomeViews(Partitioned partitioned, ViewReaders readers, RateMeter rate) {
    this.partitioned = partitioned;
    this.readers = readers;
    this.rate = rate;
  }

  /**
   * Answers since the views began, and their rate.
   *
   * @param applied how many APPLIED
   * @param failed how many FAILED
   * @param conflict how many CONFLICT
   * @param perSecond answers per second, over the last 10 seconds
   */
  public record Counts(long applied, long failed, long conflict, double perSecond) {}

  /** The newest answer to the mutation, or none. */
  public @Nullable OutcomeView outcome(String mutationId) {
    return partitioned.read(() -> {
      int partitions = partitioned.stores().partitions(topic());
      for (int partition = 0; partition < partitions; partition++) {
        OutcomeView found = newest(partition, mutationId);
        if (found != null) {
          return found;
        }
      }
      return null;
    });
  }

  /** Answers, the newest first. */
  public Page<OutcomeView> outcomes(OutcomeQuery query, PageRequest request) {
    MergedScan scan = new MergedScan(query.scope(), MergedScan.DESCENDING);
    return partitioned.read(() -> scan.page(parts(query), request, reader(query)));
  }

  /** How many answers the query has; none if that cannot be told with little work. */
  public @Nullable Long count(OutcomeQuery query) {
    MergedScan scan = new MergedScan(query.scope(), MergedScan.DESCENDING);
    return partitioned.read(() -> scan.count(parts(query), reader(query)));
  }

  /** Answers since the views began. */
  public Counts counts() {
    long[] sums =
        partitioned.read(() ->
            TotalsReader.sum(
                partitioned, topic(), ViewNames.OUTCOME_TOTALS, OutcomeProcessor.PLACES));
    return new Counts(
        sums[OutcomeProcessor.APPLIED],
        sums[OutcomeProcessor.FAILED],
        sums[OutcomeProcessor.CONFLICT],
        rate.perSecond());
  }

  private List<MergedScan.Part> parts(OutcomeQuery query) {
    return partitioned.parts(topic(), partition -> part(partition, query));
  }

  /** Leaves out the CONFLICT of a mutation that has its final answer. */
  private MergedScan.Reader<OutcomeView> reader(OutcomeQuery query) {
    return (partition, position, value) -> {
      OutcomeView outcome = newest(partition, OutcomeKeys.mutationId(position));
      boolean isNewest =
          outcome != null
              && outcome.decidedAtMs() == OutcomeKeys.atMs(position)
              && query.fits(outcome);
      return isNewest ? outcome : null;
    };
  }

  private @Nullable OutcomeView newest(int partition, String mutationId) {
    ReadOnlyWindowStore<String, byte[]> store =
        partitioned.stores().windowedTexts(ViewNames.OUTCOMES, partition);
    try (WindowStoreIterator<byte[]> answers = store.backwardFetch(mutationId, BEGIN, END)) {
      return answers.hasNext() ? readable(answers.next().value) : null;
    }
  }

  private MergedScan.Part part(int partition, OutcomeQuery query) {
    ReadOnlyWindowStore<Bytes, byte[]> store =
        partitioned.stores().windowedIndex(ViewNames.OUTCOMES_INDEX, partition);
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
      KeyValueIterator<Windowed<Bytes>, byte[]> entries =
          store.backwardFetch(
              Bytes.wrap(oldest),
              Bytes.wrap(KeyBytes.join(prefix, rest)),
              Instant.ofEpochMilli(oldestMs),
              Instant.ofEpochMilli(newestMs));
      return new Parts.Rekeyed<>(
          entries,
          key -> Arrays.copyOfRange(key.key().get(), prefix.length, key.key().get().length));
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
