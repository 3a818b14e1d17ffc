package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.fetch.Lags;
import ai.valeo.erp.tributary.graphql.http.Health;
import ai.valeo.erp.tributary.graphql.peer.PeerMetrics;
import ai.valeo.erp.tributary.graphql.peer.PeerServer;
import ai.valeo.erp.tributary.graphql.peer.PeerSettings;
import ai.valeo.erp.tributary.graphql.peer.PeerWatch;
import ai.valeo.erp.tributary.graphql.peer.Peers;
import ai.valeo.erp.tributary.graphql.peer.RoutedReads;
import ai.valeo.erp.tributary.graphql.peer.Status;
import ai.valeo.erp.tributary.graphql.peer.Table;
import ai.valeo.erp.tributary.graphql.view.MemoryTables;
import ai.valeo.erp.tributary.graphql.view.RateMeter;
import ai.valeo.erp.tributary.graphql.view.StreamsViewStores;
import ai.valeo.erp.tributary.graphql.view.ViewPlaces;
import ai.valeo.erp.tributary.graphql.view.ViewReaders;
import ai.valeo.erp.tributary.graphql.view.ViewReads;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This instance among the others: which partitions are where, how they are read, and how old copies
 * are. Its own thread watches; the rest is for any thread.
 */
final class Instances implements Runnable, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Instances.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration STOP_TIME = Duration.ofSeconds(5);
  private static final long TABLE_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private final PeerSettings settings;
  private final StreamsViewStores own;
  private final StreamsViewStores copies = new StreamsViewStores(true);
  private final Freshness freshness;
  private final Peers peers;
  private final PeerWatch watch;
  private final PeerMetrics metrics;
  private final RateMeter rate;
  private final Lags lags;
  private final ViewReads reads;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("central-instances").unstarted(this);
  private volatile @Nullable KafkaStreams streams;
  private volatile @Nullable Known known;
  private volatile boolean isAlone = true;
  private volatile long brokerHeardNs = System.nanoTime();
  private @Nullable PeerServer server; // guarded by this

  private record Known(long atNs, @Nullable Table table) {}

  /**
   * What it works with.
   *
   * @param own the partitions that this instance keeps up to date
   * @param readers how records are read
   * @param rate counts answers
   * @param lags what is measured here
   */
  record Surroundings(StreamsViewStores own, ViewReaders readers, RateMeter rate, Lags lags) {}

  Instances(
      CentralSettings central, PeerSettings settings, Surroundings around, MeterRegistry meters) {
    this.settings = settings;
    this.own = around.own;
    this.rate = around.rate;
    this.lags = around.lags;
    this.metrics = new PeerMetrics(meters);
    Map<String, String> topics = ViewPlaces.topics(around.readers, central.views().retention());
    this.freshness =
        new Freshness(
            copies,
            new Freshness.Places(
                topics, ViewPlaces.mirrors(around.readers), ViewPlaces.marked(around.readers)),
            System::nanoTime,
            settings.staleness());
    this.peers = new Peers(settings, InstantSource.system(), System::nanoTime, metrics);
    this.watch = new PeerWatch(peers, System::nanoTime);
    this.reads =
        new RoutedReads(new RoutedReads.Parts(own, freshness, this::table, topics, peers, metrics));
    own.hold(() -> !isAlone && isCutOff());
    metrics.staleness(freshness::oldest);
    rate.with(watch::answersPerSecond);
  }

  /** Reads of the views, wherever they are. */
  ViewReads reads() {
    return reads;
  }

  /** Listens, and watches the others. */
  synchronized void start() {
    server =
        PeerServer.start(
            settings,
            InstantSource.system(),
            new PeerServer.Parts(own, freshness, this::status, metrics));
    thread.start();
    log.atInfo()
        .addKeyValue("listen", settings.listen())
        .addKeyValue("advertised", settings.advertised())
        .log("Other instances may ask");
  }

  /** From now on this application has the partitions of this instance. */
  void attach(KafkaStreams running, Map<String, Integer> partitions) {
    copies.attach(running, partitions, new MemoryTables(0)); // copies are written unseen
    streams = running;
    known = null;
  }

  /** From now on there are none. */
  void detach() {
    streams = null;
    known = null;
    copies.detach();
    freshness.forget();
  }

  /** The broker has answered. */
  void heardBroker() {
    brokerHeardNs = System.nanoTime();
  }

  private byte[] status() {
    Long lag = lags.readLag();
    return new Status(isWell(), rate.ownPerSecond(), lag == null ? -1 : lag).toBytes();
  }

  private boolean isWell() {
    KafkaStreams now = streams;
    return now != null && now.state() == KafkaStreams.State.RUNNING && !isCutOff();
  }

  private boolean isCutOff() {
    return System.nanoTime() - brokerHeardNs > settings.staleness().toNanos();
  }

  private @Nullable Table table() {
    Known last = known;
    long now = System.nanoTime();
    if (last != null && now - last.atNs < TABLE_NS) {
      return last.table;
    }
    Table table = ask();
    known = new Known(now, table);
    return table;
  }

  private @Nullable Table ask() {
    KafkaStreams now = streams;
    try {
      return now == null
          ? null
          : Table.of(settings.advertised(), now.metadataForAllStreamsClients());
    } catch (IllegalStateException | StreamsException e) {
      return null; // it has not joined the others yet, or is stopping
    }
  }

  @Override
  public void run() {
    try {
      do {
        watch();
      } while (!stopping.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What fails now may work in a moment: copies are of no use to whom nobody watches any more. */
  private void watch() {
    try {
      look();
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).log("The other instances could not be looked after");
    }
  }

  private void look() {
    Table table = table();
    KafkaStreams now = streams;
    if (table == null || now == null) {
      return;
    }
    try {
      watch.look(table.others());
      isAlone = table.others().isEmpty();
      boolean isWell = isWell();
      long atNs = System.nanoTime();
      freshness.owned(table, partition -> wellAt(table, partition, isWell ? atNs : null));
      if (!isAlone) {
        freshness.measure(now);
        heardBroker();
      }
    } catch (KafkaException | IllegalStateException e) {
      log.atDebug().setCause(e).log("Copies could not be measured");
    }
  }

  private @Nullable Long wellAt(Table table, TopicPartition partition, @Nullable Long here) {
    var owner = table.owners().get(partition);
    return owner == null || owner.equals(table.self()) ? here : watch.lastWellNs(owner);
  }

  /** Records not taken in, at all instances. */
  @Nullable Long lag(@Nullable Long here) {
    Table table = table();
    Long there = table == null ? null : watch.lag(table.others());
    return here == null || there == null ? null : Long.valueOf(here + there);
  }

  /**
   * What is measured here, and the lag of all.
   *
   * @param instances all of them
   * @param here what is measured here
   */
  record AllLags(Instances instances, Lags here) implements Lags {

    @Override
    public @Nullable Long queueDepth() {
      return here.queueDepth();
    }

    @Override
    public @Nullable Long readLag() {
      return instances.lag(here.readLag());
    }
  }

  /** How this instance stands among the others; never keeps it from being ready. */
  Health.Check check() {
    Table table = table();
    Set<?> others = table == null ? Set.of() : table.others();
    if (table == null) {
      return new Health.Check("instances", true, "not joined yet");
    }
    long here = table.owners().values().stream().filter(table.self()::equals).count();
    int well = watch.well(table.others(), 4 * LOOK.toNanos());
    return new Health.Check(
        "instances",
        true,
        well
            + (" of " + others.size() + " others answer; partitions here: " + here)
            + (" of " + table.owners().size() + "; stores measured: " + freshness.count())
            + (", oldest " + freshness.oldest().toMillis() + " ms"));
  }

  @Override
  public synchronized void close() {
    stopping.countDown();
    PeerServer listening = server;
    if (listening != null) {
      listening.close();
    }
    try {
      if (thread.isAlive()) {
        thread.join(STOP_TIME);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    peers.close();
  }
}
