package ai.valeo.erp.tributary.schemas.registry.embedded;

import ai.valeo.erp.tributary.schemas.registry.Compatibility;
import ai.valeo.erp.tributary.schemas.registry.embedded.RegistryFault.Code;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry within the process: Confluent's REST interface for Avro, on loopback only and
 * without authentication. What it acknowledged survives {@code kill -9}. The rule for subjects
 * without one of their own is FULL_TRANSITIVE.
 *
 * <p>It is for one machine and for tests. References between schemas, JSON Schema, Protobuf,
 * contexts and soft deletion are left to the full registries.
 */
public final class EmbeddedRegistry implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedRegistry.class);
  private static final String JSON = "application/vnd.schemaregistry.v1+json";
  private static final int MAX_BODY_BYTES = 4 << 20;

  static {
    // The JDK's server sends head and body apart; without this each answer waits 40 ms for an ACK.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final SubjectLedger ledger;
  private final RegistryRoutes routes;

  private EmbeddedRegistry(HttpServer server, SubjectLedger ledger) {
    this.server = server;
    this.ledger = ledger;
    this.routes = new RegistryRoutes(ledger);
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
  }

  /** Starts one that forgets everything when it is closed, on a free port. */
  public static EmbeddedRegistry inMemory() {
    return start(null, 0);
  }

  /**
   * Starts one.
   *
   * @param folder where it keeps its schemas, made if it is not there; absent = in memory
   * @param port the port on loopback; 0 = any free one
   * @throws UncheckedIOException if the port is taken or the folder cannot be used
   * @throws IllegalStateException if another registry uses the folder
   */
  public static EmbeddedRegistry start(@Nullable Path folder, int port) {
    LedgerFile file = folder == null ? null : LedgerFile.open(folder);
    var ledger = new SubjectLedger(file, Compatibility.FULL_TRANSITIVE);
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      var registry = new EmbeddedRegistry(HttpServer.create(address, 0), ledger);
      registry.serve();
      return registry;
    } catch (IOException e) {
      ledger.close();
      throw new UncheckedIOException("Registry cannot listen on port " + port, e);
    }
  }

  private void serve() {
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    startAsDaemon();
    log.atInfo().addKeyValue("url", url()).log("Embedded schema registry started");
  }

  /** The server's thread inherits from its starter that it never keeps a process alive. */
  private void startAsDaemon() {
    try {
      Thread.ofPlatform().daemon().start(server::start).join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the registry was starting", e);
    }
  }

  /** Its address, to be used as {@code schema.registry.url}. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    ledger.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        reply(exchange, 200, routes.answer(read(exchange)));
      } catch (RegistryFault e) {
        reply(exchange, e.code().status(), error(e.code(), String.valueOf(e.getMessage())));
      } catch (RuntimeException e) {
        log.atError().setCause(e).log("Registry request failed");
        reply(exchange, Code.STORE.status(), error(Code.STORE, "Internal error"));
      }
    }
  }

  private static RegistryCall read(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      throw new RegistryFault(
          Code.TOO_LARGE, "body: more than " + MAX_BODY_BYTES + " bytes (expected: fewer)");
    }
    var uri = exchange.getRequestURI();
    return RegistryCall.of(
        exchange.getRequestMethod(),
        uri.getRawPath(),
        uri.getRawQuery(),
        new String(body, StandardCharsets.UTF_8));
  }

  private static JsonNode error(Code code, String message) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("error_code", code.errorCode())
        .put("message", message);
  }

  private static void reply(HttpExchange exchange, int status, JsonNode answer) throws IOException {
    byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", JSON);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
