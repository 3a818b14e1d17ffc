package ai.valeo.erp.tributary.edge.feedback;

import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.FeedItem;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.outbox.LostOutcomes;
import ai.valeo.erp.tributary.edge.outbox.Settlement;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.MissedTable.Missed;
import ai.valeo.erp.tributary.edge.store.Tables;
import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the answers that were deleted before this node has read them, in the centre's audit trail,
 * which is kept far longer. It says what became of every mutation of an entity that exists. What it
 * does not know was refused outright, or is not decided yet, and then its answer is still to come.
 *
 * <p>Threading: runs in a thread of its own, one at a time; {@link #stop} by any.
 */
public final class MissedOutcomes implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(MissedOutcomes.class);

  /** The node's clock may have been ahead of the broker's when it captured. */
  private static final long MARGIN_MS = Duration.ofDays(1).toMillis();

  private final Source source;
  private final Ends ends;
  private final Feedback.Shared shared;
  private final Deserializer<AuditEntry> entries;
  private Map<TopicPartition, Long> readTo = Map.of();
  private Map<Integer, Long> decided = Map.of();
  private volatile boolean stopped;

  /**
   * Where the audit trail is.
   *
   * @param topic its topic
   * @param serdes reads it
   * @param consumer makes a consumer for it, when there is something to look for
   */
  public record Source(
      String topic, AvroSerdes serdes, Supplier<Consumer<byte[], byte[]>> consumer) {}

  /**
   * How mutations end.
   *
   * @param store the node's store
   * @param settlement by what was found
   * @param lost otherwise
   */
  public record Ends(EdgeStore store, Settlement settlement, LostOutcomes lost) {}

  /** A mutation whose answer is looked for. */
  private record Wanted(long number, EntityKey key, long capturedMs) {}

  public MissedOutcomes(Source source, Ends ends, Feedback.Shared shared) {
    this.source = source;
    this.ends = ends;
    this.shared = shared;
    entries = source.serdes().deserializer(AuditEntry.class);
  }

  /** Searches, unless that was done. */
  @Override
  public void run() {
    if (ends.store()
        .read(tables -> tables.missed().get())
        .filter(of -> !of.searched())
        .isPresent()) {
      again();
    }
  }

  /** Searches, once more perhaps: the centre may have decided since. */
  public void again() {
    Map<MutationId, Wanted> wanted = ends.store().read(MissedOutcomes::wanted);
    if (wanted.isEmpty()) {
      return;
    }
    try (Consumer<byte[], byte[]> consumer = source.consumer().get()) {
      search(new AuditSearch(source.topic(), entries, consumer, () -> stopped), wanted);
      ends.lost().searched(decided);
    } catch (WakeupException e) {
      log.atDebug().log("The session ended while the audit trail was read");
    } catch (AuthorizationException e) { // they are waited for, then given up
      unreadable(e);
      ends.lost().searched(Map.of());
    } catch (RuntimeException e) {
      unreadable(e);
    }
  }

  /** Reads from the beginning, unless nothing was added since the last time. */
  private void search(AuditSearch search, Map<MutationId, Wanted> wanted) {
    Map<String, List<MutationId>> byKey =
        wanted.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    of -> of.getValue().key().toString(),
                    Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    long oldestMs = wanted.values().stream().mapToLong(Wanted::capturedMs).min().orElse(0);
    var present = search.seek(byKey.keySet(), Math.max(0, oldestMs - MARGIN_MS));
    if (present.equals(readTo)) {
      return;
    }
    var found = new TreeMap<Long, FeedItem>(); // the last word on each, in order of publication
    search.read(
        present,
        byKey.keySet(),
        (key, entry) -> {
          for (MutationId id : answered(entry, byKey.getOrDefault(key, List.of()))) {
            Wanted of = wanted.get(id);
            if (of != null) {
              found.put(of.number(), item(entry, id, of));
            }
          }
        });
    settle(List.copyOf(found.values()));
    decided = search.decided();
    readTo = present;
    log.atInfo()
        .addKeyValue("wanted", wanted.size())
        .addKeyValue("found", found.size())
        .log("The audit trail was read for answers that were deleted");
  }

  private static void unreadable(RuntimeException why) {
    log.atWarn()
        .addKeyValue("cause", String.valueOf(why.getMessage()))
        .log("The audit trail cannot be read for answers that were deleted");
  }

  /** Makes {@link #run} end soon. */
  public void stop() {
    stopped = true;
  }

  private static Map<MutationId, Wanted> wanted(Tables tables) {
    var wanted = new HashMap<MutationId, Wanted>();
    Missed missed = tables.missed().get().orElse(null);
    if (missed == null) {
      return wanted;
    }
    for (var entry : tables.outbox().processing(0, Integer.MAX_VALUE)) {
      if (entry.sequence() <= missed.upTo()) {
        var mutation = entry.mutation();
        wanted.put(
            mutation.id(),
            new Wanted(entry.sequence(), mutation.draft().key(), mutation.capturedAtMs()));
      }
    }
    for (var conflict : tables.attention().conflicts()) {
      var mutation = conflict.mutation();
      wanted.put(
          mutation.id(),
          new Wanted(conflict.sequence(), mutation.draft().key(), mutation.capturedAtMs()));
    }
    return wanted;
  }

  /** Those of the entity's mutations that an entry tells the end of: its own, or by a ruling. */
  private static Collection<MutationId> answered(AuditEntry entry, List<MutationId> ofEntity) {
    String conflict = entry.getConflictId();
    if (conflict == null) {
      return Set.of(new MutationId(entry.getMutationId()));
    }
    if (FeedDecoder.state(entry.getState()) != MutationState.APPLIED) {
      return Set.of(); // the ruling was refused, the conflict is still open
    }
    String ruledOn = conflict.substring(0, Math.max(0, conflict.lastIndexOf(':')));
    return ofEntity.stream().filter(id -> id.value().equals(ruledOn) || isMoot(entry, id)).toList();
  }

  /** Whether a ruling on another conflict left nothing to decide; only the notes tell. */
  private static boolean isMoot(AuditEntry entry, MutationId id) {
    String begin = "mutation " + id.value() + ": ";
    return entry.getAttributes().stream()
        .map(attribute -> attribute.getDecision())
        .anyMatch(decision ->
            decision != null && decision.getNote() != null && decision.getNote().startsWith(begin));
  }

  private static FeedItem item(AuditEntry entry, MutationId id, Wanted wanted) {
    var verdict =
        new Answer.Verdict(
            FeedDecoder.state(entry.getState()), entry.getReason(), null, entry.getVersion());
    var answer = new Answer(id, wanted.number(), wanted.key(), verdict);
    boolean raised =
        entry.getAttributes().stream()
            .anyMatch(attribute ->
                attribute.getDecision() == null
                    || FeedDecoder.isEffective(attribute.getDecision()));
    return new FeedItem.Answered(answer, raised || entry.getAttributes().isEmpty());
  }

  private void settle(List<FeedItem> items) {
    shared.feeding().lock();
    try {
      if (stopped) {
        throw new WakeupException();
      }
      Settlement.Settled settled = ends.settlement().settle(items, Map.of());
      ends.store().run(transaction -> transaction.missed().searched());
      settled.answers().forEach(shared.metrics()::answered);
      shared.onSettled().accept(settled);
    } finally {
      shared.feeding().unlock();
    }
  }
}
