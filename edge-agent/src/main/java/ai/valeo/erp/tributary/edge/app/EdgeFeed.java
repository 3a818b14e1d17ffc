package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.core.ConnectionState;
import ai.valeo.erp.tributary.edge.core.FeedProgress;
import ai.valeo.erp.tributary.edge.core.FeedState;
import ai.valeo.erp.tributary.edge.core.FeedState.Mode;
import ai.valeo.erp.tributary.edge.feedback.ProgressMeter;
import ai.valeo.erp.tributary.edge.feedback.SyncRequests;
import ai.valeo.erp.tributary.edge.publish.WakeSignal;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the node reads from the centre, and how far it is. Any thread. */
public final class EdgeFeed {

  private static final long CHECK_MS = 100;

  private final EdgeStore store;
  private final ProgressMeter meter;
  private final SyncRequests requests;
  private final Nudges nudges;
  private final Supplier<EdgeStats> stats;

  /**
   * What makes the node look at once whether there is something to do.
   *
   * @param work to publish
   * @param settled given whenever something was settled
   * @param link to connect without a pause
   */
  record Nudges(WakeSignal work, WakeSignal settled, Runnable link) {}

  EdgeFeed(
      EdgeStore store,
      ProgressMeter meter,
      SyncRequests requests,
      Nudges nudges,
      Supplier<EdgeStats> stats) {
    this.store = store;
    this.meter = meter;
    this.requests = requests;
    this.nudges = nudges;
    this.stats = stats;
  }

  /** How far it is with each entity type, or was when it last caught up. */
  public List<FeedProgress> progress() {
    return meter.all();
  }

  /** Tells a listener of every step of catching up from now on; the last one is at 100 percent. */
  public void listenProgress(Consumer<FeedProgress> listener) {
    meter.listen(listener);
  }

  /**
   * Whether everything the centre had written of the wanted entities of a type was read, over
   * restarts too; what is not here after that, the centre did not have.
   */
  public boolean hasReceived(String entityType) {
    return store.read(tables -> {
      FeedState state = tables.feeds().all().get(entityType);
      boolean isBeingWidened = state != null && state.mode() == Mode.WIDENING;
      return tables.switches().hasReceived() && !isBeingWidened;
    });
  }

  /** How each entity type is read now. */
  public SortedMap<String, Mode> modes() {
    return store.read(tables -> {
      var modes = new TreeMap<String, Mode>();
      tables.feeds().all().forEach((type, state) -> modes.put(type, state.mode()));
      return modes;
    });
  }

  /**
   * Sends and reads everything now, in the background.
   *
   * @param longest how long to wait for that
   * @return what became of it, within that time; without a connection at once
   */
  public CompletableFuture<SyncReport> syncNow(Duration longest) {
    nudges.link().run();
    nudges.work().give();
    if (!isConnected(stats.get())) {
      return CompletableFuture.completedFuture(report(SyncReport.Result.OFFLINE));
    }
    CompletableFuture<Void> read = requests.add();
    var done = new CompletableFuture<SyncReport>();
    Thread.ofVirtual()
        .name("edge-sync")
        .start(() -> {
          try {
            done.complete(report(await(read, longest)));
          } catch (InterruptedException | RuntimeException e) {
            done.completeExceptionally(e);
          } finally {
            read.cancel(false);
          }
        });
    return done;
  }

  private SyncReport.Result await(CompletableFuture<Void> read, Duration longest)
      throws InterruptedException {
    long deadlineNanos = System.nanoTime() + longest.toNanos();
    while (true) {
      long seen = nudges.settled().count();
      EdgeStats now = stats.get();
      if (read.isDone() && now.outbox().isSettled()) {
        return SyncReport.Result.CAUGHT_UP;
      }
      if (now.connection() == ConnectionState.OFFLINE) {
        return SyncReport.Result.OFFLINE;
      }
      if (System.nanoTime() - deadlineNanos >= 0) {
        return SyncReport.Result.UNFINISHED;
      }
      nudges.settled().await(seen, CHECK_MS);
    }
  }

  private SyncReport report(SyncReport.Result result) {
    EdgeStats now = stats.get();
    return new SyncReport(result, now.outbox().unanswered(), now.feedLag());
  }

  private static boolean isConnected(EdgeStats stats) {
    return switch (stats.connection()) {
      case ONLINE, UNSTABLE -> true;
      case OFFLINE, RECONNECTING -> false;
    };
  }
}
