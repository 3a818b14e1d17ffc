package ai.valeo.erp.tributary.edge.feedback;

import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.Base;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A centre with a compacted topic of one partition and a way back for answers. One thread. */
final class SimulatedLog {

  static final String TYPE = "InventoryItem";
  private static final List<String> WAREHOUSES = List.of("A", "B", "C");

  /** A record of the topic. */
  record Entry(long offset, EntityKey key, Base base) {}

  private final Random random;
  private final List<Entry> entries = new ArrayList<>();
  private final SortedMap<EntityKey, Base> present = new TreeMap<>();
  private final Deque<OutboxEntry> wire = new ArrayDeque<>();
  private final Set<Long> decided = new HashSet<>();
  private final Deque<Answer> answers = new ArrayDeque<>();
  private long end;
  private long clock;

  SimulatedLog(Random random) {
    this.random = random;
    for (int i = 0; i < 2; i++) {
      put(stable(i), values("A", 0), "other");
    }
  }

  /** Items that stay in warehouse A for good; the node sells these. */
  static EntityKey stable(int number) {
    return new EntityKey(TYPE, "stable" + number);
  }

  long end() {
    return end;
  }

  List<Entry> from(long offset) {
    return entries.stream().filter(entry -> entry.offset() >= offset).toList();
  }

  Map<EntityKey, Base> living() {
    var living = new TreeMap<>(present);
    living.values().removeIf(Base::deleted);
    return living;
  }

  void changeByOthers() {
    if (random.nextInt(4) == 0) {
      EntityKey key = stable(random.nextInt(2));
      Base base = present.get(key);
      put(key, values("A", quantity(base) + (random.nextInt(5) == 0 ? 0 : 1)), "other-" + clock);
      return;
    }
    var key = new EntityKey(TYPE, "e" + random.nextInt(8));
    Base base = present.get(key);
    String warehouse = WAREHOUSES.get(random.nextInt(WAREHOUSES.size()));
    if (base == null || base.deleted()) {
      boolean restarts = base != null && random.nextBoolean();
      if (restarts) {
        present.remove(key); // its deletion is beyond the horizon
      }
      put(key, values(warehouse, 0), "other-" + clock);
    } else if (random.nextInt(3) == 0) {
      clock++;
      append(key, Base.tombstone(base.version() + 1, new Hlc(1_000 + clock, 0), "other-" + clock));
    } else {
      put(key, values(warehouse, quantity(base) + 1), "other-" + clock);
    }
  }

  void send(List<OutboxEntry> sent) {
    wire.addAll(sent);
  }

  /** Decides some of what was sent; one record of an entity may stand for several mutations. */
  void decide() {
    for (int i = random.nextInt(4); i >= 0 && !wire.isEmpty(); i--) {
      OutboxEntry entry = wire.remove();
      if (!decided.add(entry.sequence())) {
        continue;
      }
      EntityKey key = entry.mutation().draft().key();
      Base before = present.get(key);
      put(key, values("A", quantity(before) + 1_000), entry.mutation().id().value());
      if (random.nextInt(3) == 0 && entries.getLast().base().version() > 1) {
        changeSame(key);
      }
      answers.add(
          new Answer(
              entry.mutation().id(),
              entry.sequence(),
              key,
              new Answer.Verdict(
                  MutationState.APPLIED, null, null, before == null ? 1 : before.version() + 1)));
    }
  }

  /** Somebody else's change in the same batch: only the last record of the batch is written. */
  private void changeSame(EntityKey key) {
    entries.removeLast();
    end--;
    Base base = present.get(key);
    put(key, values("A", quantity(base)), "other-" + clock);
  }

  List<Answer> hear(int most) {
    var heard = new ArrayList<Answer>();
    while (heard.size() < most && !answers.isEmpty()) {
      heard.add(answers.remove());
    }
    return heard;
  }

  boolean isQuiet() {
    return wire.isEmpty() && answers.isEmpty();
  }

  /** Removes records that have a successor, up to some place. */
  void compact() {
    compact(random.nextLong(end + 1));
  }

  /** A deletion goes last: whatever was before it in the topic has gone. */
  void forgetDeletions() {
    compact(end);
    entries.removeIf(entry -> entry.base().deleted());
  }

  private void compact(long upTo) {
    var last = new HashMap<EntityKey, Long>();
    entries.forEach(entry -> last.put(entry.key(), entry.offset()));
    entries.removeIf(entry -> entry.offset() < upTo && last.get(entry.key()) != entry.offset());
  }

  private void put(EntityKey key, SortedMap<String, Value> values, String by) {
    clock++;
    Base before = present.get(key);
    append(
        key,
        new Base(
            before == null ? 1 : before.version() + 1,
            new Hlc(1_000 + clock, 0),
            by,
            false,
            values));
  }

  private void append(EntityKey key, Base base) {
    present.put(key, base);
    entries.add(new Entry(end++, key, base));
  }

  private static long quantity(Base base) {
    return base != null && base.values().get("quantity") instanceof Value.Whole(long number)
        ? number
        : 0;
  }

  private static SortedMap<String, Value> values(String warehouse, long quantity) {
    return new TreeMap<>(
        Map.of("warehouseId", Value.of(warehouse), "quantity", Value.of(quantity)));
  }
}
