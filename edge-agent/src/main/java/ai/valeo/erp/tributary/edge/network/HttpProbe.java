package ai.valeo.erp.tributary.edge.network;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the centre whether it can answer queries. */
public final class HttpProbe implements Probe, AutoCloseable {

  private static final String READY = "/health/ready";
  private static final int OK = 200;

  private final HttpClient http;
  private final HttpRequest request;

  /** A probe of the centre at an address, such as {@code http://centre:4000}. */
  public HttpProbe(URI centre, Duration timeout) {
    http = HttpClient.newBuilder().connectTimeout(timeout).build();
    String base = centre.toString();
    URI ready =
        URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + READY);
    request = HttpRequest.newBuilder(ready).timeout(timeout).build();
  }

  @Override
  public void ask() throws IOException, InterruptedException {
    int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status != OK) {
      throw new IOException("It answers " + status + " (expected: " + OK + ")");
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
