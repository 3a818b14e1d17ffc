package ai.valeo.erp.tributary.compose.bench;

import ai.valeo.erp.tributary.compose.process.ProcessUsage;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What was measured, with what, and what it cost.
 *
 * @param name name of the measurement
 * @param figures what was measured; names bear the unit last
 * @param settings what it was measured with
 * @param processes what the processes used while it was measured
 */
public record BenchResult(
    String name,
    SequencedMap<String, Object> figures,
    Map<String, Object> settings,
    List<ProcessUsage> processes) {
  private static final double MIB = 1 << 20;
  private static final double MILLIS = 1000;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** The result as a table. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("bench " + name);
    figures.forEach((figure, value) -> lines.add(row(figure, value)));
    lines.add(String.format(Locale.ROOT, "  %-32s %10s %12s", "process", "CPU s", "peak MiB"));
    for (ProcessUsage usage : processes) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-32s %10.1f %12.0f",
              usage.name(),
              usage.cpu().toMillis() / MILLIS,
              usage.peakMemoryBytes() / MIB));
    }
    lines.add("  settings " + settings);
    return lines;
  }

  private static String row(String figure, Object value) {
    String text =
        switch (value) {
          case Double number -> String.format(Locale.ROOT, "%,.2f", number);
          case Long number -> String.format(Locale.ROOT, "%,d", number);
          case Integer number -> String.format(Locale.ROOT, "%,d", number);
          default -> value.toString();
        };
    return String.format(Locale.ROOT, "  %-32s %16s", figure, text);
  }

  /** Writes the result as JSON. */
  public void write(Path file) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("bench", name);
    all.put("figures", figures);
    all.put("settings", settings);
    all.put(
        "processes",
        processes.stream()
            .map(usage ->
                Map.of(
                    "name", usage.name(),
                    "cpuSeconds", usage.cpu().toMillis() / MILLIS,
                    "peakMemoryBytes", usage.peakMemoryBytes()))
            .toList());
    all.put("java", Runtime.version().toString());
    all.put("processors", Runtime.getRuntime().availableProcessors());
    try {
      Files.writeString(file, JSON.writeValueAsString(all) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("result " + file + " cannot be written", e);
    }
  }
}
