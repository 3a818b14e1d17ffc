package ai.valeo.erp.tributary.graphql.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id under which a request is found in answers, in the log, and in the headers of every record
 * it causes.
 */
final class RequestId {

  static final String HEADER = "x-request-id";

  /** Another name that clients know it by; it goes first, being the one that outlives a hop. */
  static final String CORRELATION_HEADER = "x-correlation-id";

  /** What log lines call it. */
  static final String LOGGED = "correlationId";

  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestId() {}

  /** The id the client gives, if it is a plain one; otherwise a new one. */
  static String of(HttpServerRequest request, Supplier<String> made) {
    String correlation = request.getHeader(CORRELATION_HEADER);
    String given = isPlain(correlation) ? correlation : request.getHeader(HEADER);
    return given != null && isPlain(given) ? given : made.get();
  }

  private static boolean isPlain(@Nullable String given) {
    return given != null && ALLOWED.matcher(given).matches();
  }
}
