package ai.valeo.erp.tributary.compose.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Asks a server as fast as it answers, over a few connections that stay open. */
final class HttpLoad implements AutoCloseable {
  private static final int CONNECTIONS = 8;

  private final URI uri;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  HttpLoad(URI uri) {
    this.uri = uri;
  }

  /** Asks so many times; every answer must have data. */
  void ask(int count, IntFunction<String> body) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(CONNECTIONS);
    for (int i = 0; i < CONNECTIONS; i++) {
      Thread.ofPlatform()
          .start(() -> {
            try {
              for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                check(once(body.apply(n)));
              }
            } catch (IOException | BenchException e) {
              failure.compareAndSet(null, e);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            } finally {
              done.countDown();
            }
          });
    }
    done.await();
    Exception failed = failure.get();
    if (failed != null) {
      throw new BenchException("A question was not answered", failed);
    }
  }

  /** The answer to one question. */
  String once(String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static void check(String answer) {
    if (!answer.startsWith("{\"data\"") || answer.contains(":null")) {
      throw new BenchException("Not the answer that was expected: " + answer, null);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
