package ai.valeo.erp.tributary.compose.tail;

/** Where reading begins, in every partition. */
public sealed interface Start {

  /** With the oldest record that is still there. */
  record Beginning() implements Start {}

  /** With the next record that comes. */
  record End() implements Start {}

  /**
   * At an offset.
   *
   * @param offset the same in every partition
   */
  record At(long offset) implements Start {}

  /**
   * With the first record that is as new.
   *
   * @param epochMs its time, milliseconds since 1970 UTC
   */
  record Since(long epochMs) implements Start {}
}
