package ai.valeo.erp.tributary.graphql.gateway;

import ai.valeo.erp.tributary.edge.store.AnswerStore;
import ai.valeo.erp.tributary.edge.store.KeptSchema;
import ai.valeo.erp.tributary.edge.store.StoreException;
import ai.valeo.erp.tributary.graphql.document.CentreTypes;
import ai.valeo.erp.tributary.graphql.edge.Centre;
import ai.valeo.erp.tributary.graphql.meter.TaggedCounters;
import ai.valeo.erp.tributary.graphql.schema.EdgeSchema;
import ai.valeo.erp.tributary.graphql.schema.GraphEngine;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import graphql.GraphQLException;
import graphql.execution.instrumentation.Instrumentation;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine of an edge node that knows the centre: its schema is the edge's with the centre's
 * added, as far as the centre's is known and fits. A newer schema of the centre makes a new engine;
 * what runs goes on with the engine it began with.
 *
 * <p>Threading: any thread. Of two threads of its own one looks at the centre's schema, which may
 * take long, and the other outdates what is kept.
 */
public final class Gateway implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Gateway.class);
  private static final Duration ANNOUNCED_PAUSE = Duration.ofMillis(100);
  private static final Duration UNKNOWN_INTERVAL = Duration.ofSeconds(5);
  private static final long OUTDATE_MS = 50;
  private static final int THREADS = 2;

  private final GatewaySettings settings;
  private final Parts parts;
  private final CentreClient client;
  private final TaggedCounters answers;
  private final TaggedCounters schemaChecks;
  private final CentreStreams streams;
  private final @Nullable AnswerStore store;
  private final AnswerCache cache;
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          THREADS, Thread.ofPlatform().name("edge-gateway-", 1).daemon().factory());
  private final Set<String> outdated = new HashSet<>(); // guarded by itself
  private volatile Edition edition;
  private volatile @Nullable String refused;
  private volatile @Nullable String lastSeen;
  private final AtomicBoolean isLookDue = new AtomicBoolean();

  /**
   * A gateway; uses no network before {@link #start}.
   *
   * @param parts what it is made of
   */
  public Gateway(GatewaySettings settings, Parts parts) {
    this.settings = settings;
    this.parts = parts;
    this.answers =
        new TaggedCounters(parts.meters(), GatewayMetric.ANSWERS, "HIT", "MISS", "OFFLINE");
    this.schemaChecks =
        new TaggedCounters(parts.meters(), GatewayMetric.SCHEMA_CHECKS, "same", "failed");
    this.client = new CentreClient(settings, parts.reach(), parts.meters(), this::announced);
    this.streams = new CentreStreams(client);
    this.store = store(settings.cache());
    this.cache =
        new AnswerCache(
            store,
            settings.cache(),
            new AnswerCache.Surroundings(parts.clock(), parts.reach()::isUnstable));
    this.edition = new Edition(null, local());
    KeptSchema kept = keptSchema();
    if (kept != null) {
      take(new CentreSchema(kept.version(), kept.sdl()));
    }
    Gauge.builder(GatewayMetric.CACHE_BYTES.id(), () -> store == null ? 0 : bytes(store))
        .description(GatewayMetric.CACHE_BYTES.meaning())
        .register(parts.meters());
  }

  /**
   * What a gateway is made of.
   *
   * @param schemas makes schemas
   * @param engines makes engines
   * @param reach whether the centre may be asked
   * @param meters counts
   * @param clock the wall clock
   */
  public record Parts(
      SchemaMaker schemas,
      EngineMaker engines,
      Reach reach,
      MeterRegistry meters,
      InstantSource clock) {}

  /** Makes the schema of definitions. */
  @FunctionalInterface
  public interface SchemaMaker {
    /**
     * Makes it.
     *
     * @param centre answers what the edge does not
     * @param isFederated whether the centre's definitions are among these
     */
    GraphQLSchema make(TypeDefinitionRegistry definitions, Centre centre, boolean isFederated);
  }

  /** Makes the engine of a schema. */
  @FunctionalInterface
  public interface EngineMaker {
    /** Makes it. */
    GraphEngine make(GraphQLSchema schema, Instrumentation instrumentation);
  }

  private record Edition(@Nullable String version, GraphEngine engine) {}

  /** Begins to follow the centre's schema. */
  public void start() {
    schedule(this::look, Duration.ZERO);
    schedule(this::lookAtStreams, CentreStreams.LOOK);
  }

  /** The network may not be used any more: what the centre tells ends. */
  public void cut() {
    streams.cut("Offline mode");
  }

  /** The engine of the moment. */
  public GraphEngine engine() {
    return edition.engine;
  }

  /** How it is with the centre's schema, in words. */
  public String state() {
    String version = edition.version;
    String known = version == null ? "local schema only" : "with the centre's schema " + version;
    String problem = refused;
    return problem == null ? known : known + "; refused: " + problem;
  }

  /** What was made of these entities is asked anew where the centre can be asked. Quick. */
  public void changed(Set<EntityKey> keys) {
    var tags = new HashSet<String>();
    for (EntityKey key : keys) {
      tags.add(key.entityType());
      tags.add(key.entityType() + ':' + key.entityId());
    }
    cache.changed(tags);
    boolean isFirst;
    synchronized (outdated) {
      isFirst = outdated.isEmpty();
      outdated.addAll(tags);
    }
    if (isFirst && !keys.isEmpty()) {
      schedule(this::outdate, Duration.ofMillis(OUTDATE_MS));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    streams.cut("The edge node stops");
    client.close();
    try {
      if (!threads.awaitTermination(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        log.atWarn().log("Gateway did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (store != null) {
      store.close();
    }
  }

  /** Looks at the centre's schema once, and again after a while. */
  private void look() {
    Duration pause = settings.schema().interval();
    try {
      cache.prune();
      if (edition.version == null || settings.schema().autoUpdate()) {
        count(fetch());
      }
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).log("Centre's schema cannot be looked at");
      count("failed");
    }
    boolean isUnknown = edition.version == null && refused == null;
    schedule(
        this::look, isUnknown && pause.compareTo(UNKNOWN_INTERVAL) > 0 ? UNKNOWN_INTERVAL : pause);
  }

  /** The centre's answers tell the version of its schema: another one is looked at, soon. */
  private void announced(String version) {
    boolean mayTake = edition.version == null || settings.schema().autoUpdate();
    if (mayTake && !version.equals(lastSeen) && isLookDue.compareAndSet(false, true)) {
      schedule(this::lookNow, ANNOUNCED_PAUSE);
    }
  }

  private void lookNow() {
    isLookDue.set(false);
    try {
      count(fetch());
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).log("Centre's schema cannot be looked at");
      count("failed");
    }
  }

  private void lookAtStreams() {
    streams.look();
    schedule(this::lookAtStreams, CentreStreams.LOOK);
  }

  /** One look after the other. */
  private synchronized String fetch() {
    if (!client.tryAcquire()) {
      return "failed";
    }
    CentreSchema fetched;
    try {
      fetched = client.schema(lastSeen).join().orElse(null);
    } catch (RuntimeException e) {
      log.atWarn()
          .addKeyValue("centre", settings.centre())
          .addKeyValue("state", state())
          .addKeyValue("error", e.getMessage())
          .log("Centre's schema cannot be fetched");
      return "failed";
    }
    if (fetched == null) {
      return "same";
    }
    if (!take(fetched)) {
      return "refused";
    }
    if (store != null) {
      store.keep(new KeptSchema(fetched.version(), fetched.sdl()));
    }
    return "taken";
  }

  /** Makes an engine of the edge's schema and this one, if they fit. */
  private boolean take(CentreSchema schema) {
    lastSeen = schema.version();
    List<String> problems;
    try {
      TypeDefinitionRegistry definitions = EdgeSchema.definitions(EdgeSchema.sdl());
      TypeDefinitionRegistry centre = new SchemaParser().parse(schema.sdl());
      Folding.fold(centre);
      problems = MergedDefinitions.merge(definitions, centre);
      if (problems.isEmpty()) {
        edition = new Edition(schema.version(), merged(definitions, new CentreTypes(centre)));
        refused = null;
        log.atInfo().addKeyValue("version", schema.version()).log("Centre's schema taken");
        return true;
      }
    } catch (GraphQLException | IllegalStateException e) {
      problems = List.of(String.valueOf(e.getMessage()));
    }
    refused = schema.version() + ": " + problems.get(0);
    log.atWarn()
        .addKeyValue("version", schema.version())
        .addKeyValue("problems", problems)
        .log("Centre's schema refused");
    return false;
  }

  private GraphEngine merged(TypeDefinitionRegistry definitions, CentreTypes types) {
    Centre centre = new CentreFields(new Asking(client, streams, cache, answers), types);
    GraphQLSchema schema = parts.schemas().make(definitions, centre, true);
    return parts.engines().make(EitherFetcher.everywhere(schema), new Dispatching());
  }

  private GraphEngine local() {
    GraphQLSchema schema =
        parts.schemas().make(EdgeSchema.definitions(EdgeSchema.sdl()), Centre.NONE, false);
    return parts.engines().make(schema, new Dispatching());
  }

  private void outdate() {
    Set<String> tags;
    synchronized (outdated) {
      tags = Set.copyOf(outdated);
      outdated.clear();
    }
    try {
      cache.outdate(tags);
    } catch (StoreException e) {
      log.atWarn().setCause(e).log("Kept answers cannot be outdated");
    }
  }

  private void schedule(Runnable work, Duration after) {
    try {
      var unused = threads.schedule(work, after.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.atDebug().log("Gateway is closed");
    }
  }

  private void count(String result) {
    schemaChecks.increment(result);
  }

  private static @Nullable AnswerStore store(GatewaySettings.Cache settings) {
    if (!settings.isPersistent()) {
      return null;
    }
    try {
      return AnswerStore.open(settings.file(), settings.maxBytes());
    } catch (StoreException e) {
      log.atWarn().setCause(e).log("Answers of the centre cannot be kept");
      return null;
    }
  }

  /** What cannot be read is asked for anew; the node starts without it. */
  private @Nullable KeptSchema keptSchema() {
    try {
      return store == null ? null : store.schema().orElse(null);
    } catch (StoreException e) {
      log.atWarn().setCause(e).log("Kept schema of the centre cannot be read");
      return null;
    }
  }

  private static double bytes(AnswerStore store) {
    try {
      return store.bytes();
    } catch (StoreException e) {
      return Double.NaN;
    }
  }
}
