package ai.valeo.erp.tributary.tests.fault.worker;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What a node has captured, written by the worker right after each capture and read by the test. A
 * line that a kill cut off does not count; its capture is repeated under the same key. One thread.
 */
public final class CaptureLog {

  private final Path file;

  /** A log in a file; made when something is written. */
  public CaptureLog(Path file) {
    this.file = file;
  }

  /**
   * One capture.
   *
   * @param idempotencyKey the step's key
   * @param mutationId the mutation it became
   */
  public record Entry(String idempotencyKey, String mutationId) {}

  /** Takes a cut-off last line away, so that the next one begins on its own. */
  public void repair() {
    if (!Files.exists(file)) {
      return;
    }
    try (var access = new RandomAccessFile(file.toFile(), "rw")) {
      String text = Files.readString(file);
      access.setLength(text.substring(0, text.lastIndexOf('\n') + 1).length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Notes a capture. */
  public void add(Entry entry) {
    try {
      Files.writeString(
          file,
          entry.idempotencyKey() + "\t" + entry.mutationId() + "\n",
          StandardCharsets.US_ASCII,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything captured so far, in order. */
  public List<Entry> entries() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      String text = Files.readString(file, StandardCharsets.US_ASCII);
      return text.substring(0, text.lastIndexOf('\n') + 1)
          .lines()
          .map(line -> line.split("\t", 2))
          .map(parts -> new Entry(parts[0], parts[1]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
