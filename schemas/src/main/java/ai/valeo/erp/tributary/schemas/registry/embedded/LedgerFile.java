package ai.valeo.erp.tributary.schemas.registry.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An append-only file of facts, one JSON object a line. A fact is on disk when {@link #append}
 * returns; a line torn by a crash is cut off at the next start. One process at a time. Not safe for
 * use by many threads: its owner takes care.
 */
final class LedgerFile implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LedgerFile.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "registry.jsonl";

  private final FileChannel channel;
  private final List<JsonNode> facts;

  private LedgerFile(FileChannel channel, List<JsonNode> facts) {
    this.channel = channel;
    this.facts = facts;
  }

  static LedgerFile open(Path folder) {
    try {
      Files.createDirectories(folder);
      Path file = folder.resolve(NAME);
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        requireLock(channel, file);
        return new LedgerFile(channel, recover(channel, file));
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Registry folder cannot be opened: " + folder, e);
    }
  }

  /** What the file held when it was opened, oldest first. */
  List<JsonNode> facts() {
    return facts;
  }

  void append(JsonNode fact) {
    try {
      long before = channel.position();
      try {
        ByteBuffer line = ByteBuffer.wrap((fact + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
          channel.write(line);
        }
        channel.force(true);
      } catch (IOException e) {
        channel.truncate(before);
        throw e;
      }
    } catch (IOException e) {
      throw new RegistryFault(RegistryFault.Code.STORE, "Cannot write: " + e.getMessage(), e);
    }
  }

  private static void requireLock(FileChannel channel, Path file) throws IOException {
    if (lock(channel) == null) {
      throw new IllegalStateException(file + " is in use by another registry");
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static List<JsonNode> recover(FileChannel channel, Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    var facts = new ArrayList<JsonNode>();
    int start = 0;
    for (int i = 0; i < content.length; i++) {
      if (content[i] == '\n') {
        facts.add(JSON.readTree(content, start, i - start));
        start = i + 1;
      }
    }
    if (start < content.length) {
      log.atWarn()
          .addKeyValue("bytes", content.length - start)
          .log("Registry file ended in a torn line, which was never acknowledged");
      channel.truncate(start);
    }
    channel.position(start);
    return List.copyOf(facts);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Registry file cannot be closed", e);
    }
  }
}
