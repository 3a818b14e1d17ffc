package ai.valeo.erp.tributary.graphql.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of the views' state, held by one process at a time: nobody else's state is ever wiped.
 * The views can be built again from the topics, so wiping loses nothing but time.
 */
final class StateFolder implements AutoCloseable {

  private final Path state;
  private final Path fingerprintFile;
  private final FileChannel channel;
  private final FileLock lock;

  private StateFolder(Path state, Path fingerprintFile, FileChannel channel, FileLock lock) {
    this.state = state;
    this.fingerprintFile = fingerprintFile;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the folder.
   *
   * @throws UncheckedIOException if it cannot be used, or another process holds it
   */
  static StateFolder take(Path stateDir, String applicationId) {
    try {
      Files.createDirectories(stateDir);
      FileChannel channel =
          FileChannel.open(
              stateDir.resolve(applicationId + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new IOException("another process uses it");
      }
      return new StateFolder(
          stateDir.resolve(applicationId),
          stateDir.resolve(applicationId + ".views"),
          channel,
          lock);
    } catch (IOException e) {
      throw new UncheckedIOException("State folder " + stateDir + ": " + e.getMessage(), e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** The folder of the state itself. */
  Path path() {
    return state;
  }

  /**
   * Sees to it that the state is of these views: state of others is wiped.
   *
   * @param description what the views are
   * @return whether something was wiped
   */
  boolean fit(String description) {
    String fingerprint = fingerprint(description);
    try {
      boolean isKnown = Files.exists(fingerprintFile);
      if (isKnown && Files.readString(fingerprintFile).equals(fingerprint)) {
        return false;
      }
      boolean isOld = Files.exists(state);
      wipe();
      Files.writeString(fingerprintFile, fingerprint);
      return isOld;
    } catch (IOException e) {
      throw new UncheckedIOException("State cannot be prepared: " + state, e);
    }
  }

  /** Deletes all state. Only while no stream uses it. */
  void wipe() {
    if (!Files.exists(state)) {
      return;
    }
    try (Stream<Path> all = Files.walk(state)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path one : deepestFirst) {
        Files.deleteIfExists(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("State cannot be wiped: " + state, e);
    }
  }

  /** Free space of the disk it lies on, in bytes; -1 = not known. */
  long freeBytes() {
    try {
      return Files.getFileStore(fingerprintFile.toAbsolutePath().getParent()).getUsableSpace();
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("State folder cannot be released", e);
    }
  }

  private static String fingerprint(String description) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(description.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
