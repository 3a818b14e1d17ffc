package ai.valeo.erp.tributary.edge.feedback;

import ai.valeo.erp.tributary.edge.core.FeedState;
import ai.valeo.erp.tributary.edge.core.FeedState.Mode;
import ai.valeo.erp.tributary.edge.core.PublishNumber;
import ai.valeo.erp.tributary.edge.outbox.Settlement;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.PositionTable.Partition;
import ai.valeo.erp.tributary.edge.store.Tables;
import ai.valeo.erp.tributary.edge.store.Transaction;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a session begins to read: where the last one stopped. A node that has never published skips
 * the outcomes of all others; these places are stored before it publishes anything. Where the topic
 * does not reach back to the stored place, or the node was away for so long that deletions may have
 * been forgotten, the type is read as a whole once more.
 */
final class FeedStart {

  private static final Logger log = LoggerFactory.getLogger(FeedStart.class);

  private final Consumer<byte[], byte[]> consumer;
  private final FeedDecoder decoder;
  private final EdgeStore store;
  private final Absence absence;

  /**
   * What the session is to know.
   *
   * @param replayedUntil partitions read once more for entities newly wanted, and up to where
   * @param spans what is to be read to catch up
   */
  record Start(Map<TopicPartition, Long> replayedUntil, Map<Partition, ProgressMeter.Span> spans) {}

  /** What the broker has of the partitions. */
  private record Offsets(Map<Partition, Long> begins, Map<Partition, Long> ends) {

    boolean holds(Partition partition, long place) {
      return place >= begins.getOrDefault(partition, 0L)
          && place <= ends.getOrDefault(partition, 0L);
    }
  }

  FeedStart(
      Consumer<byte[], byte[]> consumer, FeedDecoder decoder, EdgeStore store, Absence absence) {
    this.consumer = consumer;
    this.decoder = decoder;
    this.store = store;
    this.absence = absence;
  }

  /** Assigns the partitions and moves to their places; blocks on the network. */
  Start seek(Set<TopicPartition> partitions, Settlement settlement) {
    consumer.assign(partitions);
    var offsets =
        new Offsets(
            byPartition(consumer.beginningOffsets(partitions)),
            byPartition(consumer.endOffsets(partitions)));
    Set<String> due =
        store.write(transaction -> {
          skipForeignOutcomes(transaction, offsets);
          noteMissedOutcomes(transaction, offsets);
          return beginSweeps(transaction, offsets);
        });
    due.forEach(type ->
        log.atInfo().addKeyValue("entityType", type).log("All entities of a type are read again"));
    settlement.resume();
    return store.read(tables -> seek(partitions, offsets, tables));
  }

  private Start seek(Set<TopicPartition> partitions, Offsets offsets, Tables tables) {
    Map<Partition, Long> places = tables.positions().all();
    Map<Partition, Long> rereads = tables.feeds().rereads();
    Map<String, FeedState> states = tables.feeds().all();
    var replayed = new HashMap<TopicPartition, Long>();
    var spans = new HashMap<Partition, ProgressMeter.Span>();
    for (TopicPartition partition : partitions) {
      Partition key = key(partition);
      Long place = places.get(key);
      long from =
          place != null && offsets.holds(key, place)
              ? place
              : offsets.begins().getOrDefault(key, 0L);
      consumer.seek(partition, from);
      String type = decoder.typeOf(partition.topic());
      if (type != null) {
        spans.put(key, new ProgressMeter.Span(type, from, offsets.ends().getOrDefault(key, 0L)));
        FeedState state = states.get(type);
        Long until = rereads.get(key);
        if (until != null && state != null && state.mode() == Mode.WIDENING) {
          replayed.put(partition, until);
        }
      }
    }
    return new Start(replayed, spans);
  }

  private void skipForeignOutcomes(Transaction transaction, Offsets offsets) {
    if (!awaitsNothing(transaction)) {
      return;
    }
    Set<Partition> known = transaction.positions().all().keySet();
    offsets
        .ends()
        .forEach((partition, end) -> {
          if (decoder.isOutcomes(partition.topic()) && !known.contains(partition)) {
            transaction.positions().put(partition, end);
          }
        });
  }

  /**
   * Where the log of outcomes does not reach back to the stored place, answers were deleted unread.
   * A store that reads it once more, as an old one does, may miss some too.
   */
  private void noteMissedOutcomes(Transaction transaction, Offsets offsets) {
    Map<Partition, Long> places = transaction.positions().all();
    boolean isGap = false;
    for (var begin : offsets.begins().entrySet()) {
      Partition partition = begin.getKey();
      if (decoder.isOutcomes(partition.topic())) {
        Long place = places.get(partition);
        boolean isLost = place == null ? begin.getValue() > 0 : !offsets.holds(partition, place);
        if (isLost) {
          transaction.positions().put(partition, begin.getValue());
          isGap = true;
        }
      }
    }
    boolean isWaiting =
        transaction.outbox().lowestUnanswered().isPresent()
            || !transaction.attention().conflicts().isEmpty();
    if (isGap && isWaiting) {
      transaction.missed().note(transaction.node().sequence());
      log.atWarn().log("Answers were deleted at the centre before this node has read them");
    }
  }

  /** Whether nothing was ever sent that could still be answered. */
  private static boolean awaitsNothing(Tables tables) {
    return PublishNumber.of(tables.node().sequence()).sequence() == 0
        && tables.outbox().lowestUnanswered().isEmpty();
  }

  private Set<String> beginSweeps(Transaction transaction, Offsets offsets) {
    Map<Partition, Long> places = transaction.positions().all();
    Map<Partition, Long> rereads = transaction.feeds().rereads();
    long caughtUpMs = transaction.feeds().caughtUpMs();
    boolean isAway = absence.isTooLong(caughtUpMs);
    Map<String, FeedState> due =
        transaction.feeds().all().entrySet().stream()
            .filter(entry -> entry.getValue().mode() != Mode.LEAVING)
            .filter(entry ->
                entry.getValue().mode() == Mode.DUE
                    || isLost(entry.getValue(), offsets, places, rereads)
                    || (isAway && wasRead(entry.getValue(), places, rereads)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    due.forEach((type, state) -> beginSweep(transaction, type, state, offsets));
    if (isAway || caughtUpMs == 0) {
      transaction.feeds().caughtUp(absence.clock().millis()); // from now on nothing is missed
    }
    return due.keySet();
  }

  private static boolean wasRead(
      FeedState state, Map<Partition, Long> places, Map<Partition, Long> rereads) {
    return places.keySet().stream().anyMatch(key -> key.topic().equals(state.topic()))
        || rereads.keySet().stream().anyMatch(key -> key.topic().equals(state.topic()));
  }

  /** Whether a place is not in the log: records were removed unread, or it is another log. */
  private static boolean isLost(
      FeedState state, Offsets offsets, Map<Partition, Long> places, Map<Partition, Long> rereads) {
    return offsets.begins().keySet().stream()
        .filter(partition -> partition.topic().equals(state.topic()))
        .anyMatch(partition -> {
          Long place = places.get(partition);
          Long until = rereads.get(partition);
          return (place != null && !offsets.holds(partition, place))
              || (until != null && !offsets.holds(partition, until));
        });
  }

  private static void beginSweep(
      Transaction transaction, String type, FeedState state, Offsets offsets) {
    transaction.positions().forget(state.topic());
    transaction.feeds().endRereads(state.topic());
    transaction.feeds().forgetSeen(type);
    offsets
        .ends()
        .forEach((partition, end) -> {
          boolean isEmpty = end <= offsets.begins().getOrDefault(partition, 0L);
          if (partition.topic().equals(state.topic()) && !isEmpty) {
            transaction.feeds().reread(partition, end);
          }
        });
    transaction.feeds().put(type, state.in(Mode.SWEEPING));
  }

  private static Map<Partition, Long> byPartition(Map<TopicPartition, Long> offsets) {
    var byPartition = new HashMap<Partition, Long>();
    offsets.forEach((partition, offset) -> byPartition.put(key(partition), offset));
    return byPartition;
  }

  static Partition key(TopicPartition partition) {
    return new Partition(partition.topic(), partition.partition());
  }
}
