package ai.valeo.erp.tributary.graphql.peer;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other instances, over HTTP/2: one connection to each, many messages at a time. One that does
 * not answer is left alone for a moment. Any thread that may block.
 */
public final class Peers implements AutoCloseable {

  /** Largest answer. */
  static final int MOST_ANSWER_BYTES = 40 << 20;

  private static final Logger log = LoggerFactory.getLogger(Peers.class);
  private static final int OK = 200;
  private static final long REST_NS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long GRACE_MS = 500;

  private final Vertx vertx;
  private final HttpClient client;
  private final PeerSettings settings;
  private final Signature signature;
  private final Semaphore underway;
  private final LongSupplier nanos;
  private final PeerMetrics metrics;
  private final Map<Host, Long> restingSinceNs = new ConcurrentHashMap<>();

  /**
   * Asks nobody yet.
   *
   * @param clock the wall clock
   * @param nanos a clock that never goes back
   */
  public Peers(
      PeerSettings settings, InstantSource clock, LongSupplier nanos, PeerMetrics metrics) {
    this.settings = settings;
    this.signature = new Signature(settings.secret(), clock);
    this.underway = new Semaphore(settings.fanOut());
    this.nanos = nanos;
    this.metrics = metrics;
    this.vertx = PeerServer.vertx();
    this.client = vertx.createHttpClient(options(settings), new PoolOptions().setHttp2MaxSize(1));
  }

  private static HttpClientOptions options(PeerSettings settings) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false)
            .setConnectTimeout(Math.toIntExact(settings.timeout().toMillis()));
    PeerSettings.Tls tls = settings.tls();
    if (tls != null) {
      options
          .setSsl(true)
          .setUseAlpn(true)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .setCertPath(tls.certificate().toString())
                  .setKeyPath(tls.key().toString()))
          .setTrustOptions(new PemTrustOptions().addCertPath(tls.authority().toString()));
    }
    return options;
  }

  /** Now, by a clock that never goes back. */
  long nowNs() {
    return nanos.getAsLong();
  }

  /** Whether what began then has lasted as long as two calls may, and should end. */
  boolean isTooLate(long startNs) {
    return nanos.getAsLong() - startNs > 2 * settings.timeout().toNanos();
  }

  /** Asks an instance; the future never waits longer than the timeout by much. */
  CompletableFuture<List<Told>> ask(Host host, List<Ask.Question> questions) {
    long startNs = nanos.getAsLong();
    Long resting = restingSinceNs.get(host);
    if (resting != null && startNs - resting < REST_NS) {
      return CompletableFuture.failedFuture(new IOException("does not answer: " + host));
    }
    if (!underway.tryAcquire()) {
      metrics.called(PeerMetrics.Call.OVERLOADED, 0, 0);
      return CompletableFuture.failedFuture(new IOException("too many calls at once"));
    }
    return send(host, PeerServer.READS, Wire.questions(questions))
        .thenApply(Wire::answers)
        .whenComplete((answers, failure) -> {
          underway.release();
          metrics.called(
              failure == null ? PeerMetrics.Call.ANSWERED : PeerMetrics.Call.FAILED,
              nanos.getAsLong() - startNs,
              questions.size());
          if (failure == null) {
            restingSinceNs.remove(host);
          } else {
            restingSinceNs.put(host, nanos.getAsLong());
            log.atDebug().addKeyValue("host", host).setCause(failure).log("Instance silent");
          }
        });
  }

  /** Sends a message; what comes back. */
  CompletableFuture<byte[]> send(Host host, String path, byte[] message) {
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(host.name())
            .setPort(host.port())
            .setURI(path)
            .setTimeout(settings.timeout().toMillis())
            .putHeader(Signature.HEADER, signature.sign(message));
    return client
        .request(request)
        .compose(open -> open.send(Buffer.buffer(message)))
        .compose(response -> checked(response).body())
        .map(Buffer::getBytes)
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(settings.timeout().toMillis() + GRACE_MS, TimeUnit.MILLISECONDS);
  }

  private static HttpClientResponse checked(HttpClientResponse response) {
    String length = response.getHeader("content-length");
    boolean isBounded = length != null && Long.parseLong(length) <= MOST_ANSWER_BYTES;
    if (response.statusCode() != OK || !isBounded) {
      response.request().reset();
      throw new IllegalStateException(
          "status " + response.statusCode() + ", length " + length + " of another instance");
    }
    return response;
  }

  /** What it is in the end; none if it failed. */
  static <T> @Nullable T await(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
  }
}
