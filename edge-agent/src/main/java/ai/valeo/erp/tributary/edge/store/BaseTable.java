package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.core.Base;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Entities as received from the centre: the base, or the records held back. */
public final class BaseTable {

  private final Sql sql;
  private final String select;
  private final String listed;
  private final String range;
  private final String empty;
  private final String put;
  private final String delete;

  BaseTable(Sql sql, String table) {
    this.sql = sql;
    String columns = "entity, version, hlc_ms, hlc_counter, updated_by, body";
    select = "SELECT " + columns + " FROM " + table + " WHERE entity = ?";
    listed = "SELECT " + columns + " FROM " + table + " WHERE entity IN " + KeyList.IN;
    range =
        "SELECT " + columns + " FROM " + table + " WHERE entity BETWEEN ? AND ? ORDER BY entity";
    empty = "SELECT NOT EXISTS (SELECT 1 FROM " + table + ")";
    put = "INSERT OR REPLACE INTO " + table + " (" + columns + ") VALUES (?, ?, ?, ?, ?, ?)";
    delete = "DELETE FROM " + table + " WHERE entity = ?";
  }

  /** The record of an entity, or none. */
  public @Nullable Base get(EntityKey key) {
    return sql.first(BaseTable::read, select, key.toString()).orElse(null);
  }

  /** The records of these entities, as far as there are any. */
  public Map<EntityKey, Base> all(KeyList keys) {
    Map<EntityKey, Base> bases = HashMap.newHashMap(keys.size());
    sql.list(row -> bases.put(keys.key(row.getString(1)), read(row)), listed, keys.argument());
    return bases;
  }

  /** Whether there is no record at all. */
  boolean isEmpty() {
    return sql.number(empty) == 1;
  }

  /** The records of all entities from one to another, both included. */
  public Map<EntityKey, Base> between(EntityKey first, EntityKey last) {
    var bases = new HashMap<EntityKey, Base>();
    sql.list(
        row -> bases.put(EntityKey.parse(row.getString(1)), read(row)),
        range,
        first.toString(),
        last.toString());
    return bases;
  }

  /** Stores or removes the record of an entity. */
  public void put(EntityKey key, @Nullable Base base) {
    if (base == null) {
      sql.update(delete, key.toString());
    } else {
      sql.update(put, row(key, base));
    }
  }

  /** Stores or removes the records of entities; none = remove. */
  void putAll(Map<EntityKey, Optional<Base>> bases) {
    var puts = new ArrayList<@Nullable Object[]>();
    var deletes = new ArrayList<@Nullable Object[]>();
    bases.forEach((key, base) ->
        base.ifPresentOrElse(
            present -> puts.add(row(key, present)),
            () -> deletes.add(new Object[] {key.toString()})));
    sql.updateAll(put, puts);
    sql.updateAll(delete, deletes);
  }

  private static @Nullable Object[] row(EntityKey key, Base base) {
    return new @Nullable Object[] {
      key.toString(),
      base.version(),
      base.hlc().wallMs(),
      base.hlc().counter(),
      base.updatedBy(),
      base.deleted() ? null : ValueJson.write(base.values())
    };
  }

  private static Base read(ResultSet row) throws SQLException {
    String body = row.getString(6);
    return new Base(
        row.getLong(2),
        new Hlc(row.getLong(3), row.getInt(4)),
        row.getString(5),
        body == null,
        body == null ? Collections.emptySortedMap() : ValueJson.readValues(body));
  }
}
