package ai.valeo.erp.tributary.compose.bench;

import ai.valeo.erp.tributary.compose.ops.Meters;
import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.outbox.BatchResult;
import ai.valeo.erp.tributary.graphql.app.EdgeServer;
import ai.valeo.erp.tributary.graphql.app.EdgeServerSettings;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long an app waits for a change over GraphQL until it is on the edge node's disk, at a fixed
 * rate; counted from when a request was due, so that waiting in line counts.
 */
final class GraphCapture {
  static final int RATE_PER_SECOND = 200;

  private static final int WARM_UP = 1_000;
  private static final int TIMED = 2_000;
  private static final int ITEMS = 100;
  private static final long GAP_NS = 1_000_000_000L / RATE_PER_SECOND;
  private static final long GREATEST_US = 60_000_000L;
  private static final int DIGITS = 3;
  private static final int OK = 200;

  private final HttpClient client;
  private final URI uri;
  private final Histogram histogram = new ConcurrentHistogram(GREATEST_US, DIGITS);

  private GraphCapture(HttpClient client, URI uri) {
    this.client = client;
    this.uri = uri;
  }

  /** Measures with a node of its own, which has no network; microseconds. */
  static Histogram measure(Path folder) {
    EdgeServerSettings settings = settings(folder);
    try (EdgeNode node = EdgeNode.open(settings.node());
        EdgeServer server = EdgeServer.start(node, settings, Meters.prometheus());
        HttpClient client = HttpClient.newBuilder().version(Version.HTTP_1_1).build()) {
      stock(node);
      URI uri = URI.create("http://127.0.0.1:" + server.port() + "/graphql");
      var capture = new GraphCapture(client, uri);
      capture.send(WARM_UP);
      capture.histogram.reset();
      capture.send(TIMED);
      return capture.histogram;
    }
  }

  private void send(int requests) {
    List<CompletableFuture<Void>> answers = new ArrayList<>();
    long beginNs = System.nanoTime();
    for (int number = 0; number < requests; number++) {
      long dueNs = beginNs + number * GAP_NS;
      for (long waitNs = dueNs - System.nanoTime();
          waitNs > 0;
          waitNs = dueNs - System.nanoTime()) {
        LockSupport.parkNanos(waitNs);
      }
      answers.add(
          client
              .sendAsync(request(number), HttpResponse.BodyHandlers.ofString())
              .thenAccept(answer -> note(answer, dueNs)));
    }
    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
  }

  private void note(HttpResponse<String> answer, long dueNs) {
    if (answer.statusCode() != OK || !answer.body().contains("\"success\":true")) {
      throw new BenchException("A change was refused: " + answer.body(), null);
    }
    histogram.recordValue((System.nanoTime() - dueNs) / 1000);
  }

  private HttpRequest request(int number) {
    String body =
        "{\"query\":\"mutation($p: ID!) { updateInventory(input: {productId: $p, warehouseId:"
            + " \\\"w\\\", quantity: 1, operation: ADD}) { success mutationId quantity } }\","
            + ("\"variables\":{\"p\":\"p" + number % ITEMS + "\"}}");
    return HttpRequest.newBuilder(uri)
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static void stock(EdgeNode node) {
    List<Draft> drafts = new ArrayList<>();
    for (int item = 0; item < ITEMS; item++) {
      drafts.add(
          Draft.create(
              new EntityKey("InventoryItem", "p" + item + "@w"),
              List.of(
                  Change.set("productId", Value.of("p" + item)),
                  Change.set("warehouseId", Value.of("w")),
                  Change.add("quantity", 1))));
    }
    if (node.captureAll(drafts) instanceof BatchResult.NoneCaptured none) {
      throw new BenchException("A capture was refused: " + none.refused(), null);
    }
  }

  private static EdgeServerSettings settings(Path folder) {
    return EdgeServerSettings.of(
        Map.of(
            "edge.node.id", "bench-graphql",
            "edge.store.file", folder.resolve("graphql.db").toString(),
            "edge.http.port", "0",
            "kafka.bootstrap.servers", "127.0.0.1:1",
            "schema.registry.url", "http://127.0.0.1:1"));
  }
}
