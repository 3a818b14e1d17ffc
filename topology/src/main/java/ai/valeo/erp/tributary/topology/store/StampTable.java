package ai.valeo.erp.tributary.topology.store;

import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The distinct stamps of a row, each written once and referred to by number: attributes set by one
 * mutation share theirs. Edge nodes are written once too, mutation ids as 16 bytes if they are
 * UUIDs. One thread.
 */
final class StampTable {

  private static final int FIRST_SLOTS = 32;
  private static final int NONE = -1;

  private final List<Stamp> stamps = new ArrayList<>();
  private final List<EdgeNodeId> nodes = new ArrayList<>();

  /** By hash, open addressing: 1 + number of a stamp, 0 = free; at most half full. */
  private int[] slots = new int[FIRST_SLOTS];

  void clear() {
    stamps.clear();
    nodes.clear();
    if (slots.length > FIRST_SLOTS) {
      slots = new int[FIRST_SLOTS];
    } else {
      Arrays.fill(slots, 0);
    }
  }

  int numberOf(Stamp stamp) {
    int slot = slotOf(stamp);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    stamps.add(stamp);
    slots[slot] = stamps.size();
    if (2 * stamps.size() > slots.length) {
      grow();
    }
    numberOf(stamp.edgeNode());
    return stamps.size() - 1;
  }

  int numberOf(EdgeNodeId node) {
    int number = nodeNumber(node);
    if (number != NONE) {
      return number;
    }
    nodes.add(node);
    return nodes.size() - 1;
  }

  /** Where the stamp is, or would be. */
  private int slotOf(Stamp stamp) {
    // Numbers tell nearly all stamps of an entity apart; texts are compared only to be sure.
    long mixed = stamp.version() * 31 + stamp.hlc().wallMs() * 7 + stamp.hlc().counter();
    int slot = (int) (mixed ^ (mixed >>> 17)) & (slots.length - 1);
    while (slots[slot] != 0 && !isSame(stamps.get(slots[slot] - 1), stamp)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  @SuppressWarnings("ReferenceEquality") // most are the very same, and equal ones are found too
  private static boolean isSame(Stamp left, Stamp right) {
    return left == right || (left.version() == right.version() && left.equals(right));
  }

  private void grow() {
    slots = new int[2 * slots.length];
    for (int number = 0; number < stamps.size(); number++) {
      slots[slotOf(stamps.get(number))] = number + 1;
    }
  }

  private int nodeNumber(EdgeNodeId node) {
    for (int number = 0; number < nodes.size(); number++) {
      if (nodes.get(number).equals(node)) {
        return number;
      }
    }
    return NONE;
  }

  Stamp stamp(int number) {
    return stamps.get(number);
  }

  EdgeNodeId node(int number) {
    return nodes.get(number);
  }

  /** Writes the table; clocks relative to the entity's own, which is near. */
  void write(RowWriter row, long baseMs) {
    row.number(nodes.size());
    for (int i = 0; i < nodes.size(); i++) {
      row.text(nodes.get(i).value());
    }
    row.number(stamps.size());
    for (int i = 0; i < stamps.size(); i++) {
      Stamp stamp = stamps.get(i);
      row.number(stamp.version());
      row.number(stamp.hlc().wallMs() - baseMs);
      row.number(stamp.hlc().counter());
      row.number(nodeNumber(stamp.edgeNode()));
      RowId.write(stamp.mutationId(), row);
      row.number(stamp.priority());
      row.number(stamp.aheadMs());
    }
  }

  static StampTable read(RowReader row, long baseMs) {
    var table = new StampTable();
    int nodes = row.whole();
    for (int i = 0; i < nodes; i++) {
      table.nodes.add(new EdgeNodeId(row.text()));
    }
    int stamps = row.whole();
    for (int i = 0; i < stamps; i++) {
      table.stamps.add(readStamp(row, baseMs, table.nodes));
    }
    return table;
  }

  private static Stamp readStamp(RowReader row, long baseMs, List<EdgeNodeId> nodes) {
    long version = row.number();
    long wallMs = row.number() + baseMs;
    int counter = row.whole();
    EdgeNodeId node = nodes.get(row.whole());
    MutationId id = RowId.read(row);
    int priority = row.whole();
    return new Stamp(version, new Hlc(wallMs, counter), node, id, priority, row.number());
  }
}
