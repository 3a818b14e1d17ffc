package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.app.Surroundings;
import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.Base;
import ai.valeo.erp.tributary.edge.core.FeedItem;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.Overruling;
import ai.valeo.erp.tributary.edge.core.Scope;
import ai.valeo.erp.tributary.edge.outbox.PublishQueue;
import ai.valeo.erp.tributary.edge.outbox.Settlement;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Value;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A real edge node that cannot reach any network, with its server, and what the centre once sent.
 */
public final class EdgeDesk implements AutoCloseable {

  static final Instant SENT = Instant.parse("2026-11-20T08:00:00Z");

  private static final ObjectMapper JSON = new ObjectMapper();

  final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HttpClient client = HttpClient.newHttpClient();
  private final EdgeServerSettings settings;
  private EdgeNode node;
  private EdgeServer server;

  public EdgeDesk(Path folder) {
    this(folder, Map.of());
  }

  EdgeDesk(Path folder, Map<String, String> more) {
    var given = new HashMap<>(more);
    given.put("edge.node.id", "berlin");
    given.put("edge.location", "Warehouse Berlin");
    given.put("edge.http.port", "0");
    given.put("edge.store.file", folder.resolve("edge.db").toString());
    given.put("edge.network.timeout.ms", "100");
    given.put("edge.network.backoff.ms", "1");
    given.put("edge.network.backoff.max.ms", "2");
    given.put("edge.network.attempts", "2");
    given.put("kafka.bootstrap.servers", "127.0.0.1:1");
    given.put("schema.registry.url", "http://127.0.0.1:1");
    settings = EdgeServerSettings.of(given);
    try (EdgeStore store = EdgeStore.open(settings.node().store())) {
      var settlement = new Settlement(store, Scope.ALL, InstantSource.fixed(SENT));
      settlement.settle(received(), Map.of());
      settlement.caughtUp();
    }
    node = open();
    server = EdgeServer.start(node, settings, meters);
  }

  /** Lets the node forget that it has received everything, as if it were cut off while it did. */
  void interruptReceiving() {
    server.close();
    node.close();
    try (EdgeStore store = EdgeStore.open(settings.node().store())) {
      store.run(transaction -> transaction.switches().setReceived(false));
    }
    node = open();
    server = EdgeServer.start(node, settings, meters);
  }

  private EdgeNode open() {
    return EdgeNode.open(settings.node(), Surroundings.of(settings.node()).withMeters(meters));
  }

  EdgeNode node() {
    return node;
  }

  /** Ends the process and starts it again on the same store. */
  void restart() {
    server.close();
    node.close();
    node = open();
    server = EdgeServer.start(node, settings, meters);
  }

  /** Lets the centre answer everything that is under way, as it would after a while offline. */
  void answer(Function<OutboxEntry, Answer.Verdict> verdict) {
    answer(verdict, List.of());
  }

  /** The same, where everything was overruled like that. */
  void answer(Function<OutboxEntry, Answer.Verdict> verdict, List<Overruling> overrulings) {
    server.close();
    node.close();
    InstantSource clock = InstantSource.fixed(SENT.plusSeconds(60));
    try (EdgeStore store = EdgeStore.open(settings.node().store())) {
      List<FeedItem> answers =
          new PublishQueue(store, clock)
              .claim(100, 1_000).entries().stream()
                  .map(entry -> answered(entry, verdict.apply(entry), overrulings))
                  .toList();
      new Settlement(store, Scope.ALL, clock).settle(answers, Map.of());
    }
    node = open();
    server = EdgeServer.start(node, settings, meters);
  }

  private static FeedItem answered(
      OutboxEntry entry, Answer.Verdict verdict, List<Overruling> overrulings) {
    return new FeedItem.Answered(
        new Answer(
            entry.mutation().id(),
            entry.sequence(),
            entry.mutation().draft().key(),
            verdict,
            overrulings),
        false);
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  /** The whole answer to a document. */
  JsonNode ask(String document) {
    return ask(document, Map.of());
  }

  /** The whole answer to a document with variables. */
  JsonNode ask(String document, Map<String, ?> variables) {
    try {
      String body = JSON.writeValueAsString(Map.of("query", document, "variables", variables));
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri("/graphql"))
              .header("content-type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body));
      return JSON.readTree(send(request).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The data of an answer without errors. */
  JsonNode data(String document) {
    JsonNode answer = ask(document);
    if (answer.has("errors")) {
      throw new AssertionError(answer.toString());
    }
    return answer.get("data");
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(
          request.timeout(Duration.ofMinutes(2)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
    node.close();
    meters.close();
  }

  private static List<FeedItem> received() {
    var items = new ArrayList<FeedItem>();
    items.add(row("ProductCategory:c1", 1, Map.of("name", text("Getränke"))));
    items.add(
        row(
            "Product:p1",
            3,
            Map.of(
                "name", text("Chai"),
                "sku", text("SKU-1"),
                "description", text("Tee mit Gewürzen"),
                "categoryId", text("c1"),
                "price", decimal("18.0000"),
                "currency", text("EUR"),
                "tags", Value.of(List.of(text("tee"), text("warm"))),
                "attributes",
                    Value.of(
                        List.of(
                            Value.of(
                                Map.of(
                                    "name", text("Gewicht"),
                                    "value", text("250"),
                                    "unit", text("g"))))),
                "images",
                    Value.of(
                        List.of(
                            Value.of(Map.of("url", text("/chai.png"), "width", Value.of(640))))))));
    items.add(
        row(
            "Product:p2",
            1,
            Map.of("name", text("Chang"), "price", decimal("19.9900"), "currency", text("EUR"))));
    items.add(row("Product:p3", 1, Map.of("name", text("Anis"), "currency", text("EUR"))));
    items.add(stock("p1", "w1", 10));
    items.add(stock("p2", "w1", 0));
    items.add(stock("p1", "w2", 4));
    items.add(
        row(
            "Customer:ALFKI",
            1,
            Map.of(
                "name", text("Alfreds"),
                "customerNumber", text("K-1"),
                "email", text("a@example.org"))));
    items.add(order("o1", "CREATED", "2026-11-01T10:00:00Z"));
    items.add(order("o2", "SHIPPED", "2026-11-03T10:00:00Z"));
    return items;
  }

  private static FeedItem stock(String product, String warehouse, long quantity) {
    return row(
        "InventoryItem:" + product + '@' + warehouse,
        5,
        Map.of(
            "productId", text(product),
            "warehouseId", text(warehouse),
            "locationCode", text("A-1"),
            "quantity", Value.of(quantity),
            "reservedQuantity", Value.of(2)));
  }

  private static FeedItem order(String id, String status, String at) {
    return row(
        "Order:" + id,
        2,
        Map.of(
            "orderNumber", text("N-" + id),
            "customerId", text("ALFKI"),
            "orderDate", Value.of(Instant.parse(at).toEpochMilli()),
            "status", text(status),
            "currency", text("EUR"),
            "totalAmount", decimal("36.0000"),
            "items",
                Value.of(
                    List.of(
                        Value.of(
                            Map.of(
                                "id", text("1"),
                                "productId", text("p1"),
                                "quantity", Value.of(2),
                                "unitPrice", decimal("18.0000"),
                                "discountPercent", decimal("0.0000")))))));
  }

  private static FeedItem row(String key, long version, Map<String, Value> values) {
    var hlc = new Hlc(SENT.toEpochMilli(), 0);
    return new FeedItem.Received(
        EntityKey.parse(key), new Base(version, hlc, "m0", false, new TreeMap<>(values)), hlc);
  }

  private static Value text(String text) {
    return Value.of(text);
  }

  private static Value decimal(String number) {
    return Value.of(new BigDecimal(number));
  }
}
