package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.page.PageRequest;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.ConflictState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Conflicts by id, by mutation and by what a query names. Any thread. */
public final class ConflictViews {

  /** Where counting open conflicts stops. */
  public static final int MAX_COUNTED = 10_000;

  private final Partitioned partitioned;
  private final ViewReaders readers;

  ConflictViews(Partitioned partitioned, ViewReaders readers) {
    this.partitioned = partitioned;
    this.readers = readers;
  }

  /** The conflict of that id, or none. */
  public @Nullable ConflictView conflict(String id) {
    return partitioned.read(() -> {
      byte[] stored = partitioned.find(topic(), ViewNames.CONFLICTS, id);
      return stored == null ? null : readable(stored);
    });
  }

  /**
   * The ruling on a conflict that waits for a second person, or none.
   *
   * @param nowMs the time, since proposals are over after a while
   */
  public @Nullable ProposalView proposal(String conflictId, long nowMs) {
    return partitioned.read(() -> {
      byte[] stored =
          partitioned.find(readers.topics().resolutions(), ViewNames.PROPOSALS, conflictId);
      ProposalView standing = stored == null ? null : ProposalProcessor.read(readers, stored);
      return standing == null || standing.expiresAtMs() <= nowMs ? null : standing;
    });
  }

  /** The conflict the mutation met, or none. Its id begins with the mutation's. */
  public @Nullable ConflictView ofMutation(String mutationId) {
    return partitioned.read(() -> {
      int partitions = partitioned.stores().partitions(topic());
      for (int partition = 0; partition < partitions; partition++) {
        ConflictView found = ofMutation(partition, mutationId);
        if (found != null) {
          return found;
        }
      }
      return null;
    });
  }

  /** Conflicts, the newest first. */
  public Page<ConflictView> conflicts(ConflictQuery query, PageRequest request) {
    MergedScan scan = new MergedScan(query.scope(), MergedScan.ASCENDING);
    return partitioned.read(() -> scan.page(parts(query), request, reader(query)));
  }

  /** How many conflicts the query has; none if that cannot be told with little work. */
  public @Nullable Long count(ConflictQuery query) {
    MergedScan scan = new MergedScan(query.scope(), MergedScan.ASCENDING);
    return partitioned.read(() -> scan.count(parts(query), reader(query)));
  }

  /** How many conflicts are open; counting stops at {@link #MAX_COUNTED}. */
  public int open() {
    return partitioned.read(() -> {
      int count = 0;
      for (MergedScan.Part part : parts(ConflictQuery.in(ConflictState.OPEN))) {
        try (KeyValueIterator<Bytes, byte[]> entries = part.open(null)) {
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
    return partitioned.read(
        () -> TotalsReader.sum(partitioned, topic(), ViewNames.CONFLICT_TOTALS, 1)[0]);
  }

  private List<MergedScan.Part> parts(ConflictQuery query) {
    var parts = new ArrayList<MergedScan.Part>();
    byte[] newest = new KeyBytes().descending(query.time().beforeMs() - 1).toBytes();
    byte[] oldest = new KeyBytes().descending(query.time().fromMs()).toBytes();
    for (byte[] prefix : query.prefixes()) {
      Parts.Span span = new Parts.Span(prefix, newest, KeyBytes.join(oldest, Parts.Span.end()));
      parts.addAll(partitioned.parts(topic(), partition -> Parts.index(index(partition), span)));
    }
    return parts;
  }

  /** An entry that a crash has left is not believed: the row tells. */
  private MergedScan.Reader<ConflictView> reader(ConflictQuery query) {
    int partitions = partitioned.stores().partitions(topic());
    List<byte[]> prefixes = query.prefixes();
    return (part, position, id) -> {
      byte[] stored =
          partitioned
              .stores()
              .texts(ViewNames.CONFLICTS, part % partitions)
              .get(new String(id, StandardCharsets.UTF_8));
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

  private ReadOnlyKeyValueStore<Bytes, byte[]> index(int partition) {
    return partitioned.stores().index(ViewNames.CONFLICTS_INDEX, partition);
  }

  private @Nullable ConflictView ofMutation(int partition, String mutationId) {
    try (KeyValueIterator<String, byte[]> found =
        partitioned
            .stores()
            .texts(ViewNames.CONFLICTS, partition)
            .prefixScan(mutationId + ":", new StringSerializer())) {
      return found.hasNext() ? readable(found.next().value) : null;
    }
  }

  private String topic() {
    return readers.topics().conflicts();
  }

  private @Nullable ConflictView readable(byte[] framed) {
    Conflict conflict = readers.conflict(framed);
    return conflict == null ? null : RecordViews.conflict(conflict);
  }
}
