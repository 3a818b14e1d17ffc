package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.store.StoreException.Code;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps a second process, or a second node of this one, out of a store. */
final class StoreLock implements AutoCloseable {

  /**
   * The files this process holds. Looked at before a file is opened at all: on POSIX systems
   * closing any channel of a file gives back the locks this process has on it through others.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private StoreLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** The operating system gives the lock back when the process ends, however it ends. */
  static StoreLock take(Path file) {
    Path real = real(file);
    if (!HELD.add(real)) {
      throw new StoreException(Code.LOCKED, "this process uses the store already: " + file, null);
    }
    boolean taken = false;
    try {
      var lock = new StoreLock(real, open(real));
      taken = true;
      return lock;
    } finally {
      if (!taken) {
        HELD.remove(real);
      }
    }
  }

  /** The one name of a file, whatever links lead to it. */
  private static Path real(Path file) {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null) {
      return absolute;
    }
    try {
      return Files.createDirectories(folder).toRealPath().resolve(absolute.getFileName());
    } catch (IOException e) {
      throw new StoreException(Code.FAILED, "the lock file cannot be used: " + file, e);
    }
  }

  private static FileChannel open(Path file) {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) != null) {
        return channel;
      }
      channel.close();
    } catch (IOException e) {
      closeQuietly(channel, e);
      throw new StoreException(Code.FAILED, "the lock file cannot be used: " + file, e);
    }
    throw new StoreException(Code.LOCKED, "another process uses the store: " + file, null);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException held) {
      return null; // by this process
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel, IOException cause) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StoreException(Code.FAILED, "the lock file cannot be closed", e);
    } finally {
      HELD.remove(file);
    }
  }
}
