package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.core.Overruling;
import ai.valeo.erp.tributary.edge.core.Overruling.Opponent;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where own mutations were overruled, for as long as these are kept to be looked at. */
public final class OverrulingTable {

  private static final String VALUE = "v";

  private final Sql sql;

  OverrulingTable(Sql sql) {
    this.sql = sql;
  }

  /** Notes where a mutation was overruled, in place of what was noted of it before. */
  public void put(MutationId id, List<Overruling> overrulings, long steadyMs) {
    sql.update("DELETE FROM overruling WHERE mutation_id = ?", id.value());
    for (Overruling one : overrulings) {
      Opponent against = one.against();
      sql.update(
          "INSERT OR REPLACE INTO overruling VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          id.value(),
          one.attribute(),
          one.result(),
          one.strategy(),
          against == null ? null : against.node(),
          against == null ? null : against.atMs(),
          against == null ? null : against.mutation().value(),
          text(one.lost()),
          steadyMs);
    }
  }

  /** Where a mutation was overruled, by attribute. */
  public List<Overruling> of(MutationId id) {
    return sql.list(
        OverrulingTable::read,
        "SELECT attribute, result, strategy, node, at_ms, against_id, lost FROM overruling"
            + " WHERE mutation_id = ? ORDER BY attribute",
        id.value());
  }

  /**
   * Forgets what was noted before a point in time, except of mutations that still need attention;
   * at most so many, returns how many.
   */
  public int forgetBefore(long steadyMs, int limit) {
    return sql.update(
        "DELETE FROM overruling WHERE rowid IN (SELECT rowid FROM overruling WHERE noted_ms < ?"
            + " AND mutation_id NOT IN (SELECT mutation_id FROM attention) LIMIT ?)",
        steadyMs,
        limit);
  }

  private static Overruling read(ResultSet row) throws SQLException {
    String node = row.getString(4);
    return new Overruling(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        node == null ? null : new Opponent(node, row.getLong(5), new MutationId(row.getString(6))),
        value(row.getString(7)));
  }

  private static @Nullable String text(@Nullable Value value) {
    if (value == null) {
      return null;
    }
    var wrapped = new TreeMap<String, Value>();
    wrapped.put(VALUE, value);
    return ValueJson.write(wrapped);
  }

  private static @Nullable Value value(@Nullable String text) {
    return text == null ? null : ValueJson.readValues(text).get(VALUE);
  }
}
