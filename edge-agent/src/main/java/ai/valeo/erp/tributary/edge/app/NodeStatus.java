package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.core.Connectivity;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.PublishNumber;
import ai.valeo.erp.tributary.edge.publish.Heartbeat;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.OutboxTable;
import ai.valeo.erp.tributary.edge.store.Tables;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Figures of the node, of its process and of its disk. Any thread. */
final class NodeStatus {

  private static final String VERSION = version();

  private final EdgeSettings settings;
  private final EdgeStore store;
  private final InstantSource clock;
  private final AtomicLong feedLag = new AtomicLong(-1);
  private volatile @Nullable Instant lastConnected;

  NodeStatus(EdgeSettings settings, EdgeStore store, InstantSource clock) {
    this.settings = settings;
    this.store = store;
    this.clock = clock;
  }

  AtomicLong feedLag() {
    return feedLag;
  }

  void wasConnected() {
    lastConnected = clock.instant();
  }

  EdgeStats stats(Connectivity connectivity) {
    return store.read(tables -> stats(connectivity, tables));
  }

  private EdgeStats stats(Connectivity connectivity, Tables tables) {
    OutboxTable.Counts counts = tables.outbox().counts();
    PublishNumber last = PublishNumber.of(tables.node().sequence());
    return new EdgeStats(
        connectivity.state(),
        connectivity.offlineMode(),
        lastConnected,
        new EdgeStats.OutboxStats(counts.pending(), counts.processing(), counts.answered()),
        tables.attention().count(MutationState.FAILED),
        tables.attention().count(MutationState.CONFLICT),
        last.sequence(),
        PublishNumber.of(tables.floor(last.packed())).sequence(),
        feedLag.get());
  }

  Supplier<Heartbeat.Status> heartbeat(
      Supplier<EdgeStats> stats, Supplier<Heartbeat.Network> network, String run) {
    return () -> {
      EdgeStats now = stats.get();
      Self self = store.read(Self::of);
      var queue =
          new Heartbeat.Queue(
              now.outbox().unanswered(),
              now.failed(),
              now.conflicts(),
              now.lastSequence(),
              now.floor(),
              self.waiting());
      return new Heartbeat.Status(
          self.incarnation(),
          settings.location(),
          VERSION,
          new Heartbeat.Origin(self.store(), run),
          network.get(),
          queue,
          load(self.storeBytes()),
          clock.millis());
    };
  }

  /** What the store says of itself. */
  private record Self(
      String incarnation, String store, Heartbeat.Waiting waiting, long storeBytes) {

    static Self of(Tables tables) {
      return new Self(
          tables.node().incarnation().id().value(),
          tables.lineage().get().store(),
          new Heartbeat.Waiting(tables.figures().oldestCapturedMs(), tables.figures().retries()),
          tables.figures().storeBytes());
    }
  }

  private Heartbeat.Load load(long storeBytes) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    long usedBytes =
        memory.getHeapMemoryUsage().getUsed() + memory.getNonHeapMemoryUsage().getUsed();
    return new Heartbeat.Load(cpu(), usedBytes, diskFreeBytes(), storeBytes);
  }

  /** Share of the machine's processors in use; 0 where the JVM cannot tell. */
  private static double cpu() {
    double load =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getCpuLoad()
            : 0;
    return Double.isNaN(load) || load < 0 ? 0 : load;
  }

  private long diskFreeBytes() {
    Path folder = settings.store().file().toAbsolutePath().getParent();
    try {
      return folder == null ? 0 : Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return 0; // the folder is gone; the store will say so
    }
  }

  private static String version() {
    String version = EdgeNode.class.getPackage().getImplementationVersion();
    return version == null ? "unpacked" : version;
  }
}
