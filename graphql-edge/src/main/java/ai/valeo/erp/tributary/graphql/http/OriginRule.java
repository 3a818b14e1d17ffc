package ai.valeo.erp.tributary.graphql.http;

import ai.valeo.erp.tributary.graphql.schema.ErrorCode;
import ai.valeo.erp.tributary.graphql.security.SecuritySettings.Get;
import ai.valeo.erp.tributary.graphql.subscribe.Subscriptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may ask (CORS), and which must not make a browser ask unnoticed (CSRF). A POST needs
 * the content type JSON, which a page of another origin cannot send without asking first; a GET
 * changes nothing, and a browser tells when another site makes it send one. Immutable.
 *
 * @param allowed other origins whose pages may ask; {@code *} = all
 * @param get what a GET needs
 */
record OriginRule(Set<String> allowed, Get get) {

  private static final int NO_CONTENT = 204;
  private static final int FORBIDDEN = 403;
  private static final int BAD_REQUEST = 400;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final String ANY = "*";
  private static final String DAY_SECONDS = "86400";
  private static final String SENT =
      "content-type, authorization, accept, x-request-id, x-correlation-id, traceparent,"
          + " cache-control, if-none-match, x-read-token,"
          + " apollo-require-preflight, x-apollo-operation-name, graphql-require-preflight";
  private static final String SHOWN =
      "x-request-id, x-read-token, x-schema-version, retry-after, www-authenticate, x-cache,"
          + " etag, age";

  /** Headers none of which a page of another origin can send without asking first. */
  private static final List<String> PREFLIGHT =
      List.of("apollo-require-preflight", "x-apollo-operation-name", "graphql-require-preflight");

  /** Whether pages of the request's origin may ask. */
  boolean admits(HttpServerRequest request) {
    return Subscriptions.isSameOrigin(request) || isAllowed(request.getHeader("origin"));
  }

  private boolean isAllowed(@Nullable String origin) {
    return origin != null && (allowed.contains(origin) || allowed.contains(ANY));
  }

  /** Answers what a browser asks before it lets a page ask; whether it was that. */
  boolean answersPreflight(HttpServerRequest request) {
    boolean isPreflight =
        request.method().equals(HttpMethod.OPTIONS)
            && request.getHeader("access-control-request-method") != null;
    if (!isPreflight) {
      return false;
    }
    HttpServerResponse response = request.response();
    if (isAllowed(request.getHeader("origin"))) {
      mark(request);
      response
          .putHeader("access-control-allow-methods", "GET, POST")
          .putHeader("access-control-allow-headers", SENT)
          .putHeader("access-control-max-age", DAY_SECONDS)
          .setStatusCode(NO_CONTENT)
          .end();
    } else {
      response.setStatusCode(FORBIDDEN).end();
    }
    return true;
  }

  /** Says on the answer that pages of the request's origin may read it, if they may. */
  void mark(HttpServerRequest request) {
    String origin = request.getHeader("origin");
    if (!allowed.isEmpty()) {
      request.response().putHeader("vary", "origin");
    }
    if (origin != null && isAllowed(origin)) {
      request
          .response()
          .putHeader("access-control-allow-origin", origin)
          .putHeader("access-control-expose-headers", SHOWN);
    }
  }

  /**
   * Holds a GET to the rule.
   *
   * @throws RefusedRequestException if it breaks it
   */
  void checkGet(HttpServerRequest request) {
    if (get == Get.OFF) {
      request.response().putHeader("allow", "POST");
      throw new RefusedRequestException(
          METHOD_NOT_ALLOWED, ErrorCode.METHOD_NOT_ALLOWED, "Use POST");
    }
    if (get == Get.PREFLIGHT && PREFLIGHT.stream().allMatch(it -> request.getHeader(it) == null)) {
      throw new RefusedRequestException(
          BAD_REQUEST, ErrorCode.BAD_REQUEST, "A GET needs a header: one of " + PREFLIGHT);
    }
    boolean isOfOtherSite =
        "cross-site".equals(request.getHeader("sec-fetch-site"))
            && !"navigate".equals(request.getHeader("sec-fetch-mode"));
    if (!admits(request) || (isOfOtherSite && !isAllowed(request.getHeader("origin")))) {
      throw new RefusedRequestException(
          FORBIDDEN, ErrorCode.BAD_REQUEST, "origin: expected that of this server");
    }
  }
}
