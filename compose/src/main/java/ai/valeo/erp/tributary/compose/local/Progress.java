package ai.valeo.erp.tributary.compose.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * How far the demo ERP has come, kept in a small file that is replaced whole.
 *
 * @param file the file
 */
record Progress(Path file) {
  /** Steps that are done. */
  long done() {
    try {
      return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("progress " + file + " cannot be read", e);
    }
  }

  /** Notes that so many steps are done. */
  void note(long steps) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(fresh, steps + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("progress " + file + " cannot be written", e);
    }
  }
}
