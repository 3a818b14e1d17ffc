package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.fetch.Lags;
import ai.valeo.erp.tributary.graphql.http.Health;
import ai.valeo.erp.tributary.graphql.view.CentralMeter;
import ai.valeo.erp.tributary.graphql.view.MemoryTables;
import ai.valeo.erp.tributary.graphql.view.StreamsViewStores;
import ai.valeo.erp.tributary.graphql.view.ViewListener;
import ai.valeo.erp.tributary.graphql.view.ViewReaders;
import ai.valeo.erp.tributary.graphql.view.ViewTopology;
import ai.valeo.erp.tributary.graphql.view.Views;
import ai.valeo.erp.tributary.schemas.access.AccessRefusal;
import ai.valeo.erp.tributary.schemas.access.AccessWatch;
import ai.valeo.erp.tributary.schemas.access.Pauses;
import ai.valeo.erp.tributary.schemas.metrics.CommitWatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps the views alive: waits for the broker, starts them, watches them, wipes damaged state, and
 * starts them again after a failure. Its own thread runs {@link #run}; the rest is for any thread.
 */
final class ViewSupervisor implements Runnable, Lags {

  private static final Logger log = LoggerFactory.getLogger(ViewSupervisor.class);
  private static final double MS = 1_000;
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final int LOOKS_A_PROBE = 10;
  private static final int PROBES_OF_A_GOOD_RUN = 30;

  /**
   * So long without lag also counts as caught up: a partition that holds nothing but aborted or
   * expired records never gets a committed offset.
   */
  private static final int LOOKS_WITHOUT_LAG = 25;

  private final CentralSettings settings;
  private final ViewReaders readers;
  private final Views.Counting counting;
  private final MeterRegistry meters;
  private final AccessWatch access;
  private final StreamsViewStores stores;
  private final @Nullable Instances instances;
  private final ViewListener listener;
  private final RegistryProbe registry;
  private final CommitWatch commits = new CommitWatch();
  private final Consumer<BooleanSupplier> warmUp;
  private final Counter starts;
  private final Counter wipes;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Pauses pauses =
      new Pauses(FIRST_PAUSE, LONGEST_PAUSE, RandomGenerator.getDefault()::nextDouble);

  private volatile String doing = "not started";
  private volatile boolean isRunning;
  private volatile boolean isCaughtUp;
  private volatile boolean isWarm;
  private volatile boolean isBrokerAway = true; // until one has answered
  private volatile boolean hasEnded;
  private volatile long freeBytes = -1;
  private volatile MemoryTables tables = new MemoryTables(0);
  private volatile @Nullable Long queueDepth;
  private volatile @Nullable Long readLag;
  private volatile boolean isFresh;
  private volatile long freshNanos = System.nanoTime();

  ViewSupervisor(
      CentralSettings settings,
      ViewParts parts,
      MeterRegistry meters,
      Consumer<BooleanSupplier> warmUp) {
    this.settings = settings;
    this.readers = parts.readers();
    this.counting = parts.counting();
    this.stores = parts.stores();
    this.instances = parts.instances();
    this.listener = parts.listener();
    this.registry = parts.registry();
    this.meters = meters;
    this.access = CentralMeter.accessWatch(meters);
    this.warmUp = warmUp;
    this.starts = CentralMeter.VIEW_STARTS.counter(meters);
    this.wipes = CentralMeter.VIEW_WIPES.counter(meters);
    show(CentralMeter.VIEW_LAG, () -> orUnknown(readLag));
    show(CentralMeter.VIEW_STALENESS, this::stalenessSeconds);
    show(CentralMeter.UNDECIDED, () -> orUnknown(queueDepth));
    show(CentralMeter.VIEW_MEMORY, () -> tables.bytes());
    show(CentralMeter.COMMIT_AGE, this::commitSeconds);
    show(CentralMeter.FREE_SPACE, () -> freeBytes);
  }

  /**
   * What the views are made of.
   *
   * @param readers how records are read
   * @param counting counts what they take in
   * @param stores where reads go
   * @param instances the others; none = this one is the only one
   * @param listener is told what they show anew
   * @param registry whether the schema registry answers
   */
  record ViewParts(
      ViewReaders readers,
      Views.Counting counting,
      StreamsViewStores stores,
      @Nullable Instances instances,
      ViewListener listener,
      RegistryProbe registry) {}

  private void show(CentralMeter meter, Supplier<Number> value) {
    Gauge.builder(meter.id(), value)
        .description(meter.meaning())
        .baseUnit(meter.unit().isEmpty() ? null : meter.unit())
        .register(meters);
  }

  private static long orUnknown(@Nullable Long figure) {
    return figure == null ? -1 : figure;
  }

  private double stalenessSeconds() {
    return isFresh ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - freshNanos) / MS;
  }

  private double commitSeconds() {
    return commits.ageSeconds(System.nanoTime());
  }

  /** Asks the thread to end; returns at once. */
  void stop() {
    stopping.countDown();
  }

  @Override
  public void run() {
    try (Cluster cluster = awaitAddress()) {
      while (cluster != null && !isStopping()) {
        attempt(cluster);
      }
    } catch (InterruptedException e) {
      log.atWarn().log("Views interrupted");
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      doing = "ended: " + e.getMessage();
      log.atError().setCause(e).log("Views end: their configuration cannot work");
    } finally {
      isRunning = false;
      hasEnded = true;
      detach();
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
        isBrokerAway = true;
        pause("waiting for the broker", e.getCause() == null ? e : e.getCause());
      }
    }
    return null;
  }

  private void attempt(Cluster cluster) throws InterruptedException {
    CentralSettings.ViewSettings views = settings.views();
    try (StateFolder folder = StateFolder.take(views.stateDir(), views.applicationId())) {
      Map<String, Integer> partitions = topics(cluster);
      Topology topology = topology();
      if (folder.fit(ViewTopology.fingerprint(topology) + new TreeMap<>(partitions))) {
        log.atInfo().addKeyValue("folder", folder.path()).log("State of other views was wiped");
      }
      live(cluster, folder, partitions, topology);
    } catch (KafkaException e) {
      isBrokerAway = true;
      pause("waiting for the broker", e);
    } catch (UncheckedIOException e) {
      pause("waiting for the state folder", e);
    }
  }

  private Map<String, Integer> topics(Cluster cluster) {
    doing = "waiting for the broker";
    cluster.createMissing(settings.topics(), readers.types().all());
    isBrokerAway = false;
    return cluster.partitions(ViewTopology.sourceTopics(readers, settings.views().retention()));
  }

  private Topology topology() {
    CentralSettings.ViewSettings views = settings.views();
    MemoryTables kept = new MemoryTables(views.tableBytes());
    tables = kept;
    return ViewTopology.build(readers, counting, views.retention(), kept);
  }

  private void live(
      Cluster cluster, StateFolder folder, Map<String, Integer> partitions, Topology topology)
      throws InterruptedException {
    doing = "starting";
    starts.increment();
    ViewRun run = new ViewRun(new KafkaStreams(topology, StreamsProperties.of(settings)), listener);
    try (run;
        StreamMeters bound = new StreamMeters(run.streams(), meters)) {
      bound.bind();
      run.start();
      attach(run, partitions);
      String mutations = settings.topics().names().mutations();
      watch(
          run,
          new Watch(
              cluster, folder, cluster.ends(partitions), cluster.partitions(List.of(mutations))));
    } finally {
      isRunning = false;
      isCaughtUp = false;
      isFresh = false;
      readLag = null;
      commits.rest();
      detach();
    }
    if (!isStopping()) {
      if (run.isDamaged()) {
        wipes.increment();
        log.atWarn().addKeyValue("folder", folder.path()).log("Damaged state is wiped and rebuilt");
        folder.wipe();
      }
      pause("starting again", run.failure());
    }
  }

  private void attach(ViewRun run, Map<String, Integer> partitions) {
    stores.attach(run.streams(), partitions, tables);
    if (instances != null) {
      instances.attach(run.streams(), partitions);
    }
  }

  private void detach() {
    stores.detach();
    if (instances != null) {
      instances.detach();
    }
  }

  private record Watch(
      Cluster cluster,
      StateFolder folder,
      Map<TopicPartition, Long> ends,
      Map<String, Integer> mutations) {}

  private void watch(ViewRun run, Watch watch) throws InterruptedException {
    int quietLooks = 0;
    for (int look = 0; !isStopping() && !run.awaitEnd(LOOK); look++) {
      isRunning = run.isRunning();
      doing = isRunning ? "running" : "restoring or joining";
      quietLooks = isRunning && !isCaughtUp && run.lag() == 0 ? quietLooks + 1 : 0;
      boolean isQuiet = quietLooks >= LOOKS_WITHOUT_LAG;
      if (isRunning && !isCaughtUp && (isQuiet || hasReachedTheEnds(watch))) {
        isCaughtUp = true;
        warmUpOnce();
      }
      if (look % LOOKS_A_PROBE == 0) {
        probe(run, watch);
      }
      if (look == LOOKS_A_PROBE * PROBES_OF_A_GOOD_RUN) {
        pauses.reset();
      }
    }
  }

  /** Whether the group has taken in all that was there at the start; false if nobody can tell. */
  private boolean hasReachedTheEnds(Watch watch) {
    try {
      return watch.cluster.lag(settings.views().applicationId(), watch.ends) == 0;
    } catch (KafkaException e) {
      log.atDebug().setCause(e).log("Broker does not answer");
      return false;
    }
  }

  private void warmUpOnce() {
    if (!isWarm) {
      warmUp.accept(this::isStopping);
    }
    if (!isWarm && !isStopping()) {
      isWarm = true;
      log.atInfo().log("Views are ready");
    }
  }

  private void probe(ViewRun run, Watch watch) {
    freeBytes = watch.folder.freeBytes();
    readLag = isRunning ? run.lag() : null;
    noteFreshness();
    if (isRunning) {
      commits.look(run.commits(), run.lag(), System.nanoTime());
      access.works();
    }
    try {
      queueDepth =
          watch.cluster.lag(settings.views().aggregatorId(), watch.cluster.ends(watch.mutations));
      isBrokerAway = false;
      if (instances != null) {
        instances.heardBroker();
      }
    } catch (KafkaException e) {
      queueDepth = null;
      isBrokerAway = true;
      log.atDebug().setCause(e).log("Broker does not answer");
    }
  }

  /**
   * What is shown is as new as can be while nothing is left to take in, as far as anybody knows.
   */
  private void noteFreshness() {
    Long lag = readLag;
    isFresh = isCaughtUp && !isBrokerAway && lag != null && lag == 0;
    if (isFresh) {
      freshNanos = System.nanoTime();
    }
  }

  private void pause(String what, @Nullable Throwable why) throws InterruptedException {
    Duration pause = pauses.next();
    AccessRefusal refusal = access.failed(why);
    String words = why == null ? "" : String.valueOf(why.getMessage());
    String reason = refusal == null ? words : refusal.toString();
    doing = reason.isEmpty() ? what : what + ": " + reason;
    log.atLevel(refusal == null ? Level.WARN : Level.DEBUG)
        .addKeyValue("pauseMs", pause.toMillis())
        .addKeyValue("why", reason)
        .log("Views wait and try again");
    stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  @Override
  public @Nullable Long queueDepth() {
    return queueDepth;
  }

  @Override
  public @Nullable Long readLag() {
    return readLag;
  }

  /** How the views are. */
  Health health() {
    var now =
        new ViewChecks(
            new ViewChecks.Progress(isRunning, doing, isCaughtUp, isWarm),
            new ViewChecks.Away(isBrokerAway, registry.last()),
            new ViewChecks.Figures(
                readLag, freeBytes, settings.views().minFreeBytes(), commitSeconds()));
    var checks = new ArrayList<>(now.checks());
    if (instances != null) {
      checks.add(instances.check());
    }
    return new Health(!hasEnded || isStopping(), checks);
  }
}
