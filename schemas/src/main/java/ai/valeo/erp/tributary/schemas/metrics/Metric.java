package ai.valeo.erp.tributary.schemas.metrics;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is known of one metric.
 *
 * @param id its name in Micrometer's dotted notation, e.g. {@code tributary.edge.pending}
 * @param kind how it moves
 * @param unit its base unit, e.g. {@code seconds}; empty = a plain number
 * @param tags what it is told apart by; each has few values, and none ever names an entity
 * @param meaning one sentence: what it says
 * @param alert when to look; empty = never by itself
 */
public record Metric(
    String id, Kind kind, String unit, List<String> tags, String meaning, String alert) {

  private static final Pattern ID = Pattern.compile("[a-z]+(\\.[a-z0-9]+)+");
  private static final String SECONDS = "seconds";

  /** How a metric moves. */
  public enum Kind {
    /** Only rises, from 0 at the start of the process. */
    COUNTER,
    /** Rises and falls. */
    GAUGE,
    /** A histogram of durations. */
    TIMER,
    /** A histogram of plain numbers. */
    SUMMARY
  }

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if the name or the meaning is not fit; a bug of the catalogue
   */
  public Metric {
    tags = List.copyOf(tags);
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("id: " + id + " (expected: " + ID + ")");
    }
    if (!meaning.endsWith(".")) {
      throw new IllegalArgumentException(id + ": " + meaning + " (expected: a sentence)");
    }
  }

  /** One that only rises. */
  public static Metric counter(String id, String meaning, String alert) {
    return new Metric(id, Kind.COUNTER, "", List.of(), meaning, alert);
  }

  /** One that rises and falls. */
  public static Metric gauge(String id, String meaning, String alert) {
    return new Metric(id, Kind.GAUGE, "", List.of(), meaning, alert);
  }

  /** A histogram of durations. */
  public static Metric timer(String id, String meaning, String alert) {
    return new Metric(id, Kind.TIMER, SECONDS, List.of(), meaning, alert);
  }

  /** A histogram of plain numbers. */
  public static Metric summary(String id, String meaning, String alert) {
    return new Metric(id, Kind.SUMMARY, "", List.of(), meaning, alert);
  }

  /** The same in a unit. */
  public Metric in(String other) {
    return new Metric(id, kind, other, tags, meaning, alert);
  }

  /** The same, told apart by these tags too. */
  public Metric by(String... more) {
    return new Metric(
        id, kind, unit, Stream.concat(tags.stream(), Stream.of(more)).toList(), meaning, alert);
  }

  /** Its name on the page that Prometheus reads; that of a histogram is the beginning of three. */
  public String prometheusName() {
    String name = id.replace('.', '_');
    if (!unit.isEmpty() && !name.endsWith('_' + unit)) {
      name += '_' + unit;
    }
    return kind == Kind.COUNTER && !name.endsWith("_total") ? name + "_total" : name;
  }
}
