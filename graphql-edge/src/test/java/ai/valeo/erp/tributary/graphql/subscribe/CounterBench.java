package ai.valeo.erp.tributary.graphql.subscribe;

import ai.valeo.erp.tributary.graphql.http.Address;
import ai.valeo.erp.tributary.graphql.http.BodyLimits;
import ai.valeo.erp.tributary.graphql.http.GraphMeters;
import ai.valeo.erp.tributary.graphql.http.GraphServer;
import ai.valeo.erp.tributary.graphql.http.GraphService;
import ai.valeo.erp.tributary.graphql.http.Health;
import ai.valeo.erp.tributary.graphql.http.SchemaPage;
import ai.valeo.erp.tributary.graphql.schema.GraphEngine;
import ai.valeo.erp.tributary.graphql.schema.QueryLimits;
import ai.valeo.erp.tributary.graphql.security.Security;
import ai.valeo.erp.tributary.graphql.security.SecuritySettings;
import ai.valeo.erp.tributary.graphql.view.CentralMeter;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A real server over a schema that counts. */
final class CounterBench implements AutoCloseable {

  private static final String SDL =
      """
      type Query { hello(name: String = "you"): String!  broken: String!  deep: Deep }
      type Deep { deep: Deep  leaf: Int }
      type Mutation { add(n: Int!): Int! }
      type Subscription {
        count(to: Int!): Int!
        text(chars: Int!): String!
        silent: Int
        breaking: Int
        refused: Int
        held: Int
      }
      """;

  final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final AtomicLong emitted = new AtomicLong();
  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger sum = new AtomicInteger();
  private final Semaphore held = new Semaphore(0);
  private final AtomicLong requests = new AtomicLong();
  private final ThreadPoolExecutor workers =
      new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(1_000));
  private final GraphServer server;

  CounterBench(SubscriptionLimits limits) {
    RuntimeWiring wiring =
        RuntimeWiring.newRuntimeWiring()
            .type(
                "Query",
                type ->
                    type.dataFetcher("hello", env -> "hello " + env.getArgument("name"))
                        .dataFetcher(
                            "broken",
                            env -> {
                              throw new IllegalStateException("secret");
                            }))
            .type(
                "Mutation",
                type ->
                    type.dataFetcher("add", env -> sum.addAndGet(env.<Integer>getArgument("n"))))
            .type(
                "Subscription",
                type ->
                    type.dataFetcher("count", env -> counter(env.<Integer>getArgument("to"), "", 0))
                        .dataFetcher(
                            "text",
                            env -> counter(Long.MAX_VALUE, "x", env.<Integer>getArgument("chars")))
                        .dataFetcher("silent", env -> counter(Long.MAX_VALUE, "", -1))
                        .dataFetcher("held", env -> held())
                        .dataFetcher("breaking", env -> counter(-1, "", 0))
                        .dataFetcher(
                            "refused",
                            env -> {
                              throw new IllegalStateException("secret");
                            }))
            .build();
    GraphEngine engine =
        new GraphEngine(
            new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(SDL), wiring),
            new QueryLimits(5_000, 500, 5, 3, 1_000, 50, true),
            failure -> null,
            () -> {});
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
                limits,
                new SchemaPage(SDL, "1"),
                new Security(SecuritySettings.OPEN, meters, InstantSource.system())),
            meters,
            () -> new Health(true, List.of()));
  }

  URI uri(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + server.port() + "/graphql");
  }

  int port() {
    return server.port();
  }

  double dropped(String rule) {
    return SubscriptionMeter.DROPPED.counter(meters, "rule", rule).count();
  }

  double clients() {
    return meters.get(SubscriptionMeter.CLIENTS.id()).gauge().value();
  }

  /** Counts to a number as fast as it is asked; -1 breaks; texts of a length; or is silent. */
  private Publisher<Object> counter(long to, String fill, int chars) {
    return subscriber -> {
      open.incrementAndGet();
      subscriber.onSubscribe(new Counting(subscriber, to, fill.repeat(Math.max(0, chars)), chars));
    };
  }

  /** Tells the sum as it is when it is listened to, which is when it is let go. */
  private Publisher<Object> held() {
    return subscriber -> {
      held.acquireUninterruptibly();
      open.incrementAndGet();
      int now = sum.get();
      subscriber.onSubscribe(new Counting(subscriber, now, "", 0, now));
    };
  }

  /** Whether somebody waits to be listened to. */
  boolean isHeld() {
    return held.hasQueuedThreads();
  }

  /** Lets one go. */
  void release() {
    held.release();
  }

  private final class Counting implements Subscription {
    private final Subscriber<? super Object> subscriber;
    private final long to;
    private final String text;
    private final boolean isSilent;
    private long next;
    private boolean isOver;

    Counting(Subscriber<? super Object> subscriber, long to, String text, int chars) {
      this(subscriber, to, text, chars, 1);
    }

    Counting(Subscriber<? super Object> subscriber, long to, String text, int chars, long next) {
      this.next = next;
      this.subscriber = subscriber;
      this.to = to;
      this.text = text;
      this.isSilent = chars < 0;
    }

    @Override
    public synchronized void request(long n) {
      if (isSilent || isOver) {
        return;
      }
      if (to < 0) {
        end();
        subscriber.onError(new IllegalStateException("secret"));
        return;
      }
      for (long i = 0; i < n && !isOver; i++) {
        emitted.incrementAndGet();
        subscriber.onNext(text.isEmpty() ? (Object) (int) next : text);
        if (next++ == to) {
          end();
          subscriber.onComplete();
        }
      }
    }

    @Override
    public synchronized void cancel() {
      end();
    }

    private void end() {
      if (!isOver) {
        isOver = true;
        open.decrementAndGet();
      }
    }
  }

  @Override
  public void close() {
    server.close();
    workers.shutdownNow();
    meters.close();
  }
}
