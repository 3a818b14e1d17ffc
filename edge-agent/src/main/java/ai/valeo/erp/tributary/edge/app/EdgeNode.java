package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.Attention;
import ai.valeo.erp.tributary.edge.core.Connectivity;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.Remote;
import ai.valeo.erp.tributary.edge.feedback.Absence;
import ai.valeo.erp.tributary.edge.feedback.Feedback;
import ai.valeo.erp.tributary.edge.feedback.ProgressMeter;
import ai.valeo.erp.tributary.edge.feedback.ScopeChange;
import ai.valeo.erp.tributary.edge.feedback.SyncRequests;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetric;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetrics;
import ai.valeo.erp.tributary.edge.network.ConnectionListener;
import ai.valeo.erp.tributary.edge.network.Link;
import ai.valeo.erp.tributary.edge.network.RemoteWatch;
import ai.valeo.erp.tributary.edge.network.Remotes;
import ai.valeo.erp.tributary.edge.outbox.BatchResult;
import ai.valeo.erp.tributary.edge.outbox.Capture;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult;
import ai.valeo.erp.tributary.edge.outbox.EntityQuery;
import ai.valeo.erp.tributary.edge.outbox.PublishQueue;
import ai.valeo.erp.tributary.edge.outbox.Settlement;
import ai.valeo.erp.tributary.edge.outbox.Settlement.Settled;
import ai.valeo.erp.tributary.edge.outbox.Views;
import ai.valeo.erp.tributary.edge.publish.Acknowledged;
import ai.valeo.erp.tributary.edge.publish.FlowGate;
import ai.valeo.erp.tributary.edge.publish.Heartbeat;
import ai.valeo.erp.tributary.edge.publish.Publisher;
import ai.valeo.erp.tributary.edge.publish.WakeSignal;
import ai.valeo.erp.tributary.edge.search.Lists;
import ai.valeo.erp.tributary.edge.search.Search;
import ai.valeo.erp.tributary.edge.search.SearchIndex;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.Room;
import ai.valeo.erp.tributary.schemas.access.AccessRefusal;
import ai.valeo.erp.tributary.schemas.access.AccessWatch;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.signing.MutationSigner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * An edge node: works on its own store, whether there is a network or not. What it can do beyond
 * the daily calls here is in its parts: {@link #outbox}, {@link #network}, {@link #feed}, {@link
 * #search}.
 *
 * <p>Threading: any thread. Listeners are called by the node's own threads and must be quick.
 */
public final class EdgeNode implements AutoCloseable {

  private static final long SETTLE_CHECK_MS = 250;

  private final EdgeStore store;
  private final Views views;
  private final NodeStatus status;
  private final AvroSerdes serdes;
  private final Link link;
  private final EdgeOutbox outbox;
  private final EdgeStorage storage;
  private final EdgeNetwork network;
  private final EdgeFeed feed;
  private final Upkeep upkeep;
  private final SearchIndex searchIndex;
  private final Search search;
  private final Lists lists;
  private final AccessWatch access;
  private final Troubles troubles = new Troubles();
  private final News news = new News();
  private final WakeSignal work = new WakeSignal();
  private final FlowGate gate;
  private final WakeSignal settled = new WakeSignal();

  private EdgeNode(EdgeSettings settings, Surroundings surroundings, EdgeStore store) {
    this.store = store;
    var types = surroundings.types();
    var clock = surroundings.clock();
    String run = surroundings.ids().get().value();
    var metrics = new EdgeMetrics(surroundings.meters(), settings.store().node().value(), clock);
    access = new AccessWatch(metrics::accessRefused);
    views = new Views(store, types::type);
    status = new NodeStatus(settings, store, clock);
    serdes = AvroSerdes.of(ClientConfigs.serdes(settings));
    var remotes = new Remotes(settings.network(), new RemoteWatch.Time(System::nanoTime, clock));
    gate = new FlowGate(settings.publish().flow(), System::nanoTime);
    var meter = new ProgressMeter();
    var requests = new SyncRequests();
    var parts =
        new SessionParts(
            settings,
            types,
            serdes,
            store,
            remotes,
            run,
            access,
            MutationSigner.orNone(settings.store().node().value(), settings.signingKeys(), clock),
            troubles,
            new PublishQueue(store, clock),
            new Settlement(store, settings.scope(), clock),
            new Publisher.Shared(
                new Acknowledged(),
                gate,
                new Publisher.Network(
                    remotes.watch(Remote.BROKER)::isUnstable, remotes.watch(Remote.REGISTRY)),
                work,
                metrics,
                news::changed,
                this::nudge),
            new Feedback.Shared(
                new ReentrantLock(),
                status.feedLag(),
                metrics,
                new Feedback.Watch(
                    meter,
                    requests,
                    new Absence(clock, settings.clock().longestAway()),
                    surroundings.tracing()),
                this::settled,
                this::nudge),
            status.heartbeat(this::stats, this::heartbeatNetwork, run));
    boolean offlineMode = store.read(tables -> tables.switches().isOfflineMode());
    link =
        new Link(
            settings.network(),
            Connectivity.notStarted(offlineMode),
            () -> new KafkaSession(parts),
            surroundings.random());
    var start = new NetworkProbes.Start(offlineMode, surroundings.random());
    var probes = new NetworkProbes(settings, remotes, link::hurry, start);
    feed =
        new EdgeFeed(
            store, meter, requests, new EdgeFeed.Nudges(work, settled, link::hurry), this::stats);
    network = new EdgeNetwork(link, probes, parts, status);
    var capture = new Capture(store, types::type, clock, surroundings.ids());
    var watch = new EdgeOutbox.Watch(metrics, new CaptureTrail(surroundings.tracing()));
    outbox = new EdgeOutbox(store, capture, watch, work, news);
    storage = new EdgeStorage(store, file -> MutationFiles.write(store, settings, clock, file));
    upkeep = new Upkeep(store, settings.retention(), clock);
    searchIndex = new SearchIndex(store, types.all());
    search = new Search(store, views, searchIndex);
    lists = new Lists(store, views, searchIndex);
    searchIndex.start();
    new ScopeChange(store, settings.scope(), types.all(), settings.topics()).apply();
    registerGauges(metrics);
    new OutboxGauges(store, clock).register(metrics, types.all());
  }

  /**
   * Opens the node's store; nothing uses the network before {@link #start}.
   *
   * @throws ai.valeo.erp.tributary.edge.store.StoreException if another process has it open, or it
   *     is not this node's
   */
  public static EdgeNode open(EdgeSettings settings, Surroundings surroundings) {
    EdgeStore store = EdgeStore.open(settings.store());
    try {
      long now = surroundings.clock().millis();
      store.run(transaction -> transaction.addPause(now));
      settings.retention().apply(store);
      return new EdgeNode(settings, surroundings, store);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** Opens the node with the machine's clock and the types its settings name. */
  public static EdgeNode open(EdgeSettings settings) {
    return open(settings, Surroundings.of(settings));
  }

  /** Begins to connect, in the background and for as long as the node lives; call once. */
  public void start() {
    upkeep.start();
    network.start();
  }

  /** Its name, without incarnation. */
  public EdgeNodeId id() {
    return store.settings().node();
  }

  /** Under which name its store publishes: its own, or {@code name#2} and so on. */
  public EdgeNodeId incarnation() {
    return store.read(tables -> tables.node().incarnation().id());
  }

  /** What keeps it from its work, in words; empty if all is well. */
  public List<String> troubles() {
    var present = new ArrayList<>(troubles.present());
    AccessRefusal refusal = access.present();
    if (refusal != null) {
      present.add(refusal.toString());
    }
    Room room = store.room();
    if (!room.isThere()) {
      present.add("ROOM: " + room.why());
    }
    return List.copyOf(present);
  }

  /** Its store as a file. */
  public EdgeStorage storage() {
    return storage;
  }

  /** Its own mutations. */
  public EdgeOutbox outbox() {
    return outbox;
  }

  /** Its connection. */
  public EdgeNetwork network() {
    return network;
  }

  /** What it reads from the centre. */
  public EdgeFeed feed() {
    return feed;
  }

  /** Full-text search of its entities. */
  public Search search() {
    return search;
  }

  /** Lists of its entities. */
  public Lists lists() {
    return lists;
  }

  /** See {@link EdgeOutbox#capture}. */
  public CaptureResult capture(Draft draft) {
    return outbox.capture(draft);
  }

  /** See {@link EdgeOutbox#captureAll}. */
  public BatchResult captureAll(List<Draft> drafts) {
    return outbox.captureAll(drafts);
  }

  /** An entity with the node's own open changes; empty if it does not exist here. */
  public Optional<EntityView> entity(EntityKey key) {
    return views.entity(key);
  }

  /** Those of these entities that exist here, with the node's own open changes. */
  public Map<EntityKey, EntityView> entities(Collection<EntityKey> keys) {
    return views.entities(keys);
  }

  /** Entities with the node's own open changes. */
  public List<EntityView> entities(EntityQuery query) {
    return views.entities(query);
  }

  /** See {@link EdgeOutbox#pending}. */
  public List<OutboxEntry> pending(int limit) {
    return outbox.pending(limit);
  }

  /** See {@link EdgeOutbox#attention}. */
  public List<Attention> attention(int limit) {
    return outbox.attention(limit);
  }

  /** See {@link EdgeOutbox#acknowledge}. */
  public boolean acknowledge(MutationId id) {
    return outbox.acknowledge(id);
  }

  /** See {@link EdgeNetwork#setOfflineMode}. */
  public void setOfflineMode(boolean on) {
    network.setOfflineMode(on);
  }

  /** See {@link EdgeNetwork#connectivity}. */
  public Connectivity connectivity() {
    return network.connectivity();
  }

  /** Figures of the node now. */
  public EdgeStats stats() {
    return status.stats(network.connectivity());
  }

  /**
   * Waits until every mutation is answered and every effect of them is in the bases.
   *
   * @return whether that is so, within the time
   */
  public boolean awaitSettled(Duration longest) throws InterruptedException {
    return await(stats -> stats.outbox().isSettled(), longest);
  }

  /**
   * Waits until, besides, every record the centre has written is read.
   *
   * @return whether that is so, within the time
   */
  public boolean awaitCaughtUp(Duration longest) throws InterruptedException {
    return await(EdgeStats::isCaughtUp, longest);
  }

  /** See {@link EdgeNetwork#listen}. */
  public void listenConnection(ConnectionListener listener) {
    network.listen(listener);
  }

  /** Tells a listener of every answer to this node's mutations from now on. */
  public void listenAnswers(Consumer<Answer> listener) {
    news.listenAnswers(listener);
  }

  /** Tells a listener of every entity whose view may have changed, own captures included. */
  public void listenChanges(Consumer<Set<EntityKey>> listener) {
    news.listenChanges(listener);
  }

  /** Says goodbye if online and ends the node; everything captured stays. */
  @Override
  public void close() {
    network.close();
    serdes.close();
    upkeep.close();
    searchIndex.close();
    store.close();
  }

  private void settled(Settled batch) {
    gate.answered(batch.answers().stream().map(Answer::sequence).toList());
    work.give(); // the window may have room again
    settled.give();
    news.settled(batch);
  }

  private boolean await(Predicate<EdgeStats> condition, Duration longest)
      throws InterruptedException {
    long deadlineNanos = System.nanoTime() + longest.toNanos();
    while (true) {
      long seen = settled.count();
      if (condition.test(stats())) {
        return true;
      }
      if (System.nanoTime() - deadlineNanos >= 0) {
        return false;
      }
      settled.await(seen, SETTLE_CHECK_MS);
    }
  }

  private Heartbeat.Network heartbeatNetwork() {
    return new Heartbeat.Network(network.connectivity(), network.remotes());
  }

  private void nudge() {
    link.nudge();
  }

  private void registerGauges(EdgeMetrics metrics) {
    metrics.gauge(EdgeMetric.PENDING, this, node -> node.stats().outbox().unanswered());
    metrics.gauge(EdgeMetric.FAILED, this, node -> node.stats().failed());
    metrics.gauge(EdgeMetric.CONFLICTS, this, node -> node.stats().conflicts());
    metrics.gauge(EdgeMetric.STORE_BYTES, store, of -> of.room().usedBytes());
    metrics.gauge(EdgeMetric.DISK_FREE, store, of -> of.room().freeBytes());
    metrics.gauge(EdgeMetric.ROOM, store, of -> of.room().isThere() ? 1 : 0);
    metrics.gauge(EdgeMetric.FEED_LAG, status.feedLag(), lag -> lag.get());
  }
}
