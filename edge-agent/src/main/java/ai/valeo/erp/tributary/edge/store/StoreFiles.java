package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.store.StoreException.Code;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** The store as files: who may read them, and how they are moved without losing them. */
final class StoreFiles {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final List<String> ENDINGS = List.of("", "-wal", "-shm", ".lock");

  private StoreFiles() {}

  /** Makes the file if it is missing; nobody but its owner may read what is there. */
  static void protect(Path file) {
    try {
      if (!Files.exists(file)) {
        Files.createFile(file);
      }
      for (String ending : ENDINGS) {
        Path each = file.resolveSibling(file.getFileName() + ending);
        if (Files.exists(each)) {
          Files.setPosixFilePermissions(each, OWNER_ONLY);
        }
      }
    } catch (UnsupportedOperationException e) {
      // no such permissions on this file system; the folder's rules hold
    } catch (IOException e) {
      throw new StoreException(Code.FAILED, "the file cannot be kept to its owner: " + file, e);
    }
  }

  /** Puts a finished file in its place, so that after a crash there is the whole or nothing. */
  static void publish(Path finished, Path place) throws IOException {
    sync(finished);
    Files.move(
        finished, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path folder = place.toAbsolutePath().getParent();
    if (folder != null) {
      sync(folder);
    }
  }

  /** Moves a store with its log out of the way, and returns where it is now. */
  static Path setAside(Path file) throws IOException {
    int number = 1;
    Path aside = named(file, number);
    while (Files.exists(aside)) {
      aside = named(file, ++number);
    }
    for (String ending : List.of("-wal", "-shm", "")) {
      Path each = file.resolveSibling(file.getFileName() + ending);
      if (Files.exists(each)) {
        Files.move(each, aside.resolveSibling(aside.getFileName() + ending));
      }
    }
    return aside;
  }

  private static Path named(Path file, int number) {
    return file.resolveSibling(file.getFileName() + ".damaged-" + number);
  }

  /** Returns when the file or folder is on the disk. */
  static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
