package ai.valeo.erp.tributary.topology.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder with one application's state. Any thread. */
record StateFolder(Path path) {

  static StateFolder of(ProcessSettings process) {
    return new StateFolder(process.stateDir().resolve(process.applicationId()));
  }

  /**
   * Deletes all state; the changelogs hold it too. Only while no stream uses the folder.
   *
   * @throws UncheckedIOException if something cannot be deleted
   */
  void wipe() {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path one : deepestFirst) {
        Files.deleteIfExists(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("State cannot be wiped: " + path, e);
    }
  }

  /** Free space of the disk it lies on, in bytes; -1 = not known. */
  long freeBytes() {
    for (Path place = path.toAbsolutePath(); place != null; place = place.getParent()) {
      if (Files.exists(place)) {
        try {
          return Files.getFileStore(place).getUsableSpace();
        } catch (IOException e) {
          return -1;
        }
      }
    }
    return -1;
  }
}
