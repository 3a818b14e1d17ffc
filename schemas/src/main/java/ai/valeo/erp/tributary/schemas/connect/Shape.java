package ai.valeo.erp.tributary.schemas.connect;

import java.util.Locale;

/** What becomes of an Avro record in Kafka Connect. */
enum Shape {
  /** The record as it is: nested records are structs, times are Connect's own. */
  NESTED,
  /**
   * A row for Debezium's JDBC sink: names in snake case, times with a zone, and JSON for what no
   * column holds.
   */
  ROW;

  /** A name of a field. */
  String name(String field) {
    return switch (this) {
      case NESTED -> field;
      case ROW -> field.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    };
  }
}
