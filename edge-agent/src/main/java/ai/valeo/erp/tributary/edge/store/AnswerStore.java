package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.store.StoreException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * Answers of the centre in a SQLite file of their own, beside the node's store. Losing it is
 * harmless, so nothing waits for the disk; a damaged file is thrown away. What was not used for
 * longest goes when the file has its size.
 *
 * <p>Threading: any thread; one at a time.
 */
public final class AnswerStore implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AnswerStore.class);

  private static final int BUSY_TIMEOUT_MS = 5_000;
  private static final int EVICTED_AT_ONCE = 16;

  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, document TEXT NOT NULL,"
              + " body TEXT NOT NULL, stored_ms INTEGER NOT NULL, fresh_until_ms INTEGER NOT NULL,"
              + " keep_until_ms INTEGER NOT NULL, used INTEGER NOT NULL, size INTEGER NOT NULL)"
              + " WITHOUT ROWID",
          "CREATE INDEX IF NOT EXISTS answer_used ON answer (used)",
          "CREATE TABLE IF NOT EXISTS answer_tag (tag TEXT NOT NULL, key TEXT NOT NULL,"
              + " PRIMARY KEY (tag, key)) WITHOUT ROWID",
          "CREATE INDEX IF NOT EXISTS answer_tag_key ON answer_tag (key)",
          "CREATE TABLE IF NOT EXISTS central_schema (one INTEGER PRIMARY KEY CHECK (one = 1),"
              + " version TEXT NOT NULL, sdl TEXT NOT NULL)");

  private final ReentrantLock lock = new ReentrantLock();
  private final Sql sql;
  private final long maxBytes;
  private long bytes; // guarded by lock
  private long uses; // guarded by lock
  private boolean isClosed; // guarded by lock

  private AnswerStore(Sql sql, long maxBytes) {
    this.sql = sql;
    this.maxBytes = maxBytes;
    this.bytes = sql.number("SELECT sum(size) FROM answer");
    this.uses = sql.number("SELECT max(used) FROM answer");
  }

  /**
   * Opens the file, or begins a new one where it is missing or damaged.
   *
   * @param maxBytes most bytes of answers
   * @throws StoreException if there can be none
   */
  public static AnswerStore open(Path file, long maxBytes) {
    try {
      return new AnswerStore(sound(file), maxBytes);
    } catch (StoreException e) {
      log.atWarn().setCause(e).addKeyValue("file", file).log("Kept answers thrown away");
      delete(file);
      return new AnswerStore(sound(file), maxBytes);
    }
  }

  /** The answer under a key, if it may still be used. */
  public Optional<KeptAnswer> find(String key, long nowMs) {
    return locked(() -> {
      Optional<KeptAnswer> found =
          sql.first(
              AnswerStore::read,
              "SELECT key, document, body, stored_ms, fresh_until_ms, keep_until_ms FROM answer"
                  + " WHERE key = ? AND keep_until_ms > ?",
              key,
              nowMs);
      if (found.isPresent()) {
        sql.update("UPDATE answer SET used = ? WHERE key = ?", ++uses, key);
      }
      return found;
    });
  }

  /** Keeps an answer in place of the one before; one that is larger than all may be is not kept. */
  public void keep(KeptAnswer answer) {
    locked(() -> {
      remove(answer.key());
      long size = answer.sizeBytes();
      if (size > maxBytes) {
        return 0;
      }
      atOnce(() -> insert(answer, size));
      bytes += size;
      evict();
      return 1;
    });
  }

  /** What was made of any of these is not fresh any more; how many answers that were. */
  public int outdate(Collection<String> tags) {
    return locked(() ->
        atOnce(() -> {
          int outdated = 0;
          for (String tag : tags) {
            outdated +=
                sql.update(
                    "UPDATE answer SET fresh_until_ms = 0 WHERE fresh_until_ms > 0 AND key IN"
                        + " (SELECT key FROM answer_tag WHERE tag = ?)",
                    tag);
          }
          return outdated;
        }));
  }

  /**
   * Removes every answer whose question contains one of these texts, or that was made of an entity
   * or type of such a name; how many that were.
   *
   * @param patterns texts in which {@code *} stands for any characters
   */
  public int invalidate(List<String> patterns) {
    return locked(() -> {
      int removed = 0;
      for (String pattern : patterns) {
        List<String> keys =
            sql.list(
                row -> row.getString(1),
                "SELECT key FROM answer WHERE document GLOB ?"
                    + " UNION SELECT key FROM answer_tag WHERE tag GLOB ?",
                '*' + glob(pattern) + '*',
                glob(pattern));
        keys.forEach(this::remove);
        removed += keys.size();
      }
      return removed;
    });
  }

  /** A pattern of SQLite of which only the star means more than itself. */
  private static String glob(String pattern) {
    return pattern.replace("[", "[[]").replace("?", "[?]");
  }

  /** Removes what may not be used any more. */
  public int prune(long nowMs) {
    return locked(() -> {
      List<String> keys =
          sql.list(
              row -> row.getString(1), "SELECT key FROM answer WHERE keep_until_ms <= ?", nowMs);
      keys.forEach(this::remove);
      return keys.size();
    });
  }

  /** The schema kept last. */
  public Optional<KeptSchema> schema() {
    return locked(() ->
        sql.first(
            row -> new KeptSchema(row.getString(1), row.getString(2)),
            "SELECT version, sdl FROM central_schema"));
  }

  /** Keeps a schema in place of the one before. */
  public void keep(KeptSchema schema) {
    locked(() ->
        sql.update(
            "INSERT OR REPLACE INTO central_schema VALUES (1, ?, ?)",
            schema.version(),
            schema.sdl()));
  }

  /** Bytes of the answers kept. */
  public long bytes() {
    return locked(() -> bytes);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (!isClosed) {
        isClosed = true;
        sql.close();
      }
    } finally {
      lock.unlock();
    }
  }

  private int insert(KeptAnswer answer, long size) {
    sql.update(
        "INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        answer.key(),
        answer.document(),
        answer.body(),
        answer.storedMs(),
        answer.freshUntilMs(),
        answer.keepUntilMs(),
        ++uses,
        size);
    for (String tag : answer.tags()) {
      sql.update("INSERT INTO answer_tag VALUES (?, ?)", tag, answer.key());
    }
    return 1;
  }

  /** In one transaction, which is over whatever happens. */
  private int atOnce(IntSupplier work) {
    sql.run("BEGIN");
    int done;
    try {
      done = work.getAsInt();
      sql.run("COMMIT");
    } catch (StoreException e) {
      try {
        sql.run("ROLLBACK");
      } catch (StoreException over) {
        e.addSuppressed(over); // SQLite has rolled back by itself
      }
      throw e;
    }
    return done;
  }

  private void remove(String key) {
    bytes -= sql.number("SELECT size FROM answer WHERE key = ?", key);
    sql.update("DELETE FROM answer_tag WHERE key = ?", key);
    sql.update("DELETE FROM answer WHERE key = ?", key);
  }

  private void evict() {
    while (bytes > maxBytes) {
      List<String> oldest =
          sql.list(
              row -> row.getString(1),
              "SELECT key FROM answer ORDER BY used LIMIT ?",
              EVICTED_AT_ONCE);
      for (String key : oldest) {
        if (bytes > maxBytes) {
          remove(key);
        }
      }
    }
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      if (isClosed) {
        throw new StoreException(Code.CLOSED, "the kept answers are closed", null);
      }
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private static KeptAnswer read(ResultSet row) throws SQLException {
    return new KeptAnswer(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        Set.of(),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6));
  }

  private static Sql sound(Path file) {
    var config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.OFF);
    config.setBusyTimeout(BUSY_TIMEOUT_MS);
    StoreFiles.protect(file);
    Sql sql;
    try {
      sql = new Sql(config.createConnection("jdbc:sqlite:" + file));
    } catch (SQLException e) {
      throw new StoreException(Code.UNREADABLE, "cannot be opened: " + file, e);
    }
    try {
      String check = sql.first(row -> row.getString(1), "PRAGMA quick_check").orElse("no answer");
      if (!check.equals("ok")) {
        throw new StoreException(Code.UNREADABLE, "damaged: " + check, null);
      }
      TABLES.forEach(sql::run);
      return sql;
    } catch (RuntimeException e) {
      sql.close();
      throw e;
    }
  }

  private static void delete(Path file) {
    try {
      for (String suffix : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
      }
    } catch (IOException e) {
      throw new StoreException(Code.FAILED, "cannot be thrown away: " + file, e);
    }
  }
}
