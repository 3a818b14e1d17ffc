package ai.valeo.erp.tributary.edge.store;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Looks at the store's room, not more often than it can change much. Any thread. */
final class RoomWatch {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final StoreSettings settings;
  private final LongSupplier usedBytes;
  private final AtomicLong lookedAtNanos = new AtomicLong();
  private volatile Room last;

  RoomWatch(StoreSettings settings, LongSupplier usedBytes) {
    this.settings = settings;
    this.usedBytes = usedBytes;
    lookedAtNanos.set(System.nanoTime());
    last = look();
  }

  /** As it was a moment ago. */
  Room room() {
    long before = lookedAtNanos.get();
    long nowNanos = System.nanoTime();
    if (nowNanos - before >= LOOK_NANOS && lookedAtNanos.compareAndSet(before, nowNanos)) {
      last = look();
    }
    return last;
  }

  private Room look() {
    StoreSettings.Limits limits = settings.limits();
    long used = usedBytes.getAsLong();
    long free = freeBytes(settings.file());
    String why = "";
    if (limits.maxBytes() > 0 && used >= limits.maxBytes()) {
      why = "the store takes " + used + " bytes (expected: less than " + limits.maxBytes() + ")";
    } else if (free < limits.minFreeBytes()) {
      why =
          "the disk has " + free + " bytes left (expected: " + limits.minFreeBytes() + " or more)";
    }
    return new Room(used, free, why);
  }

  /** Free space where a file lies; unlimited where nobody can tell. */
  static long freeBytes(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      FileStore disk = Files.getFileStore(folder == null ? file : folder);
      return disk.getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE; // the next write will say what is wrong
    }
  }
}
