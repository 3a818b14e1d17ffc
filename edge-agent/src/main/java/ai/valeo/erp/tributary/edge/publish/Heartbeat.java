package ai.valeo.erp.tributary.edge.publish;

import ai.valeo.erp.tributary.edge.core.Connectivity;
import ai.valeo.erp.tributary.edge.core.RemoteStatus;
import ai.valeo.erp.tributary.schemas.avro.ConnectionState;
import ai.valeo.erp.tributary.schemas.avro.EdgeNodeStatus;
import ai.valeo.erp.tributary.schemas.avro.RemoteHealth;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** The node's sign of life. */
public final class Heartbeat {

  private final String topic;
  private final Serializer<EdgeNodeStatus> serializer;

  public Heartbeat(String topic, AvroSerdes serdes) {
    this.topic = topic;
    this.serializer = serdes.serializer(EdgeNodeStatus.class);
  }

  /**
   * What a heartbeat tells.
   *
   * @param node the incarnation
   * @param location where it stands, in words; may be empty
   * @param version version of the program
   * @param origin which store speaks, and which run of the program
   * @param network how the node sees its network
   * @param queue what is under way
   * @param load what the machine does
   * @param sentAtMs the node's wall clock
   */
  public record Status(
      String node,
      String location,
      String version,
      Origin origin,
      Network network,
      Queue queue,
      Load load,
      long sentAtMs) {}

  /** Which store speaks, and which run of the program on it. */
  public record Origin(String store, String run) {}

  /** How the node sees its network. */
  public record Network(Connectivity connectivity, List<RemoteStatus> remotes) {}

  /** What is under way. */
  public record Queue(
      long pending, long failed, long conflicts, long lastSequence, long floor, Waiting waiting) {}

  /** How long mutations wait, and how it goes. */
  public record Waiting(OptionalLong oldestCapturedAtMs, long retries) {}

  /** What the machine does. */
  public record Load(double cpu, long memoryUsedBytes, long diskFreeBytes, long storeBytes) {}

  /** The record of a heartbeat. */
  public ProducerRecord<byte[], byte[]> record(Status status, boolean leaves) {
    EdgeNodeStatus avro =
        EdgeNodeStatus.newBuilder()
            .setEdgeNodeId(status.node())
            .setLocation(status.location().isEmpty() ? null : status.location())
            .setState(leaves ? ConnectionState.OFFLINE : state(status.network().connectivity()))
            .setRemotes(status.network().remotes().stream().map(Heartbeat::remote).toList())
            .setPending(status.queue().pending())
            .setFailed(status.queue().failed())
            .setConflicts(status.queue().conflicts())
            .setLastSequence(status.queue().lastSequence())
            .setFloor(status.queue().floor())
            .setStoreId(status.origin().store())
            .setRunId(status.origin().run())
            .setOldestPendingMs(oldest(status.queue().waiting()))
            .setRetries(status.queue().waiting().retries())
            .setStoreBytes(status.load().storeBytes())
            .setVersion(status.version())
            .setCpuLoad(status.load().cpu())
            .setMemoryUsedBytes(status.load().memoryUsedBytes())
            .setDiskFreeBytes(status.load().diskFreeBytes())
            .setSentAtMs(Instant.ofEpochMilli(status.sentAtMs()))
            .build();
    return new ProducerRecord<>(
        topic, status.node().getBytes(StandardCharsets.UTF_8), serializer.serialize(topic, avro));
  }

  /** What sends is connected, whatever the connection is shown as at this very moment. */
  private static ConnectionState state(Connectivity connectivity) {
    return connectivity.state() == ai.valeo.erp.tributary.edge.core.ConnectionState.UNSTABLE
        ? ConnectionState.UNSTABLE
        : ConnectionState.ONLINE;
  }

  private static RemoteHealth remote(RemoteStatus status) {
    return RemoteHealth.newBuilder()
        .setRemote(status.remote().name())
        .setState(status.state().name())
        .setLatencyMs(status.latencyMs())
        .setLoss(status.loss())
        .setLastError(status.lastError())
        .build();
  }

  private static @Nullable Instant oldest(Waiting waiting) {
    OptionalLong ms = waiting.oldestCapturedAtMs();
    return ms.isPresent() ? Instant.ofEpochMilli(ms.getAsLong()) : null;
  }
}
