package ai.valeo.erp.tributary.graphql.http;

import ai.valeo.erp.tributary.graphql.schema.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Gathers the body of a request, up to a size and for a time. Runs on the request's event loop. */
final class BodyReader {

  private static final int PAYLOAD_TOO_LARGE = 413;
  private static final int REQUEST_TIMEOUT = 408;

  private BodyReader() {}

  /**
   * The body; fails with {@link RefusedRequestException} if it is too large or takes too long.
   *
   * @param limits how large, and how long
   */
  static Future<Buffer> read(Vertx vertx, HttpServerRequest request, BodyLimits limits) {
    Promise<Buffer> promise = Promise.promise();
    Buffer body = Buffer.buffer();
    long timer =
        vertx.setTimer(
            limits.timeMs(),
            expired ->
                promise.tryFail(
                    new RefusedRequestException(
                        REQUEST_TIMEOUT, ErrorCode.BAD_REQUEST, "The body came too slowly")));
    request.handler(chunk -> {
      if (body.length() + chunk.length() > limits.sizeBytes()) {
        promise.tryFail(tooLarge(limits));
      } else {
        body.appendBuffer(chunk);
      }
    });
    request.exceptionHandler(promise::tryFail);
    request.endHandler(ended -> promise.tryComplete(body));
    if (declaredBytes(request) > limits.sizeBytes()) {
      promise.tryFail(tooLarge(limits));
    }
    return promise.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private static long declaredBytes(HttpServerRequest request) {
    String length = request.getHeader("content-length");
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static RefusedRequestException tooLarge(BodyLimits limits) {
    return new RefusedRequestException(
        PAYLOAD_TOO_LARGE,
        ErrorCode.PAYLOAD_TOO_LARGE,
        "The body is larger than " + limits.sizeBytes() + " bytes");
  }
}
