package ai.valeo.erp.tributary.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.graphql.peer.PeerCertificates;
import ai.valeo.erp.tributary.graphql.peer.PeerSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsTest {

  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir static Path made;
  private static PeerSettings.Tls first;
  private static PeerSettings.Tls next;

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();
  private Path certificate = Path.of("unset");
  private Path key = Path.of("unset");
  private HttpServer server;

  @BeforeAll
  static void make() throws Exception {
    var authority = new PeerCertificates(made);
    first = authority.signed("first", "ip:127.0.0.1");
    next = authority.signed("next", "ip:127.0.0.1");
  }

  @BeforeEach
  void listen() throws Exception {
    certificate = Files.copy(first.certificate(), folder.resolve("server.crt"));
    key = Files.copy(first.key(), folder.resolve("server.key"));
    server =
        HttpServers.listen(
            vertx,
            new Address("127.0.0.1", 0, new HttpCertificate(certificate, key, LOOK)),
            request -> request.response().end("here"));
  }

  @AfterEach
  void close() {
    HttpServers.await(vertx.close());
  }

  @Test
  void shouldAnswerOverTlsOnly() throws Exception {
    // given
    HttpRequest inTheClear = request("http");

    // when
    HttpResponse<String> answer = ask();

    // then
    assertThat(answer.body()).isEqualTo("here");
    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThatThrownBy(() -> client.send(inTheClear, HttpResponse.BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void shouldShowARenewedCertificateWithoutARestart() throws Exception {
    // given
    BigInteger before = shown();

    // when the certificate comes before its key
    replace(next.certificate(), certificate, 1);
    assertThat(shown()).isEqualTo(before);
    replace(next.key(), key, 2);

    // then
    await().atMost(PATIENCE).until(() -> !shown().equals(before));
  }

  @Test
  void shouldNotStartWithoutItsFiles() throws IOException {
    // given
    Files.delete(key);
    var missing = new Address("127.0.0.1", 0, new HttpCertificate(certificate, key));

    // when // then
    assertThatThrownBy(() -> HttpServers.listen(vertx, missing, request -> {}))
        .isInstanceOf(HttpServerException.class)
        .hasMessageContaining("server.key");
  }

  /** Time stamps of files may be as coarse as a second. */
  private static void replace(Path from, Path to, int secondsLater) throws IOException {
    FileTime before = Files.getLastModifiedTime(to);
    Path ready = Files.copy(from, to.resolveSibling(to.getFileName() + ".new"));
    Files.setLastModifiedTime(ready, FileTime.from(before.toInstant().plusSeconds(secondsLater)));
    Files.move(ready, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private BigInteger shown() throws Exception {
    return ((X509Certificate) ask().sslSession().orElseThrow().getPeerCertificates()[0])
        .getSerialNumber();
  }

  private HttpResponse<String> ask() throws Exception {
    try (HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build()) {
      return client.send(request("https"), HttpResponse.BodyHandlers.ofString());
    }
  }

  private HttpRequest request(String scheme) {
    URI uri = URI.create(scheme + "://127.0.0.1:" + server.actualPort() + "/");
    return HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
  }

  private SSLContext trusting() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(first.authority())) {
      trusted.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
