package ai.valeo.erp.tributary.edge.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the store comes from: what tells it from its copies, its backups and its predecessors. */
public final class LineageTable {

  private final Sql sql;

  LineageTable(Sql sql) {
    this.sql = sql;
  }

  /**
   * The store's own knowledge of where it comes from.
   *
   * @param store identity of the store, given when it was made
   * @param run the run announced last, or none
   * @param known the run the centre knew when that was announced, or none: an announcement may not
   *     have reached it
   * @param doubt why the store is thought to be older than what was published in its name, or none
   */
  public record Lineage(
      String store, @Nullable String run, @Nullable String known, @Nullable String doubt) {

    /** Runs of this store that the centre may know. */
    public Set<String> runs() {
      return Stream.of(run, known).filter(Objects::nonNull).collect(Collectors.toSet());
    }
  }

  /** What is known. */
  public Lineage get() {
    return sql.first(
            row ->
                new Lineage(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
            "SELECT store, run, known, doubt FROM lineage")
        .orElseThrow();
  }

  /** Whether the store is thought to be old; then it gives no sequences. */
  public boolean isDoubtful() {
    return sql.number("SELECT doubt IS NOT NULL FROM lineage") == 1;
  }

  /**
   * Stores the run that is about to be announced.
   *
   * @param known the run that the centre knows now, or none
   */
  public void announce(String run, @Nullable String known) {
    sql.update("UPDATE lineage SET run = ?, known = ?", run, known);
  }

  /** Notes that the store is old; the first reason stays. */
  public void doubt(String why) {
    sql.update("UPDATE lineage SET doubt = ? WHERE doubt IS NULL", why);
  }

  /** The doubt is settled. */
  public void trust() {
    sql.update("UPDATE lineage SET doubt = NULL WHERE doubt IS NOT NULL");
  }

  /** Where in its file system the file was, or an empty text. */
  String inode() {
    return sql.first(row -> row.getString(1), "SELECT inode FROM lineage").orElse("");
  }

  void putInode(String inode) {
    sql.update("UPDATE lineage SET inode = ?", inode);
  }

  /** For every partition of the mutations: nothing pending lies there before this offset. */
  public Map<Integer, Long> origins() {
    var origins = new HashMap<Integer, Long>();
    sql.list(
            row -> Map.entry(row.getInt(1), row.getLong(2)),
            "SELECT partition, next_offset FROM origin")
        .forEach(entry -> origins.put(entry.getKey(), entry.getValue()));
    return origins;
  }

  /** Stores the ends of the partitions before anything more is published. */
  public void putOrigins(Map<Integer, Long> origins) {
    origins.forEach((partition, offset) ->
        sql.update("INSERT OR REPLACE INTO origin VALUES (?, ?)", partition, offset));
  }
}
