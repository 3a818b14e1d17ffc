package ai.valeo.erp.tributary.edge.store;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** Opens connections to a store's file. */
final class Connections {

  private static final int BUSY_TIMEOUT_MS = 10_000;
  private static final int WRITER_CACHE_KIB = 16_384;

  /** There may be several; what they read lies in the system's own cache too. */
  private static final int READER_CACHE_KIB = 4_096;

  /** 16 MiB: pages that are changed again and again are written back once. */
  private static final int CHECKPOINT_PAGES = 4_096;

  /** Room above the limit for what ends mutations, so that a full store can empty itself. */
  private static final double RESERVE = 1.25;

  private Connections() {}

  /** For the one writer: every commit is on the disk when it returns. */
  static Sql writing(StoreSettings settings) {
    var config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setCacheSize(-WRITER_CACHE_KIB);
    Sql sql = open(settings.file(), config);
    sql.run("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
    if (settings.limits().maxBytes() > 0) {
      long pageBytes = sql.number("PRAGMA page_size");
      long pages = (long) (settings.limits().maxBytes() * RESERVE) / pageBytes;
      sql.run("PRAGMA max_page_count = " + Math.max(pages, 1));
    }
    return sql;
  }

  /** For a reader: sees the last commit and changes nothing. */
  static Sql reading(Path file) {
    var config = new SQLiteConfig();
    config.setCacheSize(-READER_CACHE_KIB);
    return open(file, config);
  }

  private static Sql open(Path file, SQLiteConfig config) {
    config.setBusyTimeout(BUSY_TIMEOUT_MS);
    config.setGetGeneratedKeys(false); // asked for where needed; it costs each change a statement
    try {
      return new Sql(config.createConnection("jdbc:sqlite:" + file));
    } catch (SQLException e) {
      throw StoreException.of("cannot be opened: " + file, e);
    }
  }
}
