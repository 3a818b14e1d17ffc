package ai.valeo.erp.tributary.schemas.signing;

import ai.valeo.erp.tributary.schemas.settings.SettingKey;
import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import ai.valeo.erp.tributary.schemas.settings.SettingsReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys in a file, which is read again when it has changed. If it cannot be read then, or is no file
 * of keys, the keys before stay in force, and that is said once.
 *
 * <p>Threading: any thread. At most one looks at the file, about once a second.
 */
public final class KeyFile {

  private static final Logger log = LoggerFactory.getLogger(KeyFile.class);
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  private final Path file;
  private final LongSupplier nanos;
  private final AtomicLong lookedAtNanos;
  private volatile SigningKeys keys;
  private volatile @Nullable Object stamp;
  private volatile @Nullable String problem;

  /** What tells one version of the file from the next. */
  private record Stamp(Object modified, long bytes, @Nullable Object identity) {}

  private KeyFile(Path file, LongSupplier nanos, SigningKeys keys, @Nullable Object stamp) {
    this.file = file;
    this.nanos = nanos;
    this.keys = keys;
    this.stamp = stamp;
    this.lookedAtNanos = new AtomicLong(nanos.getAsLong());
  }

  /**
   * Reads the file.
   *
   * @param nanos time that never goes back
   * @throws SettingsException if it cannot be read, or is no file of keys
   */
  public static KeyFile open(Path file, LongSupplier nanos) {
    try {
      Object stamp = stamp(file);
      return new KeyFile(file, nanos, read(file), stamp);
    } catch (IOException e) {
      throw new SettingsException(List.of(unreadable(file, e)));
    }
  }

  /** The file that a key names; none if it names none, or one that is then a problem. */
  public static @Nullable KeyFile of(SettingsReader reader, SettingKey key) {
    String name = reader.text(key);
    if (name.isBlank()) {
      return null;
    }
    try {
      return open(Path.of(name.strip()), System::nanoTime);
    } catch (SettingsException e) {
      e.problems().forEach(problem -> reader.problem(key.key(), problem));
    } catch (InvalidPathException e) {
      reader.problem(key.key(), "no path");
    }
    return null;
  }

  /** The keys now. */
  public SigningKeys keys() {
    long nowNanos = nanos.getAsLong();
    long before = lookedAtNanos.get();
    if (nowNanos - before >= LOOK_NANOS && lookedAtNanos.compareAndSet(before, nowNanos)) {
      look();
    }
    return keys;
  }

  /** Why the file as it is now is not in force; none if it is. */
  public @Nullable String problem() {
    SigningKeys unused = keys();
    return problem;
  }

  private void look() {
    try {
      Object now = stamp(file);
      if (now.equals(stamp)) {
        problem = null; // it was away, or changed, and is again what is in force
        return;
      }
      SigningKeys read = read(file);
      stamp = now;
      keys = read;
      problem = null;
      log.atInfo().addKeyValue("keys", read.size()).log("Signing keys were read again");
    } catch (IOException e) {
      note(unreadable(file, e));
    } catch (SettingsException e) {
      note(String.join("; ", e.problems()));
    }
  }

  private void note(String found) {
    if (!found.equals(problem)) {
      problem = found;
      log.atError()
          .addKeyValue("problem", found)
          .log("The file of signing keys cannot be used; the keys before stay in force");
    }
  }

  private static SigningKeys read(Path file) throws IOException {
    try {
      return SigningKeys.parse(Files.readAllLines(file, StandardCharsets.UTF_8));
    } catch (SettingsException e) {
      throw new SettingsException(
          e.problems().stream().map(problem -> file + ", " + problem).toList());
    }
  }

  private static Object stamp(Path file) throws IOException {
    var now = Files.readAttributes(file, BasicFileAttributes.class);
    return new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
  }

  private static String unreadable(Path file, IOException why) {
    return file + " (expected: a readable file of signing keys): " + why;
  }
}
