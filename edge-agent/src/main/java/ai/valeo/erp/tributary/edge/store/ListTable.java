package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where entities stand in lists: by the value of an attribute and in an order, so that a page of a
 * list is a range of keys. Part of the search index, and made again with it.
 */
public final class ListTable {

  /** The value under which those stand that say nothing of the attribute. */
  public static final String UNSAID = "";

  static final String NAME = "search_list";
  static final List<String> TABLE =
      List.of(
          """
          CREATE TABLE search_list (
            list TEXT NOT NULL,
            value TEXT NOT NULL,
            rank INTEGER NOT NULL,
            entity TEXT NOT NULL,
            PRIMARY KEY (list, value, rank, entity)
          ) STRICT, WITHOUT ROWID
          """,
          "CREATE INDEX search_listed ON search_list (entity)");

  private static final String PUT =
      "INSERT INTO search_list (list, value, rank, entity) VALUES (?, ?, ?, ?)";
  private static final String REMOVE =
      "DELETE FROM search_list WHERE list = ? AND value = ? AND rank = ? AND entity = ?";

  private final Sql sql;

  ListTable(Sql sql) {
    this.sql = sql;
  }

  /**
   * Where an entity stands.
   *
   * @param list the list
   * @param value of the attribute that the list is by; {@link #UNSAID} = it says none, or the list
   *     is by none
   * @param rank its place in the order; of the same rank the lower key is first
   */
  public record Place(String list, String value, long rank) {}

  /** An entity found, with its rank. */
  public record Listed(EntityKey key, long rank) {}

  /**
   * A part of a list.
   *
   * @param list the list
   * @param values which values, one or two
   * @param from lowest rank, included
   * @param before greatest rank, excluded
   * @param descending whether the greatest rank is first, and of the same rank the greater key
   * @param inStock whether there must be a stock of the entity, or must not, or either
   */
  public record Part(
      String list,
      List<String> values,
      long from,
      long before,
      boolean descending,
      @Nullable Boolean inStock) {

    /** Copies. */
    public Part {
      values = List.copyOf(values);
      if (values.isEmpty() || values.size() > 2) {
        throw new IllegalArgumentException("values: " + values.size() + " (expected: 1 or 2)");
      }
    }
  }

  /**
   * Entities of a part of a list, in its order.
   *
   * @param behind begins behind this one; none = at the beginning
   * @param skip how many are passed over first
   */
  public List<Listed> find(Part part, @Nullable Listed behind, int limit, int skip) {
    long rank = part.descending ? part.before : part.from;
    return sql.list(
        row -> new Listed(EntityKey.parse(row.getString(2)), row.getLong(1)),
        text(part),
        part.list,
        part.values.getFirst(),
        part.values.getLast(),
        part.descending ? part.from : part.before,
        behind == null ? rank : behind.rank,
        behind == null ? "" : behind.key.toString(),
        limit,
        skip);
  }

  /** Two ranges of keys are merged, not sorted, since both come in order. */
  private static String text(Part part) {
    var each = new ArrayList<String>();
    for (int value = 2; value < 2 + part.values.size(); value++) {
      each.add(
          "SELECT rank, entity FROM search_list WHERE list = ?1 AND value = ?"
              + value
              + (part.descending
                  ? " AND rank >= ?4 AND (rank, entity) < (?5, ?6)"
                  : " AND rank < ?4 AND (rank, entity) > (?5, ?6)")
              + stocked(part.inStock));
    }
    return String.join(" UNION ALL ", each)
        + (part.descending ? " ORDER BY rank DESC, entity DESC" : " ORDER BY rank, entity")
        + " LIMIT ?7 OFFSET ?8";
  }

  private static String stocked(@Nullable Boolean wanted) {
    return wanted == null
        ? ""
        : (wanted ? " AND" : " AND NOT")
            + " EXISTS (SELECT 1 FROM search_stock s WHERE s.pieces > 0"
            + " AND s.stocked = substr(search_list.entity, instr(search_list.entity, ':') + 1))";
  }

  /** The values by which a list has entities, in order, at most so many; without those unsaid. */
  public List<String> values(String list, int limit) {
    var values = new ArrayList<String>();
    Optional<String> next = valueBehind(list, UNSAID);
    while (next.isPresent() && values.size() < limit) {
      values.add(next.get());
      next = valueBehind(list, next.get());
    }
    return values;
  }

  private Optional<String> valueBehind(String list, String value) {
    return sql.first(
        row -> row.getString(1),
        "SELECT value FROM search_list WHERE list = ? AND value > ? ORDER BY value LIMIT 1",
        list,
        value);
  }

  /** Whether there are entities under a value. */
  public boolean hasAny(String list, String value) {
    return sql.number(
            "SELECT EXISTS (SELECT 1 FROM search_list WHERE list = ? AND value = ?)", list, value)
        == 1;
  }

  /** Where entities stand, as far as they do. */
  Map<EntityKey, Set<Place>> places(KeyList keys) {
    var places = new HashMap<EntityKey, Set<Place>>();
    sql.list(
        row ->
            places
                .computeIfAbsent(keys.key(row.getString(4)), key -> new HashSet<>())
                .add(new Place(row.getString(1), row.getString(2), row.getLong(3))),
        "SELECT list, value, rank, entity FROM search_list WHERE entity IN " + KeyList.IN,
        keys.argument());
    return places;
  }

  /** Writes where entities stand now, and no longer. */
  void write(List<@Nullable Object[]> removed, List<@Nullable Object[]> added) {
    sql.updateAll(REMOVE, removed);
    sql.updateAll(PUT, added);
  }

  /** A place as {@link #write} takes it. */
  static @Nullable Object[] row(EntityKey key, Place place) {
    return new @Nullable Object[] {place.list, place.value, place.rank, key.toString()};
  }
}
