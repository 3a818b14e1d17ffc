package ai.valeo.erp.tributary.edge.outbox;

import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.store.Transaction;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Which of a node's mutations lie in the topic, under which publish numbers. The centre takes the
 * first mutation of a number in each partition and drops the others (rule R2).
 *
 * <p>Threading: one thread.
 */
public final class Published {

  private static final int PAGE = 1_000;

  private final int partitions;
  private final Map<Slot, MutationId> firsts = new HashMap<>();
  private final Map<MutationId, Long> numbers = new HashMap<>();

  private record Slot(int partition, long number) {}

  /** Nothing found yet, in a topic of so many partitions. */
  public Published(int partitions) {
    this.partitions = partitions;
  }

  /** Notes a mutation, in the order of the topic. */
  public void note(int partition, long number, MutationId id) {
    MutationId first = firsts.putIfAbsent(new Slot(partition, number), id);
    if (first == null || first.equals(id)) {
      numbers.putIfAbsent(id, number);
    }
  }

  /**
   * Gives every unanswered mutation the number under which it was published, and takes a number
   * back under which the centre has taken another one. Answers to those found may have been read
   * before anybody knew whose they are, so outcomes are read once more.
   *
   * @param outcomes the topic of outcomes
   * @return how many mutations were found to be published without the store's knowledge
   */
  public int apply(Transaction transaction, String outcomes) {
    var moved = new ArrayList<OutboxEntry>();
    var found = new ArrayList<Long>();
    long place = -1;
    List<OutboxEntry> page = transaction.outbox().open(place, PAGE);
    while (!page.isEmpty()) {
      for (OutboxEntry entry : page) {
        Long number = numbers.get(entry.mutation().id());
        if (number != null ? number != entry.sequence() : isTaken(entry)) {
          moved.add(entry);
          found.add(number == null ? 0L : number);
        }
      }
      place = page.getLast().place();
      page = transaction.outbox().open(place, PAGE);
    }
    moved.forEach(entry -> transaction.outbox().release(entry.place()));
    var displaced = new ArrayList<OutboxEntry>();
    int published = 0;
    for (int i = 0; i < moved.size(); i++) {
      if (found.get(i) > 0) {
        published++;
        if (!claim(transaction, moved.get(i), found.get(i))) {
          displaced.add(moved.get(i));
        }
      }
    }
    displaced.forEach(entry -> claim(transaction, entry, entry.sequence()));
    if (published > 0) {
      transaction.positions().forget(outcomes);
    }
    return published;
  }

  /**
   * Two copies may have published different mutations under one number, to different partitions.
   * The store can tell only one of them from its answer; the other keeps the number it had.
   */
  private static boolean claim(Transaction transaction, OutboxEntry entry, long number) {
    if (number == 0 || transaction.outbox().isGiven(number)) {
      return false;
    }
    transaction.outbox().claim(entry.place(), number);
    return true;
  }

  /** Whether the centre has taken another mutation under the entry's number. */
  private boolean isTaken(OutboxEntry entry) {
    if (entry.sequence() == 0) {
      return false;
    }
    byte[] key = entry.mutation().draft().key().toString().getBytes(StandardCharsets.UTF_8);
    int partition = Utils.toPositive(Utils.murmur2(key)) % partitions;
    @Nullable MutationId first = firsts.get(new Slot(partition, entry.sequence()));
    return first != null && !first.equals(entry.mutation().id());
  }
}
