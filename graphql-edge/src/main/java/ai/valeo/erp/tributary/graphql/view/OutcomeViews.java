package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.page.PageRequest;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/** Answers to mutations by id and by edge node, and how many there were. Any thread. */
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

  /** Answers to the mutations of an edge node, the newest first. */
  public Page<OutcomeView> ofNode(
      String edgeNodeId, Predicate<OutcomeView> filter, PageRequest request) {
    byte[] prefix = new KeyBytes().text(edgeNodeId).toBytes();
    MergedScan scan = new MergedScan("outcomes/" + edgeNodeId, MergedScan.DESCENDING);
    return partitioned.read(() ->
        scan.page(
            partitioned.parts(topic(), partition -> part(partition, prefix)),
            request,
            (partition, position, value) -> {
              OutcomeView outcome = newest(partition, mutationId(position));
              boolean isNewest =
                  outcome != null
                      && outcome.decidedAtMs() == atMs(position)
                      && filter.test(outcome);
              return isNewest ? outcome : null;
            }));
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

  private @Nullable OutcomeView newest(int partition, String mutationId) {
    ReadOnlyWindowStore<String, byte[]> store =
        partitioned.stores().windowedTexts(ViewNames.OUTCOMES, partition);
    try (WindowStoreIterator<byte[]> answers = store.backwardFetch(mutationId, BEGIN, END)) {
      return answers.hasNext() ? readable(answers.next().value) : null;
    }
  }

  private MergedScan.Part part(int partition, byte[] prefix) {
    ReadOnlyWindowStore<Bytes, byte[]> store =
        partitioned.stores().windowedIndex(ViewNames.OUTCOMES_BY_NODE, partition);
    return position -> {
      byte[] rest = position == null ? Parts.Span.end() : KeyBytes.before(position);
      Instant newest = position == null ? END : Instant.ofEpochMilli(atMs(position));
      KeyValueIterator<Windowed<Bytes>, byte[]> entries =
          store.backwardFetch(
              Bytes.wrap(prefix), Bytes.wrap(KeyBytes.join(prefix, rest)), BEGIN, newest);
      return new Parts.Rekeyed<>(
          entries,
          key -> Arrays.copyOfRange(key.key().get(), prefix.length, key.key().get().length));
    };
  }

  /** The time within a position, which is behind the node: number, then mutation. */
  private static long atMs(byte[] position) {
    return ByteBuffer.wrap(position).getLong() ^ Long.MIN_VALUE;
  }

  private static String mutationId(byte[] position) {
    int end = position.length - 1;
    return new String(position, Long.BYTES, end - Long.BYTES, StandardCharsets.UTF_8);
  }

  private String topic() {
    return readers.topics().outcomes();
  }

  private @Nullable OutcomeView readable(byte[] framed) {
    Outcome outcome = readers.outcome(framed);
    return outcome == null ? null : RecordViews.outcome(outcome);
  }
}
