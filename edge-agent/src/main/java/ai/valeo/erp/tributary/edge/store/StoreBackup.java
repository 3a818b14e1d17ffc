package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.store.StoreException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Copies a store while it is in use, by any process: consistent, compact and on the disk when it
 * returns. The copy knows that it is one: whoever opens it begins a new incarnation.
 */
public final class StoreBackup {

  private StoreBackup() {}

  /**
   * Makes a copy.
   *
   * @param target the copy; must not exist
   * @return its size in bytes
   * @throws StoreException if there is no store, no room for the copy, or the target exists
   */
  public static long make(StoreSettings settings, Path target) {
    if (!Files.exists(settings.file())) {
      throw new StoreException(Code.UNREADABLE, "no store: " + settings.file(), null);
    }
    if (Files.exists(target)) {
      throw new StoreException(Code.FAILED, "exists already: " + target, null);
    }
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      Files.deleteIfExists(part);
      copy(settings, part);
      mark(settings, part);
      StoreFiles.publish(part, target);
      return Files.size(target);
    } catch (IOException e) {
      throw new StoreException(Code.FAILED, "cannot be written: " + target, e);
    } finally {
      delete(part);
    }
  }

  private static void copy(StoreSettings settings, Path part) {
    try (Sql source = Connections.reading(settings.file())) {
      long bytes = source.number("PRAGMA page_count") * source.number("PRAGMA page_size");
      long free = RoomWatch.freeBytes(part);
      if (free < bytes + settings.limits().minFreeBytes()) {
        throw new StoreException(
            Code.FULL, "free space for the copy: " + free + " (expected: " + bytes + ")", null);
      }
      StoreFiles.protect(part);
      source.update("VACUUM INTO ?", part.toString());
    }
  }

  private static void mark(StoreSettings settings, Path part) {
    var copy = new StoreSettings(part, settings.node());
    try (Sql sql = Connections.writing(copy)) {
      Migrations.apply(sql);
      new LineageTable(sql).doubt("it was restored from a backup");
      sql.run("PRAGMA journal_mode = DELETE"); // one file, without a log beside it
    }
  }

  private static void delete(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw new StoreException(Code.FAILED, "cannot be removed: " + part, e);
    }
  }
}
