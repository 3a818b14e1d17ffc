package ai.valeo.erp.tributary.compose.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a process has used.
 *
 * @param name its name
 * @param cpu processor time since its start; zero where the system does not tell
 * @param peakMemoryBytes the most memory it held at once; 0 where the system does not tell
 */
public record ProcessUsage(String name, Duration cpu, long peakMemoryBytes) {
  private static final long KIB = 1024;

  /** Of this very process. */
  public static ProcessUsage ofThis(String name) {
    return of(name, ProcessHandle.current());
  }

  static ProcessUsage of(String name, ProcessHandle process) {
    Duration cpu = process.info().totalCpuDuration().orElse(Duration.ZERO);
    return new ProcessUsage(name, cpu, peakMemoryBytes(process.pid()));
  }

  /** What was used since an earlier look at the same process. */
  public ProcessUsage since(ProcessUsage earlier) {
    return new ProcessUsage(name, cpu.minus(earlier.cpu), peakMemoryBytes);
  }

  private static long peakMemoryBytes(long pid) {
    try {
      List<String> lines = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"));
      return lines.stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToLong(Long::parseLong)
          .map(kib -> kib * KIB)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0; // not Linux, or the process has ended
    }
  }
}
