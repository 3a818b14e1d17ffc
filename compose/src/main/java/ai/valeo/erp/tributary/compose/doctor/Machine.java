package ai.valeo.erp.tributary.compose.doctor;

import ai.valeo.erp.tributary.edge.store.StoreCheck;
import ai.valeo.erp.tributary.edge.store.StoreException;
import ai.valeo.erp.tributary.edge.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks at the machine: the JDK, disks, files. */
final class Machine {

  private static final int LEAST_JAVA = 21;
  private static final long LEAST_HEAP_BYTES = 100L << 20;
  private static final Pattern SECRET =
      Pattern.compile("(?im)^\\s*[^#=\\s]*(password|secret|jaas|token|\\.key)[^=]*=\\s*\\S");
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

  private Machine() {}

  static List<Finding> java(Runtime.Version version, long maxHeapBytes) {
    var findings = new ArrayList<Finding>();
    String words = "Java " + version;
    findings.add(
        version.feature() >= LEAST_JAVA
            ? Finding.ok("java", words)
            : Finding.fail("java", words, "Install a JDK " + LEAST_JAVA + " or newer."));
    if (maxHeapBytes < LEAST_HEAP_BYTES) {
      findings.add(
          Finding.warn(
              "java",
              "heap of at most " + maxHeapBytes + " bytes",
              "Give it more: TRIBUTARY_JAVA_OPTS=-Xmx512m"));
    }
    return findings;
  }

  static Finding disk(Patient patient) {
    String area = patient.process() + " disk";
    Path folder = patient.disk().folder().toAbsolutePath();
    Path there = folder;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null || !Files.isDirectory(there)) {
      return Finding.fail(
          area, folder + ": cannot be made", "Something on the way is no folder: " + there);
    }
    if (!Files.isWritable(there) || !Files.isReadable(there) || !Files.isExecutable(there)) {
      return Finding.fail(
          area,
          there + ": may not be written by " + System.getProperty("user.name"),
          "Give the folder to the user that runs the process: chown or chmod u+rwx.");
    }
    return room(area, folder, there, patient.disk().minFreeBytes());
  }

  private static Finding room(String area, Path folder, Path there, long leastBytes) {
    long free;
    try {
      free = Files.getFileStore(there).getUsableSpace();
    } catch (IOException e) {
      return Finding.warn(area, folder + ": free space unknown: " + e.getMessage(), "");
    }
    String words =
        String.format(
            Locale.ROOT, "%s: %,d MiB free (needed: %,d)", folder, free >> 20, leastBytes >> 20);
    if (free < leastBytes) {
      return Finding.fail(area, words, "Make room, or lay the state on a larger disk.");
    }
    return free < 2 * leastBytes
        ? Finding.warn(area, words, "Make room soon: below the limit it is not ready any more.")
        : Finding.ok(area, words);
  }

  /** A file with secrets that everybody may read. */
  static @Nullable Finding configuration(Path file) {
    try {
      boolean isOpen = Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
      if (isOpen && SECRET.matcher(Files.readString(file)).find()) {
        return Finding.warn(
            "configuration",
            file + ": holds secrets and may be read by everybody",
            "chmod o-rwx " + file);
      }
      return Finding.ok("configuration", file + ": may be read, and only by whom it should");
    } catch (UnsupportedOperationException e) {
      return null; // no such permissions here
    } catch (IOException e) {
      return Finding.fail(
          "configuration", file + ": cannot be read: " + e, "Name a file that is there.");
    }
  }

  /** Reads the whole store, also while the node runs; changes nothing. */
  static Finding store(StoreSettings store) {
    Path file = store.file();
    if (!Files.exists(file)) {
      return Finding.ok("edge store", file + ": not there yet; the node makes it at its start");
    }
    try {
      List<String> problems = StoreCheck.full(store);
      return problems.isEmpty()
          ? Finding.ok("edge store", file + ": whole")
          : Finding.fail(
              "edge store",
              file + ": " + String.join("; ", problems),
              "Stop the node, copy the file, and run `tributary edge repair`.");
    } catch (StoreException e) {
      return Finding.fail(
          "edge store",
          file + ": " + e.getMessage(),
          "Stop the node, copy the file, and run `tributary edge repair`.");
    }
  }
}
