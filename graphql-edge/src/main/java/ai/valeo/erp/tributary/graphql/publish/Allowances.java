package ai.valeo.erp.tributary.graphql.publish;

import ai.valeo.erp.tributary.schemas.avro.FlowControl;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How fast the centre lets nodes publish, as the flow control topic says. What cannot be read is as
 * if nothing were said: a brake must not stop anybody by itself. Any thread.
 */
public final class Allowances {

  /** Everybody without an allowance of their own. */
  private static final String EVERYBODY = "*";

  private static final int MOST = 100_000;
  private static final Logger log = LoggerFactory.getLogger(Allowances.class);

  private final String topic;
  private final Deserializer<FlowControl> deserializer;
  private final Map<String, Allowance> said = new ConcurrentHashMap<>();

  /** Nothing is said yet. */
  public Allowances(Topics topics, AvroSerdes serdes) {
    this.topic = topics.flowControl();
    this.deserializer = serdes.deserializer(FlowControl.class);
  }

  private record Allowance(int perSecond, long untilMs) {}

  /** The topic. */
  public String topic() {
    return topic;
  }

  /** A record of the topic; none = what was said is taken back. */
  public void take(String node, byte @Nullable [] value) {
    FlowControl allowance = read(value);
    if (allowance == null || said.size() >= MOST) {
      said.remove(node);
    } else {
      said.put(
          node,
          new Allowance(allowance.getMutationsPerSecond(), allowance.getUntilMs().toEpochMilli()));
    }
  }

  /**
   * Mutations a second that a node may publish; negative = as many as it likes.
   *
   * @param names the node's names, the most particular first
   */
  public int perSecond(long nowMs, String... names) {
    for (String name : names) {
      Allowance own = said.get(name);
      if (own != null && own.untilMs > nowMs) {
        return own.perSecond;
      }
    }
    Allowance all = said.get(EVERYBODY);
    return all != null && all.untilMs > nowMs ? all.perSecond : -1;
  }

  private @Nullable FlowControl read(byte @Nullable [] value) {
    try {
      return value == null ? null : deserializer.deserialize(topic, value);
    } catch (RuntimeException e) {
      log.atDebug().setCause(e).log("Flow control not read");
      return null;
    }
  }
}
