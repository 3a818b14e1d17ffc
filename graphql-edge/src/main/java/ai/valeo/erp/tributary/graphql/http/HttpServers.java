package ai.valeo.erp.tributary.graphql.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Starts and stops Vert.x servers from threads that may wait. */
final class HttpServers {

  private static final int MAX_LINE_BYTES = 64 << 10;
  private static final int MAX_HEADERS_BYTES = 16 << 10;
  private static final int IDLE_SECONDS = 60;
  private static final int PATIENCE_SECONDS = 10;

  private HttpServers() {}

  static HttpServer listen(Vertx vertx, Address address, Handler<HttpServerRequest> handler) {
    return listen(vertx, address, options -> {}, handler);
  }

  static HttpServer listen(
      Vertx vertx,
      Address address,
      Consumer<HttpServerOptions> more,
      Handler<HttpServerRequest> handler) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(address.host())
            .setPort(address.port())
            .setMaxInitialLineLength(MAX_LINE_BYTES)
            .setMaxHeaderSize(MAX_HEADERS_BYTES)
            .setHandle100ContinueAutomatically(true)
            .setIdleTimeout(IDLE_SECONDS);
    more.accept(options);
    HttpCertificate certificate = address.certificate();
    if (certificate == null) {
      return await(vertx.createHttpServer(options).requestHandler(handler).listen());
    }
    List<FileTime> written = written(vertx, certificate);
    options.setSsl(true).setUseAlpn(true).setKeyCertOptions(certificate.options());
    HttpServer server = await(vertx.createHttpServer(options).requestHandler(handler).listen());
    CertificateWatch.begin(vertx, server, certificate, written);
    return server;
  }

  private static List<FileTime> written(Vertx vertx, HttpCertificate certificate) {
    try {
      return certificate.usable(vertx);
    } catch (NoSuchFileException e) {
      throw new HttpServerException("HTTP server: no such file: " + e.getMessage(), e);
    } catch (IOException | GeneralSecurityException e) {
      throw new HttpServerException("HTTP server: " + e.getMessage(), e);
    }
  }

  static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new HttpServerException("HTTP server: " + cause.getMessage(), cause);
    } catch (TimeoutException e) {
      throw new HttpServerException("HTTP server did not answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HttpServerException("Interrupted while waiting for the HTTP server", e);
    }
  }
}
