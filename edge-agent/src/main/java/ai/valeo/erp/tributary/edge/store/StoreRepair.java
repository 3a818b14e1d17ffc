package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.store.StoreException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes a new store of what can still be read of a damaged one, and keeps the damaged file. What
 * the centre has is read again; what was captured and cannot be read is lost, and counted.
 */
public final class StoreRepair {

  private StoreRepair() {}

  /**
   * What was done.
   *
   * @param aside where the damaged file is now
   * @param rows rows saved, by table
   * @param damaged tables of which something could not be read
   */
  public record Report(Path aside, SortedMap<String, Long> rows, List<String> damaged) {}

  /**
   * Repairs a store that nobody uses.
   *
   * @throws StoreException if there is none, or somebody uses it
   */
  public static Report repair(StoreSettings settings) {
    if (!Files.exists(settings.file()) && !Files.exists(part(settings.file()))) {
      throw new StoreException(Code.UNREADABLE, "no store: " + settings.file(), null);
    }
    StoreLock lock = StoreLock.take(settings.lockFile());
    try {
      finishInterrupted(settings.file());
      return rebuild(settings);
    } catch (IOException e) {
      throw new StoreException(Code.FAILED, "cannot be repaired: " + settings.file(), e);
    } finally {
      lock.close();
    }
  }

  private static Report rebuild(StoreSettings settings) throws IOException {
    Path part = part(settings.file());
    Files.deleteIfExists(part);
    StoreFiles.protect(part);
    var rows = new TreeMap<String, Long>();
    var damaged = new ArrayList<String>();
    try (Sql sql = Connections.writing(new StoreSettings(part, settings.node()))) {
      Migrations.apply(sql);
      sql.update("ATTACH DATABASE ? AS old", settings.file().toString());
      for (String table : tables(sql)) {
        var copy = new TableRescue(sql, table);
        rows.put(table, copy.run());
        if (copy.isIncomplete()) {
          damaged.add(table);
        }
      }
      finish(sql, settings, damaged);
      sql.run("DETACH DATABASE old");
      sql.run("PRAGMA journal_mode = DELETE");
    }
    StoreFiles.sync(part); // from here on it may be all there is
    Path aside = StoreFiles.setAside(settings.file());
    StoreFiles.publish(part, settings.file());
    return new Report(aside, rows, List.copyOf(damaged));
  }

  /**
   * Puts in place what a repair had finished but not put there when it was killed. The caller holds
   * the store's lock.
   */
  static void finishInterrupted(Path file) {
    Path part = part(file);
    if (Files.exists(file) || !Files.exists(part)) {
      return;
    }
    try {
      StoreFiles.publish(part, file);
    } catch (IOException e) {
      throw new StoreException(Code.FAILED, "an interrupted repair cannot be ended: " + file, e);
    }
  }

  private static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  /** All but the search index, which makes itself anew. */
  private static List<String> tables(Sql sql) {
    return sql.list(
        row -> row.getString(1),
        "SELECT name FROM main.sqlite_schema WHERE type = 'table'"
            + " AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search%'"
            + " AND name <> 'outbox_figure' ORDER BY name"); // which follows the outbox
  }

  /** Nobody knows what is missing: the store must ask the centre what of it was published. */
  private static void finish(Sql sql, StoreSettings settings, List<String> damaged) {
    long highest = sql.number("SELECT MAX(sequence) FROM outbox");
    long attended = sql.number("SELECT MAX(sequence) FROM attention");
    long known = Math.max(highest, attended);
    if (sql.number("SELECT COUNT(*) FROM node") == 0) {
      sql.update("INSERT INTO node VALUES (1, ?, 0, 0, 0)", settings.node().value());
    }
    sql.update("UPDATE node SET sequence = max(sequence, ?)", known);
    LineageTable lineage = new LineageTable(sql);
    lineage.doubt("it was repaired");
    if (lineage.get().run() == null) {
      lineage.announce("before the repair", null);
    }
    if (damaged.contains("entity") || damaged.contains("held")) {
      sql.run("DELETE FROM position WHERE topic LIKE '%entities.%'");
    }
  }
}
