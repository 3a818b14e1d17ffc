package ai.valeo.erp.tributary.graphql.edge;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the process uses of its machine, as shares 0..1; 0 where that cannot be told. Any thread.
 */
public final class MachineLoad {

  private final Path folder;

  /**
   * Of this process.
   *
   * @param file a file on the disk that is looked at
   */
  public MachineLoad(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    this.folder = parent == null ? file.toAbsolutePath() : parent;
  }

  /** Share of the machine's processors that the process uses. */
  double cpu() {
    double load =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getProcessCpuLoad()
            : 0;
    return Double.isNaN(load) ? 0 : share(load);
  }

  /** Share of the heap in use. */
  double memory() {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return heap.getMax() <= 0 ? 0 : share(heap.getUsed() / (double) heap.getMax());
  }

  /** Share of the disk in use. */
  double disk() {
    try {
      FileStore disk = Files.getFileStore(folder);
      long total = disk.getTotalSpace();
      return total <= 0 ? 0 : share(1 - disk.getUsableSpace() / (double) total);
    } catch (IOException e) {
      return 0; // the folder is gone; the store will say so
    }
  }

  private static double share(double load) {
    return Math.clamp(load, 0.0, 1.0);
  }
}
