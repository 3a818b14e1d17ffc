package ai.valeo.erp.tributary.compose.prometheus;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where Prometheus runs and what it looks at.
 *
 * @param program its file
 * @param folder where its configuration, data and log lie
 * @param port where it listens, on loopback
 * @param every how often it looks
 * @param rules folder of rule files ({@code *.yml}); one that does not exist holds none
 * @param targets what it looks at
 */
public record PrometheusSettings(
    Path program, Path folder, int port, Duration every, Path rules, List<ScrapeTarget> targets) {

  /** Copies. */
  public PrometheusSettings {
    targets = List.copyOf(targets);
  }

  /** What Prometheus is configured with. */
  String configuration() {
    StringBuilder text = new StringBuilder();
    text.append("global:\n");
    text.append("  scrape_interval: ").append(every.toSeconds()).append("s\n");
    text.append("  evaluation_interval: ").append(every.toSeconds()).append("s\n");
    text.append("rule_files:\n");
    text.append("  - ").append(quoted(rules.toAbsolutePath() + "/*.yml")).append('\n');
    text.append("scrape_configs:\n");
    targets.stream().map(ScrapeTarget::job).distinct().forEach(job -> appendJob(job, text));
    return text.toString();
  }

  private void appendJob(String job, StringBuilder text) {
    text.append("  - job_name: ").append(quoted(job)).append('\n');
    text.append("    static_configs:\n");
    text.append("      - targets:\n");
    targets.stream()
        .filter(target -> target.job().equals(job))
        .forEach(
            target -> text.append("          - ").append(quoted(target.address())).append('\n'));
  }

  /** A plain string of YAML: only the single quote itself means something in it. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
