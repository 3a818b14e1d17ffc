package ai.valeo.erp.tributary.compose.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the demo ERP knows to have been captured by one office: a line for each mutation, written
 * right after the capture. It is kept apart from the node's store, as a witness against it. A
 * mutation may be written twice; it counts once.
 *
 * <p>Threading: any thread.
 */
final class Ledger implements AutoCloseable {
  private final Set<String> captured;
  private final FileChannel file;

  private Ledger(Set<String> captured, FileChannel file) {
    this.captured = captured;
    this.file = file;
  }

  /** Opens the ledger of earlier runs, or begins one. */
  static Ledger open(Path path) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      FileChannel file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      String whole = wholeLines(Files.readString(path));
      file.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
      file.position(file.size());
      return new Ledger(new LinkedHashSet<>(whole.lines().toList()), file);
    } catch (IOException e) {
      throw new UncheckedIOException("ledger " + path + " cannot be opened", e);
    }
  }

  /** Writes down mutations. */
  synchronized void add(List<String> mutationIds) {
    StringBuilder lines = new StringBuilder();
    for (String id : mutationIds) {
      if (captured.add(id)) {
        lines.append(id).append('\n');
      }
    }
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("ledger cannot be written", e);
    }
  }

  /** All mutations captured, also in earlier runs. */
  synchronized List<String> captured() {
    return List.copyOf(captured);
  }

  /** How many there are. */
  synchronized int size() {
    return captured.size();
  }

  @Override
  public synchronized void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("ledger cannot be closed", e);
    }
  }

  /** A kill may have cut the last line; its mutation is captured again under its key. */
  private static String wholeLines(String text) {
    return text.substring(0, text.lastIndexOf('\n') + 1);
  }
}
