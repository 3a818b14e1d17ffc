package ai.valeo.erp.tributary.graphql.schema;

import graphql.ErrorClassification;
import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.language.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How errors look to a client: a message, a code, the request's id; never a stack. */
public final class ErrorFormat {

  /** Key of the code in {@code extensions}. */
  public static final String CODE = "code";

  /** Key of the request's id in {@code extensions}. */
  public static final String REQUEST_ID = "requestId";

  /** Key of the time after which asking again is of use, in {@code extensions}. */
  public static final String RETRY_AFTER_MS = "retryAfterMs";

  private static final int REBALANCING_MS = 500;
  private static final int MAX_MESSAGE_CHARS = 500;

  private ErrorFormat() {}

  /** An answer that is only an error. */
  public static Map<String, Object> answer(ErrorCode code, String message, String requestId) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("message", message);
    error.put("extensions", extensions(code.name(), requestId));
    return Map.of("errors", List.of(error));
  }

  /** The code of an error. */
  static ErrorCode code(GraphQLError error) {
    Map<String, Object> extensions = error.getExtensions();
    Object given = extensions == null ? null : extensions.get(CODE);
    if (given != null) {
      return ErrorCode.valueOf(given.toString());
    }
    ErrorClassification type = error.getErrorType();
    if (type == ErrorType.InvalidSyntax) {
      return ErrorCode.GRAPHQL_PARSE_FAILED;
    }
    if (type == ErrorType.ValidationError || type == ErrorType.OperationNotSupported) {
      return ErrorCode.GRAPHQL_VALIDATION_FAILED;
    }
    return switch (String.valueOf(type)) {
      case "IntrospectionDisabled" -> ErrorCode.INTROSPECTION_DISABLED;
      case "BadFaithIntrospection" -> ErrorCode.LIMIT_EXCEEDED;
      default -> ErrorCode.INTERNAL;
    };
  }

  /** The wire form of an error. */
  static Map<String, Object> format(GraphQLError error, String requestId) {
    ErrorCode code = code(error);
    Map<String, Object> formatted = new LinkedHashMap<>();
    boolean isMasked = code == ErrorCode.INTERNAL;
    formatted.put("message", isMasked ? "Internal error" : brief(error.getMessage()));
    List<SourceLocation> locations = error.getLocations();
    if (locations != null && !locations.isEmpty()) {
      formatted.put("locations", places(locations));
    }
    List<Object> path = error.getPath();
    if (path != null) {
      formatted.put("path", path);
    }
    formatted.put("extensions", extensions(code.name(), requestId));
    return formatted;
  }

  private static List<Map<String, Integer>> places(List<SourceLocation> locations) {
    var places = new ArrayList<Map<String, Integer>>();
    for (SourceLocation location : locations) {
      if (location != null && location.getLine() > 0) {
        Map<String, Integer> place = new LinkedHashMap<>();
        place.put("line", location.getLine());
        place.put("column", location.getColumn());
        places.add(place);
      }
    }
    return places;
  }

  private static Map<String, Object> extensions(String code, String requestId) {
    Map<String, Object> extensions = new LinkedHashMap<>();
    extensions.put(CODE, code);
    extensions.put(REQUEST_ID, requestId);
    if (code.equals(ErrorCode.REBALANCING.name())) {
      extensions.put(RETRY_AFTER_MS, REBALANCING_MS);
    }
    return extensions;
  }

  private static String brief(@Nullable String message) {
    if (message == null) {
      return "";
    }
    return message.length() <= MAX_MESSAGE_CHARS
        ? message
        : message.substring(0, MAX_MESSAGE_CHARS);
  }
}
