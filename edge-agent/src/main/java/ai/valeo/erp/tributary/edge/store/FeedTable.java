package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.core.Base;
import ai.valeo.erp.tributary.edge.core.FeedState;
import ai.valeo.erp.tributary.edge.core.FeedState.Mode;
import ai.valeo.erp.tributary.edge.core.Interest;
import ai.valeo.erp.tributary.edge.store.PositionTable.Partition;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How far the node is with each entity type, and what it needs while it reads one once more. */
public final class FeedTable {

  private final Sql sql;
  private final BaseTable older;

  FeedTable(Sql sql) {
    this.sql = sql;
    older = new BaseTable(sql, "older");
  }

  /** All states, by type. */
  public SortedMap<String, FeedState> all() {
    var states = new TreeMap<String, FeedState>();
    sql.list(
            row ->
                Map.entry(
                    row.getString(1),
                    new FeedState(
                        row.getString(2),
                        interest(row.getString(3)),
                        interest(row.getString(4)),
                        Mode.valueOf(row.getString(5)),
                        row.getInt(6) == 1)),
            "SELECT type, topic, known, wanted, mode, trimmed FROM feed")
        .forEach(entry -> states.put(entry.getKey(), entry.getValue()));
    return states;
  }

  /** Stores the state of a type. */
  public void put(String type, FeedState state) {
    sql.update(
        "INSERT OR REPLACE INTO feed VALUES (?, ?, ?, ?, ?, ?)",
        type,
        state.topic(),
        text(state.known()),
        text(state.wanted()),
        state.mode().name(),
        state.trimmed() ? 1 : 0);
  }

  /** Forgets a type. */
  public void remove(String type) {
    sql.update("DELETE FROM feed WHERE type = ?", type);
  }

  /** Up to where partitions are read once more. */
  public Map<Partition, Long> rereads() {
    var rereads = new HashMap<Partition, Long>();
    sql.list(
            row -> Map.entry(new Partition(row.getString(1), row.getInt(2)), row.getLong(3)),
            "SELECT topic, partition, until_offset FROM reread")
        .forEach(entry -> rereads.put(entry.getKey(), entry.getValue()));
    return rereads;
  }

  /** A partition is to be read once more up to a place. */
  public void reread(Partition partition, long until) {
    sql.update(
        "INSERT OR REPLACE INTO reread VALUES (?, ?, ?)",
        partition.topic(),
        partition.number(),
        until);
  }

  /** A partition has been read up to a place; ends its second reading if that is far enough. */
  public void reached(Partition partition, long next) {
    sql.update(
        "DELETE FROM reread WHERE topic = ? AND partition = ? AND until_offset <= ?",
        partition.topic(),
        partition.number(),
        next);
  }

  /** Whether any partition of a topic is still read once more. */
  public boolean isRereading(String topic) {
    return sql.number("SELECT 1 FROM reread WHERE topic = ? LIMIT 1", topic) == 1;
  }

  /** Ends every second reading of a topic. */
  public void endRereads(String topic) {
    sql.update("DELETE FROM reread WHERE topic = ?", topic);
  }

  /** Notes that an entity is still there. */
  public void see(EntityKey key) {
    sql.update("INSERT OR IGNORE INTO seen VALUES (?)", key.toString());
  }

  /** Whether it was noted. */
  public boolean isSeen(EntityKey key) {
    return sql.number("SELECT 1 FROM seen WHERE entity = ?", key.toString()) == 1;
  }

  /** Records read in a sweep that are older than what is here, or of another life. */
  public BaseTable older() {
    return older;
  }

  /** Forgets what was noted of a type. */
  public void forgetSeen(String type) {
    for (String table : List.of("seen", "older")) {
      sql.update(
          "DELETE FROM " + table + " WHERE entity > ? AND entity < ?",
          Tables.first(type),
          Tables.behind(type));
    }
  }

  /** When everything the centre had written was last read; 0 = never. */
  public long caughtUpMs() {
    return sql.number("SELECT at_ms FROM caught_up");
  }

  /** Everything the centre has written is read. */
  public void caughtUp(long nowMs) {
    sql.update("INSERT OR REPLACE INTO caught_up VALUES (1, ?)", nowMs);
  }

  /** A page of the entities of a type that are stored, in order. */
  public List<EntityKey> stored(String type, @Nullable String afterId, int limit) {
    return sql.list(
        row -> EntityKey.parse(row.getString(1)),
        "SELECT entity FROM entity WHERE entity > ? AND entity < ? ORDER BY entity LIMIT ?",
        Tables.first(type) + (afterId == null ? "" : afterId),
        Tables.behind(type),
        limit);
  }

  /** The record noted as older, if there is one. */
  public @Nullable Base older(EntityKey key) {
    return older.get(key);
  }

  private static String text(Interest interest) {
    var values = new TreeMap<String, Value>();
    interest
        .wanted()
        .forEach((attribute, texts) ->
            values.put(attribute, Value.of(texts.stream().map(Value::of).toList())));
    return ValueJson.write(values);
  }

  private static Interest interest(String text) {
    var wanted = new TreeMap<String, Set<String>>();
    ValueJson.readValues(text).forEach((attribute, value) -> wanted.put(attribute, texts(value)));
    return new Interest(wanted);
  }

  private static Set<String> texts(Value value) {
    var texts = new TreeSet<String>();
    if (value instanceof Value.Many(List<Value> elements)) {
      for (Value element : elements) {
        if (element instanceof Value.Text(String text)) {
          texts.add(text);
        }
      }
    }
    return texts;
  }
}
