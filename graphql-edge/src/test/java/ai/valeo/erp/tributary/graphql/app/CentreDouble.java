package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.http.Address;
import ai.valeo.erp.tributary.graphql.http.BodyLimits;
import ai.valeo.erp.tributary.graphql.http.GraphMeters;
import ai.valeo.erp.tributary.graphql.http.GraphServer;
import ai.valeo.erp.tributary.graphql.http.GraphService;
import ai.valeo.erp.tributary.graphql.http.Health;
import ai.valeo.erp.tributary.graphql.http.SchemaPage;
import ai.valeo.erp.tributary.graphql.schema.CentralSchema;
import ai.valeo.erp.tributary.graphql.schema.EdgeSchema;
import ai.valeo.erp.tributary.graphql.schema.ErrorCode;
import ai.valeo.erp.tributary.graphql.schema.GraphEngine;
import ai.valeo.erp.tributary.graphql.schema.GraphRequest;
import ai.valeo.erp.tributary.graphql.schema.QueryLimits;
import ai.valeo.erp.tributary.graphql.schema.UserInputException;
import ai.valeo.erp.tributary.graphql.security.Security;
import ai.valeo.erp.tributary.graphql.security.SecuritySettings;
import ai.valeo.erp.tributary.graphql.subscribe.SubscriptionLimits;
import ai.valeo.erp.tributary.graphql.view.CentralMeter;
import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLScalarType;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SubmissionPublisher;
import org.reactivestreams.FlowAdapters;

/** A server with the centre's schema and made-up data, which goes away and comes back. */
final class CentreDouble implements AutoCloseable {

  private static final String MORE =
      """
      type Mutation { rename(id: ID!, name: String!): Customer! }
      extend type Query { newest: Thing  slow: Int  nothing: Int! }
      type Subscription { told(from: String!): Customer  counted: Int! }
      union Thing = Customer | Product
      """;

  final Map<String, String> names =
      new ConcurrentHashMap<>(Map.of("c1", "Alfreds", "c2", "Berglund"));
  final List<GraphRequest> requests = new CopyOnWriteArrayList<>();
  final CountDownLatch slow = new CountDownLatch(1);
  private final SubmissionPublisher<Map<String, Object>> news = new SubmissionPublisher<>();
  private final ExecutorService workers = Executors.newCachedThreadPool();

  /** Says nothing of how long a customer may be kept, so that the edge's own setting counts. */
  private String sdl = with(CentralSchema.sdl().replaceAll("@cacheControl\\(.*PRIVATE\\)", ""));

  private String shown = sdl;
  private final int port = FreePort.find();
  private volatile CountDownLatch held = new CountDownLatch(0);
  private GraphServer server;

  CentreDouble() {
    comeBack();
  }

  /** A schema of the centre with what is made up here. */
  static String with(String sdl) {
    String more = MORE;
    for (String root : List.of("Mutation", "Subscription")) {
      if (sdl.contains("type " + root + " {")) {
        more = more.replace("type " + root + " {", "extend type " + root + " {");
      }
    }
    return sdl + more;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  void goAway() {
    GraphServer listening = server;
    server = null;
    if (listening != null) {
      listening.close();
    }
  }

  /** Serves another schema from now on. */
  void serve(String other) {
    sdl = other;
    shown = other;
    goAway();
    comeBack();
  }

  /** Serves a text as its schema, whatever it is, and answers as before. */
  void serveText(String text) {
    shown = text;
    goAway();
    comeBack();
  }

  void comeBack() {
    var registry = CentralSchema.definitions(sdl);
    RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
    registry.scalars().keySet().stream()
        .filter(name -> !List.of("String", "Int", "ID", "Float", "Boolean").contains(name))
        .forEach(name ->
            wiring.scalar(GraphQLScalarType.newScalar().name(name).coercing(new AsItIs()).build()));
    wiring.type("_Entity", type -> type.typeResolver(any -> null));
    wiring.type("MutationResult", type -> type.typeResolver(any -> null));
    wiring.type(
        "Query",
        type ->
            type.dataFetcher("customer", this::customer)
                .dataFetcher("product", this::product)
                .dataFetcher("edgeNodes", this::fails)
                .dataFetcher("conflict", this::fails)
                .dataFetcher(
                    "orders",
                    field ->
                        Map.of(
                            "nodes",
                            List.of(
                                Map.of(
                                    "id", "o1",
                                    "orderDate", "2026-11-20T08:00:00.000Z",
                                    "status", "CREATED",
                                    "customer", customer("c1"))),
                            "pageInfo",
                            Map.of("hasNextPage", false)))
                .dataFetcher("newest", field -> customer("c2"))
                .dataFetcher(
                    "slow",
                    field -> {
                      slow.await();
                      return 1;
                    }));
    if (registry.types().containsKey("Mutation")) {
      wiring
          .type("Mutation", type -> type.dataFetcher("rename", this::rename))
          .type("Subscription", type -> type.dataFetcher("told", this::told))
          .type("Thing", type -> type.typeResolver(of -> of.getSchema().getObjectType("Customer")));
    }
    GraphEngine engine =
        new GraphEngine(
            new SchemaGenerator().makeExecutableSchema(registry, wiring.build()),
            QueryLimits.standard(),
            failure -> failure instanceof UserInputException ? ErrorCode.BAD_USER_INPUT : null,
            () -> {});
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    server =
        GraphServer.start(
            new GraphServer.Listen(
                new Address("127.0.0.1", port), false, GraphServer.PageKind.NONE),
            new GraphService(
                () -> engine,
                workers,
                new BodyLimits(100_000, 5_000),
                () -> "centre",
                new GraphMeters(
                    meters,
                    new GraphMeters.Catalogue(
                        CentralMeter.GRAPHQL_REQUESTS,
                        CentralMeter.GRAPHQL_ERRORS,
                        CentralMeter.DOCUMENT_MISSES)),
                SubscriptionLimits.standard(),
                new SchemaPage(shown, EdgeSchema.version(shown)),
                new Security(SecuritySettings.OPEN, meters, InstantSource.system())),
            meters,
            () -> new Health(true, List.of()));
  }

  private Object customer(DataFetchingEnvironment field) {
    note(field);
    return customer(field.<String>getArgument("id"));
  }

  private Map<String, Object> customer(String id) {
    String name = names.get(id);
    return name == null ? null : Map.of("id", id, "name", name, "customerNumber", "N-" + id);
  }

  private Object product(DataFetchingEnvironment field) {
    note(field);
    String id = field.getArgument("id");
    return id.equals("p9")
        ? Map.of(
            "id",
            id,
            "name",
            "Zimt",
            "price",
            "4.50 EUR",
            "tags",
            List.of("x"),
            "category",
            Map.of("id", "c1", "name", "Gewürze"))
        : null;
  }

  private Object rename(DataFetchingEnvironment field) throws InterruptedException {
    note(field);
    if (field.getArgument("name").equals("slow")) {
      slow.await();
    }
    names.put(field.getArgument("id"), field.getArgument("name"));
    return customer(field.<String>getArgument("id"));
  }

  /** Tells subscribers of a customer. */
  void tell(String id) {
    news.submit(customer(id));
  }

  /** How many subscribe to customers now. */
  int listeners() {
    return news.getNumberOfSubscribers();
  }

  /** Lets nobody subscribe to customers until it is let go. */
  CountDownLatch hold() {
    held = new CountDownLatch(1);
    return held;
  }

  private Object told(DataFetchingEnvironment field) throws InterruptedException {
    note(field);
    held.await();
    return FlowAdapters.toPublisher(news);
  }

  private Object fails(DataFetchingEnvironment field) {
    note(field);
    throw new UserInputException("not so");
  }

  private void note(DataFetchingEnvironment field) {
    requests.add(field.getGraphQlContext().get(GraphRequest.class));
  }

  /** How many HTTP requests came with fields of interest. */
  long asked() {
    return requests.stream().distinct().count();
  }

  @Override
  public void close() {
    slow.countDown();
    goAway();
    news.close();
    workers.shutdownNow();
  }

  private static final class AsItIs implements Coercing<Object, Object> {

    @Override
    public Object serialize(Object result, GraphQLContext context, Locale locale) {
      return result;
    }

    @Override
    public Object parseValue(Object input, GraphQLContext context, Locale locale) {
      return input;
    }

    @Override
    public Object parseLiteral(
        Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
      return ((StringValue) input).getValue();
    }
  }
}
