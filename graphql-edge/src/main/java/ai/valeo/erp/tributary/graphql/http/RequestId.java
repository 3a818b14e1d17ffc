package ai.valeo.erp.tributary.graphql.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The id under which a request is found in answers and the log. */
final class RequestId {

  static final String HEADER = "x-request-id";

  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestId() {}

  /** The id the client gives, if it is a plain one; otherwise a new one. */
  static String of(HttpServerRequest request, Supplier<String> made) {
    String given = request.getHeader(HEADER);
    return given != null && ALLOWED.matcher(given).matches() ? given : made.get();
  }
}
