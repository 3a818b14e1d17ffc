package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.page.PageRequest;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** Records that were set aside, by id and by time. Any thread. */
public final class QuarantineViews {

  /** Where counting stops. */
  public static final int MAX_COUNTED = 10_000;

  private final ViewReads reads;
  private final ViewReaders readers;

  QuarantineViews(ViewReads reads, ViewReaders readers) {
    this.reads = reads;
    this.readers = readers;
  }

  /**
   * Which records.
   *
   * @param state only those that stand there
   * @param reason only those set aside for this reason
   * @param fromMs only of this time or later, milliseconds since 1970 UTC
   * @param beforeMs only before this time, milliseconds since 1970 UTC
   */
  public record QuarantineQuery(String state, @Nullable String reason, long fromMs, long beforeMs) {

    boolean fits(QuarantinedRow row) {
      return state.equals(row.state()) && (reason == null || reason.equals(row.reason()));
    }
  }

  /** The record of that id, or none. */
  public @Nullable QuarantinedView record(String id) {
    QuarantinedRow row = reads.read(stores -> whole(stores, id));
    return row == null ? null : view(row);
  }

  /** Records of a state, the newest first. */
  public Page<QuarantinedView> records(QuarantineQuery query, PageRequest request) {
    byte[] newest = new KeyBytes().descending(query.beforeMs() - 1).toBytes();
    byte[] oldest = new KeyBytes().descending(query.fromMs()).toBytes();
    Parts.Span span =
        new Parts.Span(
            QuarantineProcessor.list(query.state()),
            newest,
            KeyBytes.join(oldest, Parts.Span.end()));
    MergedScan scan = new MergedScan("quarantine/" + query.state(), MergedScan.ASCENDING);
    return reads
        .read(stores ->
            scan.page(
                Partitioned.each(stores, topic(), one -> Parts.index(stores, index(one), span)),
                request,
                (part, position, joined) -> {
                  QuarantinedRow row = standing(stores, joined);
                  return row != null && query.fits(row) ? row : null;
                }))
        .map(this::view);
  }

  /** How many wait; counting stops at {@link #MAX_COUNTED}. */
  public int waiting() {
    Parts.Span span = Parts.Span.of(QuarantineProcessor.list(QuarantinedRow.WAITING));
    return reads.read(stores -> {
      int count = 0;
      for (KeyValueIterator<Bytes, byte[]> each :
          Partitioned.each(
              stores,
              topic(),
              one -> Parts.index(stores, index(one).joined(null), span).open(null))) {
        try (KeyValueIterator<Bytes, byte[]> entries = each) {
          for (; entries.hasNext() && count < MAX_COUNTED; count++) {
            entries.next();
          }
        }
      }
      return count;
    });
  }

  /** The row of a list's entry; one without a key may be ruled on in another partition. */
  private @Nullable QuarantinedRow standing(ViewStores stores, byte[] joined) {
    byte[] stored = Join.found(joined);
    QuarantinedRow here = stored == null ? null : QuarantinedRow.of(stored);
    boolean isPartOnly = here != null && (here.key() == null || isMarker(here));
    return here != null && isPartOnly ? whole(stores, here.id()) : here;
  }

  /** The record of that id with what was ruled, wherever each of them lies. */
  private @Nullable QuarantinedRow whole(ViewStores stores, String id) {
    QuarantinedRow record = null;
    QuarantinedRow marker = null;
    Bytes key = Bytes.wrap(QuarantineProcessor.row(id));
    for (Awaited one :
        Partitioned.each(
            stores, topic(), each -> stores.indexed(ViewNames.QUARANTINE, each, key))) {
      byte[] stored = one.get();
      QuarantinedRow found = stored == null ? null : QuarantinedRow.of(stored);
      if (found != null && isMarker(found)) {
        marker = found;
      } else if (found != null) {
        record = found;
      }
    }
    QuarantinedView.Ruled ruled = marker == null ? null : marker.ruled();
    return record == null || marker == null || ruled == null
        ? record
        : record.ruled(marker.state(), ruled);
  }

  private static boolean isMarker(QuarantinedRow row) {
    return row.sizeBytes() == QuarantineProcessor.MARKER;
  }

  private QuarantinedView view(QuarantinedRow row) {
    return new QuarantinedView(
        row.id(),
        row.state(),
        row.reason(),
        row.message(),
        row.origin(),
        row.key(),
        row.sizeBytes(),
        preview(row),
        row.ruled());
  }

  private QuarantinedView.@Nullable Preview preview(QuarantinedRow row) {
    Mutation mutation =
        row.isWhole() && row.sizeBytes() > 0 ? readers.mutation(row.raw().get()) : null;
    try {
      return mutation == null ? null : RecordViews.preview(mutation);
    } catch (IllegalArgumentException e) {
      return null; // it holds something that is no value
    }
  }

  private static Scan index(int partition) {
    return Scan.index(
            ViewNames.QUARANTINE, partition, Scan.Range.of(null, null), PageRequest.MAX_FIRST)
        .joined(Join.setAside());
  }

  private String topic() {
    return readers.topics().quarantine();
  }
}
