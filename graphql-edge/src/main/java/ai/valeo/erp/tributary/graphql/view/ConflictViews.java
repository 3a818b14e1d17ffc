package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.page.PageRequest;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.ConflictState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** Conflicts by id, by mutation and by state. Any thread. */
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
    String asked = query.state();
    var states = new ArrayList<ConflictState>();
    for (ConflictState state : ConflictState.values()) {
      if (asked == null || asked.equals(state.name())) {
        states.add(state);
      }
    }
    MergedScan scan = new MergedScan("conflicts/" + asked, MergedScan.ASCENDING);
    return partitioned.read(() -> {
      int partitions = partitioned.stores().partitions(topic());
      return scan.page(
          parts(states, partitions),
          request,
          (part, position, value) -> {
            String state = states.get(part / partitions).name();
            ConflictView conflict = standing(part % partitions, value);
            return conflict != null && conflict.state().equals(state) && query.fits(conflict)
                ? conflict
                : null;
          });
    });
  }

  /** How many conflicts are open; counting stops at {@link #MAX_COUNTED}. */
  public int open() {
    return partitioned.read(() -> {
      int count = 0;
      int partitions = partitioned.stores().partitions(topic());
      for (MergedScan.Part part : parts(List.of(ConflictState.OPEN), partitions)) {
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

  private List<MergedScan.Part> parts(List<ConflictState> states, int partitions) {
    var parts = new ArrayList<MergedScan.Part>(states.size() * partitions);
    for (ConflictState state : states) {
      Parts.Span span = Parts.Span.of(new KeyBytes().text(state.name()).toBytes());
      for (int partition = 0; partition < partitions; partition++) {
        parts.add(
            Parts.index(partitioned.stores().index(ViewNames.CONFLICTS_BY_STATE, partition), span));
      }
    }
    return parts;
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

  private @Nullable ConflictView standing(int partition, byte[] id) {
    byte[] stored =
        partitioned
            .stores()
            .texts(ViewNames.CONFLICTS, partition)
            .get(new String(id, StandardCharsets.UTF_8));
    return stored == null ? null : readable(stored);
  }

  private String topic() {
    return readers.topics().conflicts();
  }

  private @Nullable ConflictView readable(byte[] framed) {
    Conflict conflict = readers.conflict(framed);
    return conflict == null ? null : RecordViews.conflict(conflict);
  }

  /**
   * Which conflicts.
   *
   * @param state only those that stand there
   * @param entityType only of entities of this type
   * @param entityId only of entities of this id
   */
  public record ConflictQuery(
      @Nullable String state, @Nullable String entityType, @Nullable String entityId) {

    boolean fits(ConflictView conflict) {
      return (entityType == null || conflict.entityType().equals(entityType))
          && (entityId == null || conflict.entityId().equals(entityId));
    }
  }
}
