package ai.valeo.erp.tributary.compose.issuer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Shows the public key of the development issuer on this machine, as an identity provider does.
 * Tokens are not given out over the network: whoever can read the key's file makes them.
 */
public final class DevelopmentIssuer implements AutoCloseable {

  private static final String JWKS = "/jwks";
  private static final int OK = 200;

  private final DevelopmentKey key;
  private final HttpServer server;

  private DevelopmentIssuer(DevelopmentKey key, HttpServer server) {
    this.key = key;
    this.server = server;
  }

  /**
   * Starts one.
   *
   * @param folder where its key is kept
   * @param port where it listens on loopback; 0 = any free port
   * @throws UncheckedIOException if it cannot
   */
  public static DevelopmentIssuer start(Path folder, int port) {
    DevelopmentKey key = DevelopmentKey.in(folder);
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.createContext(JWKS, exchange -> answer(exchange, key.publicKeys()));
      server.start();
      return new DevelopmentIssuer(key, server);
    } catch (IOException e) {
      throw new UncheckedIOException("Development issuer: " + e.getMessage(), e);
    }
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("content-type", "application/jwk-set+json");
      exchange.sendResponseHeaders(OK, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Its key. */
  public DevelopmentKey key() {
    return key;
  }

  /** Where its public key is. */
  public URI jwks() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + JWKS);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
