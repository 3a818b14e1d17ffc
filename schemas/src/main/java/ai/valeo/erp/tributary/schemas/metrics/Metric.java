package ai.valeo.erp.tributary.schemas.metrics;

import java.util.regex.Pattern;

/**
 * What is known of one metric.
 *
 * @param id its name in Micrometer's dotted notation, e.g. {@code tributary.edge.pending}
 * @param unit its base unit, e.g. {@code seconds}; empty = a plain number
 * @param meaning one sentence: what it says
 * @param alert when to look; empty = never by itself
 */
public record Metric(String id, String unit, String meaning, String alert) {

  private static final Pattern ID = Pattern.compile("tributary(\\.[a-z]+){2,}");

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if the name or the meaning is not fit; a bug of the catalogue
   */
  public Metric {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("id: " + id + " (expected: " + ID + ")");
    }
    if (!meaning.endsWith(".")) {
      throw new IllegalArgumentException(id + ": " + meaning + " (expected: a sentence)");
    }
  }
}
