package ai.valeo.erp.tributary.compose.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder in which the one-machine run keeps everything.
 *
 * @param folder the folder
 */
record LocalData(Path folder) {
  /** What lies in it; nothing else in the folder is ever deleted. */
  private static final List<String> CONTENT =
      List.of(
          "broker",
          "registry",
          "apicurio",
          "aggregator",
          "central",
          "offices",
          "ledger",
          "issuer",
          "prometheus",
          "progress",
          "logs");

  Progress progress(String of) {
    return new Progress(folder.resolve("progress").resolve(of));
  }

  /** Deletes what earlier runs have kept. */
  void wipe() {
    for (String part : CONTENT) {
      Path path = folder.resolve(part);
      if (Files.exists(path)) {
        delete(path);
      }
    }
  }

  private static void delete(Path tree) {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("kept data in " + tree + " cannot be deleted", e);
    }
  }
}
