package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.app.Surroundings;
import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.Base;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.FeedItem;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.Overruling;
import ai.valeo.erp.tributary.edge.core.Scope;
import ai.valeo.erp.tributary.edge.outbox.PublishQueue;
import ai.valeo.erp.tributary.edge.outbox.Settlement;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.entity.Value;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An edge node of a warehouse that cannot reach any network, as its people find it on a bad day:
 * stock, orders, a refused change and one in dispute; and one product whose maker means harm. Its
 * program can end and begin again at the same address.
 */
final class Warehouse implements AutoCloseable {

  /** Names that would run a script where they are taken for markup or code. */
  static final String EVIL = "<img src=x onerror=\"window.evil=1\"><script>window.evil=2</script>";

  private static final Instant SENT = Instant.now().minus(Duration.ofHours(2));
  private static final List<String> PRODUCTS =
      List.of(
          "Chai",
          "Chang",
          "Aniseed Syrup",
          "Grandma's Boysenberry Spread",
          "Northwoods Cranberry" + " Sauce",
          "Mishi Kobe Niku",
          "Queso Cabrales",
          "Konbu",
          "Tofu",
          "Pavlova",
          "Carnarvon Tigers",
          "Teatime Chocolate Biscuits");

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final EdgeServerSettings settings;
  private @Nullable EdgeNode node;
  private @Nullable EdgeServer server;

  Warehouse(Path folder) {
    settings = settings(folder);
    settle(received());
    refusedAndDisputed();
    start();
  }

  private static EdgeServerSettings settings(Path folder) {
    var given = new HashMap<String, String>();
    given.put("edge.node.id", "seattle");
    given.put("edge.location", "Warehouse Seattle");
    given.put("edge.http.port", Integer.toString(FreePort.find()));
    given.put("edge.store.file", folder.resolve("edge.db").toString());
    given.put("kafka.bootstrap.servers", "127.0.0.1:1");
    given.put("schema.registry.url", "http://127.0.0.1:1");
    return EdgeServerSettings.of(given);
  }

  /** Where the page is. */
  String url() {
    return "http://127.0.0.1:" + settings.http().address().port();
  }

  /** Begins the program. */
  void start() {
    node = open();
    node.start();
    server = EdgeServer.start(node, settings, meters);
  }

  /** Ends the program. */
  void stop() {
    if (server != null && node != null) {
      server.close();
      node.close();
    }
    server = null;
    node = null;
  }

  @Override
  public void close() {
    stop();
    meters.close();
  }

  private EdgeNode open() {
    return EdgeNode.open(settings.node(), Surroundings.of(settings.node()).withMeters(meters));
  }

  private void settle(List<FeedItem> items) {
    try (EdgeStore store = EdgeStore.open(settings.node().store())) {
      new Settlement(store, Scope.ALL, InstantSource.system()).settle(items, Map.of());
    }
  }

  /** Two changes are captured and sent, and the centre answers no. */
  private void refusedAndDisputed() {
    try (EdgeNode before = open()) {
      before.capture(
          Draft.update(EntityKey.parse("InventoryItem:p3@Seattle"), Change.add("quantity", -4)));
      before.capture(
          Draft.update(
              EntityKey.parse("Product:p2"), Change.set("price", Value.of(new BigDecimal("21")))));
    }
    try (EdgeStore store = EdgeStore.open(settings.node().store())) {
      List<OutboxEntry> sent =
          new PublishQueue(store, InstantSource.system()).claim(9, 9).entries();
      new Settlement(store, Scope.ALL, InstantSource.system())
          .settle(
              List.of(
                  answer(sent.get(0), MutationState.FAILED, Reason.INVARIANT),
                  answer(sent.get(1), MutationState.CONFLICT, Reason.MANUAL)),
              Map.of());
    }
  }

  private static FeedItem answer(OutboxEntry entry, MutationState state, Reason reason) {
    var verdict = new Answer.Verdict(state, reason.name(), "quantity: 2 - 4 (minimum: 0)", 6);
    var other = new Overruling.Opponent("tacoma", SENT.toEpochMilli(), new MutationId("m-tacoma"));
    List<Overruling> overrulings =
        reason == Reason.MANUAL
            ? List.of(new Overruling("price", "ESCALATED", "manual", other, null))
            : List.of();
    return new FeedItem.Answered(
        new Answer(
            entry.mutation().id(),
            entry.sequence(),
            entry.mutation().draft().key(),
            verdict,
            overrulings),
        false);
  }

  private static List<FeedItem> received() {
    var items = new ArrayList<FeedItem>();
    for (int i = 1; i <= PRODUCTS.size(); i++) {
      items.add(product(i, PRODUCTS.get(i - 1)));
      items.add(stock(i, "Seattle", i == 7 ? 0 : i * 17 % 40 + 2));
      if (i % 2 == 0) {
        items.add(stock(i, "Tacoma", i * 5));
      }
    }
    items.add(product(13, EVIL));
    items.add(stock(13, "Tacoma", 5));
    items.add(row("Customer:VINET", Map.of("name", text("Vins et alcools Chevalier"))));
    items.add(row("Customer:EVIL", Map.of("name", text(EVIL))));
    items.add(order("o10251", "VINET", "SHIPPED", 3));
    items.add(order("o10252", "EVIL", "PROCESSING", 2));
    items.add(order("seattle#2-000123-0a1b2c3d", "VINET", "CREATED", 1));
    return items;
  }

  private static FeedItem product(int number, String name) {
    return row(
        "Product:p" + number,
        Map.of(
            "name", text(name),
            "sku", text("NW-" + (1000 + number)),
            "price", Value.of(new BigDecimal("18.0000")),
            "currency", text("EUR")));
  }

  private static FeedItem stock(int number, String warehouse, long quantity) {
    return row(
        "InventoryItem:p" + number + '@' + warehouse,
        Map.of(
            "productId", text("p" + number),
            "warehouseId", text(warehouse),
            "locationCode", text((char) ('A' + number % 4) + "-" + number),
            "quantity", Value.of(quantity),
            "reservedQuantity", Value.of(number % 3),
            "reorderLevel", Value.of(10)));
  }

  private static FeedItem order(String id, String customer, String status, int daysAgo) {
    return row(
        "Order:" + id,
        Map.of(
            "orderNumber", text(id.startsWith("o") ? id.substring(1) : id),
            "customerId", text(customer),
            "orderDate", Value.of(SENT.minus(Duration.ofDays(daysAgo)).toEpochMilli()),
            "status", text(status),
            "currency", text("EUR"),
            "totalAmount", Value.of(new BigDecimal("440.0000")),
            "items", Value.of(List.of(line("1", "p1", 12), line("2", "p13", 5)))));
  }

  private static Value line(String id, String product, int quantity) {
    return Value.of(
        Map.of(
            "id", text(id),
            "productId", text(product),
            "quantity", Value.of(quantity),
            "unitPrice", Value.of(new BigDecimal("18.0000")),
            "discountPercent", Value.of(new BigDecimal("0.0000"))));
  }

  private static FeedItem row(String key, Map<String, Value> values) {
    var hlc = new Hlc(SENT.toEpochMilli(), 0);
    return new FeedItem.Received(
        EntityKey.parse(key), new Base(5, hlc, "m0", false, new TreeMap<>(values)), hlc);
  }

  private static Value text(String text) {
    return Value.of(text);
  }
}
