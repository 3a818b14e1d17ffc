package ai.valeo.erp.tributary.topology.store;

import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The distinct stamps of a row, each written once and referred to by number: attributes set by one
 * mutation share theirs. Edge nodes are written once too, mutation ids as 16 bytes if they are
 * UUIDs. One thread.
 */
final class StampTable {

  private static final int UUID_CHARS = 36;
  private static final int AS_UUID = 1;
  private static final int AS_TEXT = 0;

  private final Map<Stamp, Integer> numbers = new HashMap<>();
  private final List<Stamp> stamps = new ArrayList<>();
  private final List<EdgeNodeId> nodes = new ArrayList<>();

  void clear() {
    numbers.clear();
    stamps.clear();
    nodes.clear();
  }

  int numberOf(Stamp stamp) {
    Integer known = numbers.putIfAbsent(stamp, stamps.size());
    if (known != null) {
      return known;
    }
    stamps.add(stamp);
    if (!nodes.contains(stamp.edgeNode())) {
      nodes.add(stamp.edgeNode());
    }
    return stamps.size() - 1;
  }

  Stamp stamp(int number) {
    return stamps.get(number);
  }

  /** Writes the table; clocks relative to the entity's own, which is near. */
  void write(RowWriter row, long baseMs) {
    row.number(nodes.size());
    nodes.forEach(node -> row.text(node.value()));
    row.number(stamps.size());
    for (Stamp stamp : stamps) {
      row.number(stamp.version());
      row.number(stamp.hlc().wallMs() - baseMs);
      row.number(stamp.hlc().counter());
      row.number(nodes.indexOf(stamp.edgeNode()));
      writeId(stamp.mutationId(), row);
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
    MutationId id = readId(row);
    int priority = row.whole();
    return new Stamp(version, new Hlc(wallMs, counter), node, id, priority, row.number());
  }

  static void writeId(MutationId id, RowWriter row) {
    UUID uuid = uuid(id.value());
    if (uuid == null) {
      row.octet(AS_TEXT);
      row.text(id.value());
    } else {
      row.octet(AS_UUID);
      row.fixed64(uuid.getMostSignificantBits());
      row.fixed64(uuid.getLeastSignificantBits());
    }
  }

  static MutationId readId(RowReader row) {
    return row.octet() == AS_UUID
        ? new MutationId(new UUID(row.fixed64(), row.fixed64()).toString())
        : new MutationId(row.text());
  }

  /** The UUID of a text that comes back exactly the same; none otherwise. */
  private static @Nullable UUID uuid(String text) {
    if (text.length() != UUID_CHARS) {
      return null;
    }
    try {
      UUID uuid = UUID.fromString(text);
      return uuid.toString().equals(text) ? uuid : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
