package ai.valeo.erp.tributary.graphql.subscribe;

import ai.valeo.erp.tributary.graphql.http.Address;
import ai.valeo.erp.tributary.graphql.http.BodyLimits;
import ai.valeo.erp.tributary.graphql.http.GraphMeters;
import ai.valeo.erp.tributary.graphql.http.GraphServer;
import ai.valeo.erp.tributary.graphql.http.GraphService;
import ai.valeo.erp.tributary.graphql.http.Health;
import ai.valeo.erp.tributary.graphql.http.SchemaPage;
import ai.valeo.erp.tributary.graphql.schema.DataRule;
import ai.valeo.erp.tributary.graphql.schema.GraphEngine;
import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.graphql.schema.QueryLimits;
import ai.valeo.erp.tributary.graphql.security.Security;
import ai.valeo.erp.tributary.graphql.security.SecuritySettings;
import ai.valeo.erp.tributary.graphql.view.CentralMeter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A server whose schema asks for rights of every kind, over a few rows of stock. */
final class SecuredBench implements AutoCloseable {

  private static final String SDL =
      """
      directive @authenticated on FIELD_DEFINITION | OBJECT
      directive @requiresScopes(scopes: [[String!]!]!) on FIELD_DEFINITION | OBJECT
      type Query {
        open: String
        known: String @authenticated
        stock: String @requiresScopes(scopes: [["stock:read"]])
        either: String @requiresScopes(scopes: [["a", "b"], ["c"]])
        items: [Item!]!
        item(id: ID!): Item
        slow: String
      }
      type Item @requiresScopes(scopes: [["stock:read"]]) {
        id: ID!
        warehouseId: ID!
        owner: String @requiresScopes(scopes: [["pii"]])
        must: String! @requiresScopes(scopes: [["pii"]])
      }
      type Mutation {
        book(warehouseId: ID!): Int @requiresScopes(scopes: [["stock:write"]])
      }
      type Subscription {
        ticks: Int @requiresScopes(scopes: [["stock:read"]])
        rows: Item
      }
      """;

  static final String QUERY = "{ stock }";
  static final String MUTATION = "mutation { book(warehouseId: \"B1\") }";
  static final String SUBSCRIPTION = "subscription { ticks }";

  private static final ObjectMapper JSON = new ObjectMapper();

  final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final AtomicInteger booked = new AtomicInteger();
  final CountDownLatch end = new CountDownLatch(1);
  private final ThreadPoolExecutor workers =
      new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(100));
  private final AtomicInteger requests = new AtomicInteger();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Security security;
  private final GraphServer server;

  /** A row of stock. */
  public record Item(String id, String warehouseId, String owner, String must) {}

  private static final List<Item> ITEMS =
      List.of(new Item("1", "B1", "Anna", "x"), new Item("2", "B2", "Ben", "y"));

  SecuredBench(SecuritySettings settings) {
    security = new Security(settings, meters, InstantSource.system());
    GraphEngine engine =
        new GraphEngine(
            schema(), QueryLimits.standard(), failure -> null, () -> {}, security.watch(rule()));
    server =
        GraphServer.start(
            new GraphServer.Listen(Address.loopback(), false, GraphServer.PageKind.NONE),
            new GraphService(
                () -> engine,
                workers,
                new BodyLimits(10_000, 5_000),
                () -> "r" + requests.incrementAndGet(),
                new GraphMeters(
                    meters,
                    new GraphMeters.Catalogue(
                        CentralMeter.GRAPHQL_REQUESTS,
                        CentralMeter.GRAPHQL_ERRORS,
                        CentralMeter.DOCUMENT_MISSES)),
                SubscriptionLimits.standard(),
                new SchemaPage(SDL, "1"),
                security),
            meters,
            () -> new Health(true, List.of()));
  }

  private GraphQLSchema schema() {
    RuntimeWiring wiring =
        RuntimeWiring.newRuntimeWiring()
            .type(
                "Query",
                type ->
                    type.dataFetcher("open", env -> "for all")
                        .dataFetcher("known", env -> "for known")
                        .dataFetcher("stock", env -> "10")
                        .dataFetcher("either", env -> "one of two")
                        .dataFetcher("items", env -> ITEMS)
                        .dataFetcher(
                            "item",
                            env ->
                                ITEMS.stream()
                                    .filter(item -> item.id.equals(env.getArgument("id")))
                                    .findFirst()
                                    .orElse(null))
                        .dataFetcher("slow", env -> end.await(1, TimeUnit.MINUTES) ? "end" : null))
            .type("Item", type -> type.defaultDataFetcher(env -> field(env.getSource(), env)))
            .type("Mutation", type -> type.dataFetcher("book", env -> booked.incrementAndGet()))
            .type(
                "Subscription",
                type ->
                    type.dataFetcher("ticks", env -> telling(List.of(1)))
                        .dataFetcher("rows", env -> telling(ITEMS)))
            .build();
    return new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(SDL), wiring);
  }

  private static @Nullable Object field(
      @Nullable Item item, graphql.schema.DataFetchingEnvironment env) {
    return item == null
        ? null
        : switch (env.getField().getName()) {
          case "id" -> item.id;
          case "warehouseId" -> item.warehouseId;
          case "owner" -> item.owner;
          default -> item.must;
        };
  }

  /** Tells these, and is silent then. */
  private static Publisher<Object> telling(List<?> events) {
    return subscriber -> subscriber.onSubscribe(new Telling(subscriber, events));
  }

  private static final class Telling implements Subscription {
    private final Subscriber<? super Object> subscriber;
    private final List<?> events;
    private int next;

    Telling(Subscriber<? super Object> subscriber, List<?> events) {
      this.subscriber = subscriber;
      this.events = events;
    }

    @Override
    public void request(long n) {
      for (long i = 0; i < n && next < events.size(); i++) {
        subscriber.onNext(events.get(next++));
      }
    }

    @Override
    public void cancel() {
      next = events.size();
    }
  }

  private static DataRule rule() {
    return new DataRule() {
      @Override
      public boolean hides(Identity caller, String type, Object source) {
        return source instanceof Item item && !caller.seesWarehouse(item.warehouseId);
      }

      @Override
      public boolean mayChange(Identity caller, String field, Map<String, Object> arguments) {
        return true;
      }

      @Override
      public boolean mayBePersonal(FieldCoordinates field) {
        return field.getFieldName().equals("owner");
      }

      @Override
      public @Nullable PersonalRead personal(FieldCoordinates field, Object source) {
        return source instanceof Item item
            ? new PersonalRead("Item", item.id, List.of("owner"), "pii", false)
            : null;
      }
    };
  }

  URI uri(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + server.port() + "/graphql");
  }

  HttpRequest.Builder request(String query, @Nullable String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("http"))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(JSON.createObjectNode().put("query", query).toString()));
    return token == null ? request : request.header("authorization", "Bearer " + token);
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The lines of an answer, as they come. */
  HttpResponse<Stream<String>> open(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofLines());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  HttpResponse<String> post(String query, @Nullable String token) {
    return send(request(query, token).build());
  }

  JsonNode ask(String query, @Nullable String token) {
    return json(post(query, token));
  }

  static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(answer.body(), e);
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.close();
    security.close();
    workers.shutdownNow();
    client.close();
  }
}
