package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.page.PageRequest;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.ConflictState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** Conflicts by id, by mutation and by what a query names. Any thread. */
public final class ConflictViews {

  /** Where counting open conflicts stops. */
  public static final int MAX_COUNTED = 10_000;

  private final ViewReads reads;
  private final ViewReaders readers;

  ConflictViews(ViewReads reads, ViewReaders readers) {
    this.reads = reads;
    this.readers = readers;
  }

  /** The conflict of that id, or none. */
  public @Nullable ConflictView conflict(String id) {
    return reads.read(stores -> {
      byte[] stored = Partitioned.find(stores, topic(), ViewNames.CONFLICTS, id);
      return stored == null ? null : readable(stored);
    });
  }

  /**
   * The ruling on a conflict that waits for a second person, or none.
   *
   * @param nowMs the time, since proposals are over after a while
   */
  public @Nullable ProposalView proposal(String conflictId, long nowMs) {
    return reads.read(stores -> {
      byte[] stored =
          Partitioned.find(stores, readers.topics().resolutions(), ViewNames.PROPOSALS, conflictId);
      ProposalView standing = stored == null ? null : ProposalProcessor.read(readers, stored);
      return standing == null || standing.expiresAtMs() <= nowMs ? null : standing;
    });
  }

  /** The conflict the mutation met, or none. Its id begins with the mutation's. */
  public @Nullable ConflictView ofMutation(String mutationId) {
    return reads.read(stores -> {
      ConflictView first = null;
      for (var found :
          Partitioned.each(
              stores,
              topic(),
              one ->
                  stores.scan(Scan.prefix(ViewNames.CONFLICTS, one, mutationId + ":", Scan.FEW)))) {
        try (found) {
          if (first == null && found.hasNext()) {
            first = readable(found.next().value);
          }
        }
      }
      return first;
    });
  }

  /** Conflicts, the newest first. */
  public Page<ConflictView> conflicts(ConflictQuery query, PageRequest request) {
    MergedScan scan = new MergedScan(query.scope(), MergedScan.ASCENDING);
    return reads.read(stores -> scan.page(parts(stores, query), request, reader(stores, query)));
  }

  /** How many conflicts the query has; none if that cannot be told with little work. */
  public @Nullable Long count(ConflictQuery query) {
    MergedScan scan = new MergedScan(query.scope(), MergedScan.ASCENDING);
    return reads.read(stores -> scan.count(parts(stores, query), reader(stores, query)));
  }

  /** How many conflicts are open; counting stops at {@link #MAX_COUNTED}. */
  public int open() {
    return reads.read(stores -> {
      int count = 0;
      List<KeyValueIterator<Bytes, byte[]>> opened =
          open(parts(stores, ConflictQuery.in(ConflictState.OPEN)));
      for (KeyValueIterator<Bytes, byte[]> each : opened) {
        try (KeyValueIterator<Bytes, byte[]> entries = each) {
          for (; entries.hasNext() && count < MAX_COUNTED; count++) {
            entries.next();
          }
        }
      }
      return count;
    });
  }

  /** Conflicts found since the views began, open or resolved at once. */
  public long detected() {
    return reads.read(stores -> TotalsReader.sum(stores, topic(), ViewNames.CONFLICT_TOTALS, 1)[0]);
  }

  private static List<KeyValueIterator<Bytes, byte[]>> open(List<MergedScan.Part> parts) {
    return parts.stream().map(part -> part.open(null)).toList();
  }

  private List<MergedScan.Part> parts(ViewStores stores, ConflictQuery query) {
    var parts = new ArrayList<MergedScan.Part>();
    byte[] newest = new KeyBytes().descending(query.time().beforeMs() - 1).toBytes();
    byte[] oldest = new KeyBytes().descending(query.time().fromMs()).toBytes();
    for (byte[] prefix : query.prefixes()) {
      Parts.Span span = new Parts.Span(prefix, newest, KeyBytes.join(oldest, Parts.Span.end()));
      parts.addAll(
          Partitioned.each(
              stores, topic(), partition -> Parts.index(stores, index(partition), span)));
    }
    return parts;
  }

  /** An entry that a crash has left is not believed: the row tells. */
  private MergedScan.Reader<ConflictView> reader(ViewStores stores, ConflictQuery query) {
    int partitions = stores.partitions(topic());
    List<byte[]> prefixes = query.prefixes();
    return (part, position, joined) -> {
      byte[] stored = Join.found(joined);
      Conflict conflict = stored == null ? null : readers.conflict(stored);
      byte[] key = KeyBytes.join(prefixes.get(part / partitions), position);
      if (conflict == null
          || ConflictKeys.of(conflict).stream().noneMatch(each -> Arrays.equals(each, key))) {
        return null;
      }
      ConflictView view = RecordViews.conflict(conflict);
      return query.fits(view) ? view : null;
    };
  }

  private static Scan index(int partition) {
    return Scan.index(
            ViewNames.CONFLICTS_INDEX, partition, Scan.Range.of(null, null), PageRequest.MAX_FIRST)
        .joined(Join.row(ViewNames.CONFLICTS, ""));
  }

  private String topic() {
    return readers.topics().conflicts();
  }

  private @Nullable ConflictView readable(byte[] framed) {
    Conflict conflict = readers.conflict(framed);
    return conflict == null ? null : RecordViews.conflict(conflict);
  }
}
