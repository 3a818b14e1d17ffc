package ai.valeo.erp.tributary.graphql.fetch;

import graphql.schema.idl.RuntimeWiring;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody should look at.
 *
 * @param kind what it is
 * @param subject what it is about; none if it is about the whole
 * @param isActive whether it stands
 * @param sinceMs since when it was seen, milliseconds since 1970 UTC
 * @param reading the figure and its threshold
 */
record SystemAlert(
    Kind kind, @Nullable String subject, boolean isActive, long sinceMs, Reading reading) {

  /** What an alert is about. */
  enum Kind {
    NODE_SILENT,
    MERGE_BACKLOG,
    VIEW_BACKLOG,
    OPEN_CONFLICTS
  }

  /**
   * A figure.
   *
   * @param value what it was when it crossed the threshold
   * @param threshold above which it is looked at
   */
  record Reading(long value, long threshold) {}

  String id() {
    return subject == null ? kind.name() : kind.name() + ':' + subject;
  }

  SystemAlert over(long value) {
    return new SystemAlert(kind, subject, false, sinceMs, new Reading(value, reading.threshold()));
  }

  static void into(RuntimeWiring.Builder wiring) {
    Fields.<SystemAlert>of("SystemAlert")
        .add("id", SystemAlert::id)
        .add("kind", SystemAlert::kind)
        .add("subject", SystemAlert::subject)
        .add("active", SystemAlert::isActive)
        .add("since", alert -> Instant.ofEpochMilli(alert.sinceMs()))
        .add("value", alert -> alert.reading().value())
        .add("threshold", alert -> alert.reading().threshold())
        .into(wiring);
  }
}
