package ai.valeo.erp.tributary.schemas.tracing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a trace, as W3C Trace Context writes it.
 *
 * @param traceId 32 hexadecimal digits, not all 0
 * @param spanId 16 hexadecimal digits, not all 0
 * @param isSampled whether what caused it is recorded
 */
public record Traceparent(String traceId, String spanId, boolean isSampled) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  private static final int MAX_CHARS = 200;
  private static final int HEX = 16;

  /** What a header says, or none if it says nothing sound. Later versions are read as the first. */
  public static @Nullable Traceparent of(@Nullable String header) {
    if (header == null || header.length() > MAX_CHARS) {
      return null;
    }
    Matcher parts = FORM.matcher(header);
    if (!parts.matches() || (parts.group(1).equals("00") && parts.group(5) != null)) {
      return null;
    }
    boolean isSampled = (Integer.parseInt(parts.group(4), HEX) & 1) == 1;
    return new Traceparent(parts.group(2), parts.group(3), isSampled);
  }

  /** The header as the first version writes it, or none if it says nothing sound. */
  public static @Nullable String sound(@Nullable String header) {
    Traceparent known = of(header);
    return known == null ? null : known.toString();
  }

  /** The header. */
  @Override
  public String toString() {
    return "00-" + traceId + '-' + spanId + (isSampled ? "-01" : "-00");
  }
}
