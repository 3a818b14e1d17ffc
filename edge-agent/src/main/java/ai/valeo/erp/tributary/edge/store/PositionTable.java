package ai.valeo.erp.tributary.edge.store;

import java.util.HashMap;
import java.util.Map;

/** How far the topics have been read; stored together with what was read. */
public final class PositionTable {

  private final Sql sql;

  PositionTable(Sql sql) {
    this.sql = sql;
  }

  /** A partition of a topic. */
  public record Partition(String topic, int number) {}

  /** The next offset of every partition read so far. */
  public Map<Partition, Long> all() {
    var positions = new HashMap<Partition, Long>();
    sql.list(
            row -> Map.entry(new Partition(row.getString(1), row.getInt(2)), row.getLong(3)),
            "SELECT topic, partition, next_offset FROM position")
        .forEach(entry -> positions.put(entry.getKey(), entry.getValue()));
    return positions;
  }

  /** Forgets how far a topic was read. */
  public void forget(String topic) {
    sql.update("DELETE FROM position WHERE topic = ?", topic);
  }

  /** Stores the next offset of a partition. */
  public void put(Partition partition, long nextOffset) {
    sql.update(
        "INSERT OR REPLACE INTO position VALUES (?, ?, ?)",
        partition.topic(),
        partition.number(),
        nextOffset);
  }
}
