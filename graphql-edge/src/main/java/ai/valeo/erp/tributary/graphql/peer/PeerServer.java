package ai.valeo.erp.tributary.graphql.peer;

import ai.valeo.erp.tributary.graphql.peer.PeerMetrics.Fault;
import ai.valeo.erp.tributary.graphql.view.ViewStores;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the other instances ask: a port of its own, which clients need not and must not reach. It
 * answers from the partitions here alone, on threads of its own, so that instances that ask each
 * other never wait in a circle. Any thread.
 */
public final class PeerServer implements AutoCloseable {

  /** Where reads are asked. */
  static final String READS = "/peer/v1/reads";

  /** Where an instance says how it is. */
  static final String STATUS = "/peer/v1/status";

  /** Largest message taken. */
  static final int MOST_BYTES = 1 << 20;

  private static final Logger log = LoggerFactory.getLogger(PeerServer.class);
  private static final int THREADS = 4;
  private static final int QUEUE = 1_000;
  private static final int IDLE_SECONDS = 60;
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY = 503;

  private final Vertx vertx;
  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final Signature signature;
  private final Parts parts;
  private final Desk desk;

  /**
   * What is answered.
   *
   * @param own the partitions this instance answers for
   * @param standbys the copies here
   * @param status how this instance is, as bytes
   * @param metrics counts
   */
  public record Parts(
      ViewStores own, Standbys standbys, Supplier<byte[]> status, PeerMetrics metrics) {}

  private PeerServer(PeerSettings settings, InstantSource clock, Parts parts) {
    this.parts = parts;
    this.desk = new Desk(parts.own, parts.standbys);
    this.signature = new Signature(settings.secret(), clock);
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(QUEUE),
            Thread.ofPlatform().name("central-peers-", 1).daemon().factory());
    this.vertx = vertx();
    this.server = vertx.createHttpServer(options(settings)).requestHandler(this::handle);
  }

  /**
   * Starts one; returns when it listens.
   *
   * @param clock the wall clock
   * @throws UncheckedIOException if it cannot listen there
   */
  public static PeerServer start(PeerSettings settings, InstantSource clock, Parts parts) {
    PeerServer made = new PeerServer(settings, clock, parts);
    try {
      made.server
          .listen()
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(10, TimeUnit.SECONDS)
          .join();
      return made;
    } catch (RuntimeException e) {
      made.close();
      throw new UncheckedIOException(
          new IOException("Other instances: cannot listen at " + settings.listen(), e));
    }
  }

  static Vertx vertx() {
    return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
  }

  private static HttpServerOptions options(PeerSettings settings) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(settings.listen().name())
            .setPort(settings.listen().port())
            .setIdleTimeout(IDLE_SECONDS)
            .setHttp2ClearTextEnabled(true);
    PeerSettings.Tls tls = settings.tls();
    if (tls != null) {
      options
          .setSsl(true)
          .setUseAlpn(true)
          .setClientAuth(ClientAuth.REQUIRED)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .setCertPath(tls.certificate().toString())
                  .setKeyPath(tls.key().toString()))
          .setTrustOptions(new PemTrustOptions().addCertPath(tls.authority().toString()));
    }
    return options;
  }

  private void handle(HttpServerRequest request) {
    String length = request.getHeader("content-length");
    boolean isSmall =
        length != null && length.matches("\\d{1,7}") && Integer.parseInt(length) <= MOST_BYTES;
    boolean isKnown = request.path().equals(READS) || request.path().equals(STATUS);
    if (!HttpMethod.POST.equals(request.method()) || !isKnown) {
      refuse(request, NOT_FOUND, Fault.PATH);
    } else if (!isSmall) {
      refuse(request, TOO_LARGE, Fault.SIZE);
    } else {
      request.bodyHandler(body -> {
        byte[] message = body.getBytes();
        if (!signature.isBy(request.getHeader(Signature.HEADER), message)) {
          refuse(request, UNAUTHORIZED, Fault.SIGNATURE);
        } else {
          run(request, message);
        }
      });
    }
  }

  private void run(HttpServerRequest request, byte[] message) {
    try {
      threads.execute(() -> {
        try {
          byte[] answer =
              request.path().equals(STATUS) ? parts.status.get() : answer(Wire.questions(message));
          request.response().setStatusCode(OK).end(Buffer.buffer(answer));
        } catch (UncheckedIOException | IllegalArgumentException e) {
          log.atWarn().setCause(e).log("Message of another instance is not understood");
          refuse(request, BAD_REQUEST, Fault.MESSAGE);
        } catch (RuntimeException e) {
          log.atError().setCause(e).log("Message of another instance failed");
          refuse(request, TOO_MANY, Fault.FAILED);
        }
      });
    } catch (RejectedExecutionException e) {
      refuse(request, TOO_MANY, Fault.QUEUE);
    }
  }

  private byte[] answer(List<Ask.Question> questions) {
    List<Told> answers = desk.answer(questions);
    for (int i = 0; i < answers.size(); i++) {
      parts.metrics.answered(answers.get(i), questions.get(i).isStandby());
    }
    return Wire.answers(answers);
  }

  private void refuse(HttpServerRequest request, int status, Fault reason) {
    parts.metrics.refused(reason);
    request.response().setStatusCode(status).end();
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
  }
}
