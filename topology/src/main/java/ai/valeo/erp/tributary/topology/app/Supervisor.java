package ai.valeo.erp.tributary.topology.app;

import ai.valeo.erp.tributary.schemas.access.AccessRefusal;
import ai.valeo.erp.tributary.schemas.access.AccessWatch;
import ai.valeo.erp.tributary.schemas.access.Pauses;
import ai.valeo.erp.tributary.schemas.metrics.CommitWatch;
import ai.valeo.erp.tributary.schemas.registry.RegistryException;
import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import ai.valeo.erp.tributary.schemas.signing.KeyFile;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import ai.valeo.erp.tributary.topology.app.AggregatorHealth.State;
import ai.valeo.erp.tributary.topology.convert.Wire;
import ai.valeo.erp.tributary.topology.store.RocksDbMemory;
import ai.valeo.erp.tributary.topology.stream.Placement;
import ai.valeo.erp.tributary.topology.stream.TopologyMetric;
import ai.valeo.erp.tributary.topology.stream.TopologyMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps the stream alive: waits for broker and registry, starts it, looks after it, starts it again
 * after a failure. Its own thread runs {@link #run}; the rest may be called from any thread.
 */
final class Supervisor implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int LOOKS_A_PROBE = 25;
  private static final int LOOKS_A_COUNT = 6 * LOOKS_A_PROBE;
  private static final int LOOKS_A_COMMIT = 5;
  private static final int LOOKS_TO_FORGIVE = 60 * LOOKS_A_PROBE;

  private final AggregatorSettings settings;
  private final MeterRegistry meters;
  private final Tracing tracing;
  private final TopologyMetrics metrics;
  private final AccessWatch access;
  private final StateFolder folder;
  private final RestoreProgress restore = new RestoreProgress();
  private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Pauses pauses =
      new Pauses(FIRST_PAUSE, LONGEST_PAUSE, RandomGenerator.getDefault()::nextDouble);

  private volatile State state = State.CREATED;
  private volatile boolean isBrokerAway;
  private final AtomicInteger restarts = new AtomicInteger();
  private volatile @Nullable StreamRun current;
  private volatile @Nullable RegistryWatch watch;
  private volatile @Nullable String lastFailure;
  private final CommitWatch commits = new CommitWatch();
  private volatile ReplicaCount replicas = ReplicaCount.UNKNOWN;

  Supervisor(AggregatorSettings settings, MeterRegistry meters, Tracing tracing) {
    this.settings = settings;
    this.tracing = tracing;
    this.meters = meters;
    this.metrics =
        new TopologyMetrics(meters, settings.policies().types().all(), InstantSource.system());
    this.access = new AccessWatch(metrics::accessRefused);
    this.folder = StateFolder.of(settings.process());
    show();
  }

  private void show() {
    metrics.gauge(TopologyMetric.FREE_SPACE, folder, StateFolder::freeBytes);
    metrics.gauge(TopologyMetric.LAG, this, Supervisor::lag);
    metrics.gauge(TopologyMetric.RESTARTS, restarts, AtomicInteger::get);
    metrics.gauge(TopologyMetric.COMMIT_AGE, commits, one -> one.ageSeconds(System.nanoTime()));
    metrics.gauge(TopologyMetric.RESTORE_ROWS, restore, RestoreProgress::toRestore);
    metrics.total(TopologyMetric.RESTORED, restore, RestoreProgress::restored);
    metrics.gauge(TopologyMetric.UNDER_REPLICATED, this, one -> one.replicas.underReplicated());
    KeyFile keys = settings.signingKeys();
    metrics.gauge(TopologyMetric.SIGNING_KEYS, this, one -> keys == null ? 0 : keys.keys().size());
    metrics.gauge(
        TopologyMetric.SIGNING_KEYS_STALE,
        this,
        one -> keys == null || keys.problem() == null ? 0 : 1);
    metrics.gauge(TopologyMetric.LEADERLESS, this, one -> one.replicas.leaderless());
  }

  /** Completes when the thread has ended, with the failure that ended it. */
  CompletableFuture<@Nullable Void> end() {
    return end;
  }

  /** Asks the thread to end; returns at once. */
  void stop() {
    stopping.countDown();
  }

  /** Marks a supervisor that never ran as stopped. */
  void neverRan() {
    state = State.STOPPED;
    end.complete(null);
  }

  @Override
  public void run() {
    settings
        .policies()
        .dependOnOrder()
        .forEach(policy ->
            LOG.atInfo().addKeyValue("policy", policy).log("Policy depends on arrival order"));
    try (var cluster = awaitAddress()) {
      if (cluster != null) {
        awaitCluster(cluster);
        runOn(cluster);
      }
    } catch (InterruptedException e) {
      LOG.atWarn().log("Aggregator interrupted");
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      lastFailure = String.valueOf(e.getMessage());
      end.completeExceptionally(e);
      LOG.atError().setCause(e).log("Aggregator ends: its configuration cannot work");
    } finally {
      state = State.STOPPED;
      LOG.atInfo().log("Aggregator stopped");
      end.complete(null);
    }
  }

  private void runOn(Cluster cluster) throws InterruptedException {
    try (var memory = new RocksDbMemory(settings.stores())) {
      Wire wire = awaitRegistry();
      if (wire != null) {
        try (wire) {
          runWith(cluster, wire, memory);
        }
      }
    }
  }

  private void runWith(Cluster cluster, Wire wire, RocksDbMemory memory)
      throws InterruptedException {
    var around =
        new FlowLoop.Surroundings(
            cluster, wire, () -> current, new AccessWatch(metrics::accessRefused));
    try (var flow = new FlowLoop(settings, around)) {
      flow.start(metrics);
      keepRunning(cluster, new StreamFactory(settings, wire, memory, tracing), wire);
    }
  }

  /** A name that cannot be resolved yet, say while a network comes up, is waited for. */
  private @Nullable Cluster awaitAddress() throws InterruptedException {
    while (!isStopping()) {
      try {
        return new Cluster(settings);
      } catch (ConfigException e) {
        throw e;
      } catch (KafkaException e) {
        state = State.WAITING_FOR_BROKER;
        Throwable cause = e.getCause();
        pause("Broker address cannot be used yet", cause == null ? e : cause);
      }
    }
    return null;
  }

  private void awaitCluster(Cluster cluster) throws InterruptedException {
    while (!isStopping()) {
      try {
        accept(cluster.prepare(settings));
        if (!cluster.hasSafeTransactions()) {
          LOG.atWarn().log("Cluster lacks transaction.version 2: upgrade it for exactly once");
        }
        pauses.reset();
        return;
      } catch (ConfigException e) {
        throw e;
      } catch (KafkaException e) {
        state = State.WAITING_FOR_BROKER;
        pause("Cluster cannot be used yet", e);
      }
    }
  }

  private static void accept(TopicCheck.Findings topics) {
    topics
        .warnings()
        .forEach(warning ->
            LOG.atWarn().addKeyValue("difference", warning).log("Topic is not as it should be"));
    if (!topics.errors().isEmpty()) {
      throw new SettingsException(topics.errors());
    }
  }

  private @Nullable Wire awaitRegistry() throws InterruptedException {
    while (!isStopping()) {
      try {
        Wire wire = Wire.open(settings.registry(), settings.topics(), settings.policies().types());
        pauses.reset();
        return wire;
      } catch (RegistryException e) {
        state = State.WAITING_FOR_REGISTRY;
        pause("Schema registry cannot be used yet", e);
      }
    }
    return null;
  }

  private void keepRunning(Cluster cluster, StreamFactory factory, Wire wire)
      throws InterruptedException {
    while (!isStopping()) {
      state = State.STARTING;
      try (var registryWatch = new RegistryWatch(wire::isSettled, metrics)) {
        watch = registryWatch;
        var placement = new Placement(cluster.partitions(settings.topics().mutations()));
        var run =
            new StreamRun(
                factory.create(placement, metrics, registryWatch, restore), metrics::threadFailed);
        registryWatch.attach(run);
        StreamRun.Ending ending;
        try (run;
            var bound = new StreamMeters(run.streams(), meters)) {
          bound.bind();
          current = run;
          run.start();
          ending = watchOver(run, cluster);
        } finally {
          current = null;
          watch = null;
          commits.rest();
        }
        afterwards(run, ending);
      } catch (ConfigException e) {
        throw e;
      } catch (KafkaException e) {
        state = State.RECOVERING;
        pause("Stream cannot be created", e);
      }
    }
  }

  private StreamRun.Ending watchOver(StreamRun run, Cluster cluster) throws InterruptedException {
    for (int look = 1; !isStopping(); look++) {
      StreamRun.Ending ending = run.awaitEnd(LOOK);
      if (ending != null) {
        return ending;
      }
      state = run.isRunning() ? State.RUNNING : State.STARTING;
      if (look % LOOKS_A_COMMIT == 0) {
        commits.look(run.commits(), run.lag(), System.nanoTime());
      }
      if (look % LOOKS_A_COUNT == 0) {
        replicas = cluster.replicas(settings);
      }
      if (look % LOOKS_A_PROBE == 0) {
        if (run.isRunning() && run.lastFailure() == null) {
          access.works();
        }
        probe(cluster);
      }
      if (look % LOOKS_TO_FORGIVE == 0) {
        pauses.reset();
        run.forgive();
      }
    }
    return StreamRun.Ending.STOPPED;
  }

  private void probe(Cluster cluster) {
    boolean isAway = !cluster.isReachable();
    if (isAway != isBrokerAway) {
      isBrokerAway = isAway;
      LOG.atWarn().addKeyValue("reachable", !isAway).log("Broker reachability changed");
    }
  }

  private void afterwards(StreamRun run, StreamRun.Ending ending) throws InterruptedException {
    if (isStopping()) {
      return;
    }
    restarts.incrementAndGet();
    state = State.RECOVERING;
    Throwable failure = run.lastFailure();
    // Files of a stream that still runs are not touched: it ends, and the next look finds the
    // damage.
    if (ending == StreamRun.Ending.DAMAGED && run.isClosed()) {
      LOG.atWarn().addKeyValue("folder", folder.path()).log("Damaged state is wiped and restored");
      try {
        folder.wipe();
      } catch (UncheckedIOException e) {
        failure = e;
      }
    }
    pause("Stream ended and starts again", failure);
  }

  private void pause(String what, @Nullable Throwable why) throws InterruptedException {
    Duration pause = pauses.next();
    AccessRefusal refusal = access.failed(why);
    String words = why == null ? "" : String.valueOf(why.getMessage());
    String reason = refusal == null ? words : refusal.toString();
    lastFailure = what + (reason.isEmpty() ? "" : ": " + reason);
    LOG.atLevel(refusal == null ? Level.WARN : Level.DEBUG)
        .addKeyValue("pauseMs", pause.toMillis())
        .addKeyValue("why", reason)
        .log(what);
    stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  AggregatorHealth health() {
    RegistryWatch registry = watch;
    KeyFile keys = settings.signingKeys();
    long freeBytes = folder.freeBytes();
    long lag = lag();
    var checks =
        new AggregatorChecks(
            state,
            lastFailure,
            new AggregatorChecks.Away(isBrokerAway, registry != null && registry.isClosed()),
            keys == null ? null : keys.problem(),
            new AggregatorChecks.Figures(
                freeBytes,
                settings.process().minFreeBytes(),
                restore.toRestore(),
                lag,
                commits.ageSeconds(System.nanoTime())));
    return new AggregatorHealth(
        state,
        checks.checks(),
        freeBytes,
        restore.toRestore(),
        restore.restored(),
        lag,
        restarts.get());
  }

  private long lag() {
    StreamRun run = current;
    return run == null ? -1 : run.lag();
  }
}
