package ai.valeo.erp.tributary.edge.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices that a store's file is not the one it was: a copy has another inode. */
final class FilePlace {

  private static final Logger log = LoggerFactory.getLogger(FilePlace.class);

  private FilePlace() {}

  /** Compares with the last opening, and notes the place for the next. */
  static void check(Path file, LineageTable lineage) {
    String now = inode(file);
    String before = lineage.inode();
    if (!before.isEmpty() && !now.isEmpty() && !before.equals(now)) {
      lineage.doubt("the file is a copy of the one this store was in");
      log.atWarn().addKeyValue("file", file).log("The store's file is a copy");
    }
    if (!before.equals(now)) {
      lineage.putInode(now);
    }
  }

  /** Empty where the file system has none. */
  private static String inode(Path file) {
    try {
      return String.valueOf(Files.getAttribute(file, "unix:ino"));
    } catch (UnsupportedOperationException | IllegalArgumentException | IOException e) {
      return "";
    }
  }
}
