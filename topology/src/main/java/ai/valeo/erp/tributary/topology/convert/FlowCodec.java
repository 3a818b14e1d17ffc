package ai.valeo.erp.tributary.topology.convert;

import ai.valeo.erp.tributary.schemas.avro.ConnectionState;
import ai.valeo.erp.tributary.schemas.avro.EdgeNodeStatus;
import ai.valeo.erp.tributary.schemas.avro.FlowControl;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.serde.SerdeFailures;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.time.Instant;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Heartbeats and flow control on the wire. One thread. */
public final class FlowCodec {

  private final Topics topics;
  private final Deserializer<EdgeNodeStatus> heartbeats;
  private final Serializer<FlowControl> flow;

  FlowCodec(AvroSerdes serdes, Topics topics) {
    this.topics = topics;
    this.heartbeats = serdes.deserializer(EdgeNodeStatus.class);
    this.flow = serdes.serializer(FlowControl.class);
  }

  /**
   * What a heartbeat says of a node's load.
   *
   * @param node the node
   * @param pending mutations without an outcome
   * @param leaves whether it announces that it leaves
   */
  public record Heartbeat(String node, long pending, boolean leaves) {}

  /** A heartbeat; none if it cannot be read. */
  public @Nullable Heartbeat heartbeat(byte @Nullable [] value) {
    if (value == null) {
      return null;
    }
    try {
      EdgeNodeStatus status = heartbeats.deserialize(topics.edgeNodes(), value);
      boolean leaves = status.getState() == ConnectionState.OFFLINE;
      return new Heartbeat(status.getEdgeNodeId(), status.getPending(), leaves);
    } catch (RuntimeException e) {
      if (SerdeFailures.isRecordAtFault(e)) {
        return null;
      }
      throw e;
    }
  }

  /** How fast nodes may publish. */
  public byte[] flow(int perSecond, String reason, long untilMs) {
    return flow.serialize(
        topics.flowControl(), new FlowControl(perSecond, reason, Instant.ofEpochMilli(untilMs)));
  }
}
