package ai.valeo.erp.tributary.graphql.security;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often something may happen, written like {@code 100,1m}.
 *
 * @param times how often within the time; refilled evenly
 * @param within the time
 */
public record Rate(long times, Duration within) {

  /** The form of a rate, for problems. */
  public static final String EXPECTED = "a number and a time such as 100,1m; empty = no limit";

  private static final Pattern FORM =
      Pattern.compile("([1-9]\\d{0,8}) *, *([1-9]\\d{0,5})?(s|m|h)");

  /** Checks. */
  public Rate {
    if (times < 1 || within.isNegative() || within.isZero()) {
      throw new IllegalArgumentException("rate: " + times + " within " + within);
    }
  }

  /** Whether a text is a rate. */
  public static boolean isRate(String text) {
    return FORM.matcher(text).matches();
  }

  /**
   * The rate of a text.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Rate of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("rate: " + text + " (expected: " + EXPECTED + ")");
    }
    long units = form.group(2) == null ? 1 : Long.parseLong(form.group(2));
    Duration within =
        switch (form.group(3)) {
          case "s" -> Duration.ofSeconds(units);
          case "m" -> Duration.ofMinutes(units);
          default -> Duration.ofHours(units);
        };
    return new Rate(Long.parseLong(form.group(1)), within);
  }
}
