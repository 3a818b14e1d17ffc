package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.tail.Start;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.TypeConversionException;

/**
 * Points in time, and places in a topic, as people write them.
 *
 * @param clock what "ago" counts from
 */
record Moments(Clock clock) {

  /**
   * Where to begin: {@code beginning}, {@code end}, an offset or a point in time.
   *
   * @throws IllegalArgumentException if it is none
   */
  Start start(String text) {
    if (text.equals("beginning")) {
      return new Start.Beginning();
    }
    if (text.equals("end")) {
      return new Start.End();
    }
    return text.matches("\\d{1,18}")
        ? new Start.At(Long.parseLong(text))
        : new Start.Since(epochMs(text));
  }

  /**
   * Milliseconds since 1970 UTC of {@code 2026-11-21T16:00:00Z}, or of {@code 8h}: so long ago.
   *
   * @throws IllegalArgumentException if it is neither
   */
  long epochMs(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeParseException e) {
      return ago(text).toEpochMilli();
    }
  }

  private Instant ago(String text) {
    try {
      return clock.instant().minus(new TokenCommand.Lifetimes().convert(text));
    } catch (TypeConversionException e) {
      throw new IllegalArgumentException(
          "time: "
              + text
              + " (expected: one such as 2026-11-21T16:00:00Z, or how long ago: 30m, 8h, 2d)",
          e);
    }
  }
}
