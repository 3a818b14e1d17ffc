package ai.valeo.erp.tributary.graphql.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The media types of GraphQL over HTTP. */
enum MediaType {
  /** Tells by the status whether the request was carried out. */
  GRAPHQL("application/graphql-response+json"),
  /** The older one: 200 for every well-formed request. */
  JSON("application/json");

  private static final String EVENTS = "text/event-stream";
  private static final String ANY = "*/*";
  private static final String ANY_APPLICATION = "application/*";

  private final String essence;
  private final String contentType;

  MediaType(String essence) {
    this.essence = essence;
    this.contentType = essence + "; charset=utf-8";
  }

  /** The header value of an answer. */
  String contentType() {
    return contentType;
  }

  /**
   * The type an answer should have, or none if the client takes neither. Without a wish it is JSON,
   * as clients of old expect.
   */
  static @Nullable MediaType accepted(@Nullable String accept) {
    if (accept == null || accept.isBlank()) {
      return JSON;
    }
    MediaType best = null;
    double bestQuality = 0;
    for (String range : accept.split(",", -1)) {
      String[] parts = range.split(";", -1);
      MediaType type = matching(parts[0].strip().toLowerCase(Locale.ROOT));
      double quality = quality(parts);
      if (type != null && (quality > bestQuality || (quality == bestQuality && type == GRAPHQL))) {
        best = quality > 0 ? type : best;
        bestQuality = Math.max(quality, bestQuality);
      }
    }
    return best;
  }

  /** Whether a client takes the answers of a subscription as events; it must say so itself. */
  static boolean acceptsEvents(@Nullable String accept) {
    if (accept == null) {
      return false;
    }
    for (String range : accept.split(",", -1)) {
      String[] parts = range.split(";", -1);
      if (parts[0].strip().toLowerCase(Locale.ROOT).equals(EVENTS) && quality(parts) > 0) {
        return true;
      }
    }
    return false;
  }

  /** What can be accepted, for people. */
  static String offered() {
    return GRAPHQL.essence + ", " + JSON.essence + " or " + EVENTS;
  }

  /** Whether a request's body is JSON in UTF-8. */
  static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
    boolean isUtf8 = true;
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("charset=")) {
        String charset = parameter.substring("charset=".length()).replace("\"", "");
        isUtf8 = charset.equals("utf-8") || charset.equals("utf8");
      }
    }
    return isUtf8 && parts[0].strip().equals(JSON.essence);
  }

  private static @Nullable MediaType matching(String range) {
    if (range.equals(GRAPHQL.essence)) {
      return GRAPHQL;
    }
    return range.equals(JSON.essence) || range.equals(ANY) || range.equals(ANY_APPLICATION)
        ? JSON
        : null;
  }

  private static double quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("q=")) {
        try {
          return Double.parseDouble(parameter.substring("q=".length()));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }
}
