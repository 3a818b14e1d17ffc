package ai.valeo.erp.tributary.graphql.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.ServerSSLOptions;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether a server's certificate was renewed, and shows the new one to who connects from then
 * on. One that cannot be used leaves the old one in place and is tried again: its key may still be
 * on the way. On one event loop.
 */
final class CertificateWatch {

  private static final Logger log = LoggerFactory.getLogger(CertificateWatch.class);

  private final Vertx vertx;
  private final HttpServer server;
  private final HttpCertificate certificate;
  private List<FileTime> shown; // on the loop

  private CertificateWatch(
      Vertx vertx, HttpServer server, HttpCertificate certificate, List<FileTime> shown) {
    this.vertx = vertx;
    this.server = server;
    this.certificate = certificate;
    this.shown = shown;
  }

  /**
   * Looks from now on, until the server's Vert.x is closed.
   *
   * @param shown when the files were written that the server has read
   */
  static void begin(
      Vertx vertx, HttpServer server, HttpCertificate certificate, List<FileTime> shown) {
    var watch = new CertificateWatch(vertx, server, certificate, shown);
    watch.later();
  }

  private void later() {
    vertx.setTimer(certificate.look().toMillis(), tick -> look());
  }

  private void look() {
    vertx
        .executeBlocking(() -> certificate.usable(vertx))
        .onSuccess(written -> {
          if (!written.equals(shown)) {
            show(written);
          }
        })
        .onFailure(CertificateWatch::unusable)
        .onComplete(done -> later());
  }

  private void show(List<FileTime> written) {
    server
        .updateSSLOptions(new ServerSSLOptions().setKeyCertOptions(certificate.options()), true)
        .onSuccess(done -> {
          shown = written;
          log.atInfo()
              .addKeyValue("certificate", certificate.certificate())
              .log("The server shows a new certificate");
        })
        .onFailure(CertificateWatch::unusable);
  }

  private static void unusable(Throwable failure) {
    log.atError()
        .addKeyValue("cause", failure.getMessage())
        .log("A new certificate cannot be used; the server shows the one before");
  }
}
