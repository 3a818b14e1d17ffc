package ai.valeo.erp.tributary.topology.app;

import ai.valeo.erp.tributary.topology.convert.FlowCodec;
import ai.valeo.erp.tributary.topology.core.flow.FlowController;
import ai.valeo.erp.tributary.topology.core.flow.FlowNotice;
import ai.valeo.erp.tributary.topology.core.flow.Observation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks how far behind the aggregator is, and tells the edge nodes how fast they may publish, for
 * as long as this instance is the one that does so.
 *
 * <p>Its producer is transactional under a name that all instances share: whoever begins fences the
 * one before, so there is never more than one, whatever instances believe during a rebalance.
 *
 * <p>Threading: one thread; {@link #state} may be read by any.
 */
final class FlowWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FlowWriter.class);
  private static final byte[] EVERYBODY = "*".getBytes(StandardCharsets.UTF_8);
  private static final Duration CLOSE_TIME = Duration.ofSeconds(1);

  private final Setup setup;
  private final Producer<byte[], byte[]> producer;
  private final NodeCensus census;
  private FlowController controller;
  private FlowNotice told = FlowNotice.NONE;
  private Cluster.Progress last;
  private long lastAtMs;
  private volatile State state;

  /**
   * What it works with.
   *
   * @param settings how nodes are held back
   * @param cluster where the aggregator's progress is seen
   * @param group the aggregator's group
   * @param mutations topic of the mutations
   * @param topic topic of the notices
   * @param codec writes notices
   */
  record Setup(
      FlowSettings settings,
      Cluster cluster,
      String group,
      String mutations,
      String topic,
      FlowCodec codec) {}

  /** What it has come to: mutations a second for each node, the wait, and the nodes that share. */
  record State(int perNode, double waitSeconds, int nodes) {}

  FlowWriter(Setup setup, Producer<byte[], byte[]> producer, NodeCensus census) {
    this.setup = setup;
    this.producer = producer;
    this.census = census;
    controller = FlowController.free(setup.settings().rules());
    state = new State(controller.perNode(), Double.NaN, 1);
    producer.initTransactions();
    last = setup.cluster().progress(setup.group(), setup.mutations());
    lastAtMs = nowMs();
  }

  /** Looks once, and tells if it is due. */
  void look(long wallMs) {
    Cluster.Progress progress = setup.cluster().progress(setup.group(), setup.mutations());
    long nowMs = nowMs();
    double seconds = Math.max(1, nowMs - lastAtMs) / 1e3;
    double perSecond = Math.max(0, progress.taken() - last.taken()) / seconds;
    var observed = new Observation(nowMs, progress.lag(), perSecond, census.count(nowMs));
    last = progress;
    lastAtMs = nowMs;
    controller = controller.next(observed);
    state = new State(controller.perNode(), observed.waitMs() / 1e3, observed.nodes());
    if (told.isDue(controller.perNode(), nowMs, setup.settings().valid().toMillis())) {
      tell(observed, wallMs);
    }
  }

  private void tell(Observation observed, long wallMs) {
    String reason = !controller.brakes() ? "" : observed.perSecond() == 0 ? "STANDSTILL" : "LAG";
    long untilMs = wallMs + setup.settings().valid().toMillis();
    byte[] value = setup.codec().flow(controller.perNode(), reason, untilMs);
    producer.beginTransaction();
    var unused = producer.send(new ProducerRecord<>(setup.topic(), null, wallMs, EVERYBODY, value));
    producer.commitTransaction();
    told = new FlowNotice(controller.perNode(), observed.atMs());
    LOG.atInfo()
        .addKeyValue("perNode", controller.perNode())
        .addKeyValue("lag", observed.lag())
        .addKeyValue("perSecond", Math.round(observed.perSecond()))
        .addKeyValue("nodes", observed.nodes())
        .log("Edge nodes are told how fast to publish");
  }

  State state() {
    return state;
  }

  private static long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  @Override
  public void close() {
    census.close();
    producer.close(CLOSE_TIME);
  }
}
