package ai.valeo.erp.tributary.compose.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Keeps a server busy: many connections that stay open, each with one question at a time, served by
 * one thread. A server that waits for its clients would be measured waking up.
 */
final class QueryLoad implements AutoCloseable {
  private static final int CONNECTIONS = 64;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final HttpClient client =
      vertx.createHttpClient(
          new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  private final RequestOptions options;

  QueryLoad(URI uri) {
    options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(uri.getHost())
            .setPort(uri.getPort())
            .setURI(uri.getPath())
            .putHeader("content-type", "application/json");
  }

  /** Asks so many times; every answer must have data. */
  void ask(int count, IntFunction<String> body) throws InterruptedException {
    Asking asking = new Asking(count, body);
    try {
      Future.all(Stream.generate(asking::begin).limit(CONNECTIONS).toList())
          .toCompletionStage()
          .toCompletableFuture()
          .get();
    } catch (ExecutionException e) {
      throw new BenchException("A question was not answered", e);
    }
  }

  /** The questions of one round. */
  private final class Asking {
    private final int count;
    private final IntFunction<String> body;
    private int asked; // guarded by this

    Asking(int count, IntFunction<String> body) {
      this.count = count;
      this.body = body;
    }

    private synchronized int take() {
      return asked == count ? -1 : asked++;
    }

    /** Asks one after the other until all are asked. */
    void next(Promise<Void> done) {
      int number = take();
      if (number < 0) {
        done.complete();
        return;
      }
      client
          .request(options)
          .compose(request -> request.send(Buffer.buffer(body.apply(number))))
          .compose(HttpClientResponse::body)
          .compose(QueryLoad::check)
          .onSuccess(good -> next(done))
          .onFailure(done::fail);
    }

    private Future<Void> begin() {
      Promise<Void> done = Promise.promise();
      next(done);
      return done.future();
    }
  }

  private static Future<Void> check(Buffer answer) {
    String text = answer.toString();
    return text.startsWith("{\"data\"") && !text.contains(":null")
        ? Future.succeededFuture()
        : Future.failedFuture(new BenchException("Not the answer expected: " + text, null));
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
