package ai.valeo.erp.tributary.compose.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of a run, for people and as JSON.
 *
 * @param check what the checker found
 * @param refusedAtOffice changes the nodes would not capture
 * @param views what was compared with the centre's topics
 * @param startSeconds from the start to the first chapter
 * @param replaySeconds from the first chapter to the last answer
 */
public record LocalReport(
    Reconciliation.Report check,
    long refusedAtOffice,
    List<String> views,
    double startSeconds,
    double replaySeconds) {
  private static final int SHOWN = 20;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** The figures as lines for people. */
  public List<String> lines() {
    String views = String.join(", ", this.views);
    List<String> head =
        List.of(
            "captured mutations      " + check.captured(),
            "  applied               " + check.applied(),
            "  failed                " + check.failed(),
            "  wait for a person     " + check.open(),
            "entities                " + check.entities() + ", the same in " + views,
            "stock items             " + check.stockItems() + ", " + check.pieces() + " pieces",
            "replayed in             " + replaySeconds + " s, started in " + startSeconds + " s");
    List<String> lines = new ArrayList<>(head);
    if (check.setAside() > 0) {
      lines.add("not to be read          " + check.setAside() + ", in quarantine");
    }
    if (check.isClean()) {
      lines.add("All adds up: one final outcome each, all views the same, no piece too many.");
    } else {
      lines.add(check.findings().size() + " FINDINGS:");
      check.findings().stream()
          .limit(SHOWN)
          .forEach(finding -> lines.add("  " + finding.fault() + "  " + finding.detail()));
    }
    return lines;
  }

  /** Writes the figures as JSON. */
  public void write(Path file) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("clean", check.isClean());
    figures.put("captured", check.captured());
    figures.put("foreign", check.foreign());
    figures.put("applied", check.applied());
    figures.put("failed", check.failed());
    figures.put("waitForPerson", check.open());
    figures.put("refusedAtOffice", refusedAtOffice);
    figures.put("entities", check.entities());
    figures.put("stockItems", check.stockItems());
    figures.put("pieces", check.pieces());
    figures.put("setAside", check.setAside());
    figures.put("views", views);
    figures.put("startSeconds", startSeconds);
    figures.put("replaySeconds", replaySeconds);
    figures.put(
        "findings",
        check.findings().stream()
            .map(finding -> Map.of("fault", finding.fault(), "detail", finding.detail()))
            .toList());
    try {
      Files.writeString(file, JSON.writeValueAsString(figures) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("report " + file + " cannot be written", e);
    }
  }
}
