package ai.valeo.erp.tributary.topology.app;

import ai.valeo.erp.tributary.schemas.access.AccessWatch;
import ai.valeo.erp.tributary.topology.convert.Wire;
import ai.valeo.erp.tributary.topology.stream.TopologyMetric;
import ai.valeo.erp.tributary.topology.stream.TopologyMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Has edge nodes told how fast to publish, while this instance owns the first partition of the
 * mutations: so just one does. Whatever fails here is tried again at the next look and never
 * disturbs the stream.
 *
 * <p>Threading: a thread of its own.
 */
final class FlowLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FlowLoop.class);
  private static final int CALL_TIME_MS = 8_000;

  private final AggregatorSettings settings;
  private final Surroundings around;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().name("aggregator-flow").daemon().unstarted(task));
  private volatile @Nullable FlowWriter writer;

  /**
   * What it looks at.
   *
   * @param cluster the cluster
   * @param wire the records' forms
   * @param run the stream that runs now, if any
   * @param access notices when the broker refuses the process
   */
  record Surroundings(
      Cluster cluster, Wire wire, Supplier<@Nullable StreamRun> run, AccessWatch access) {}

  FlowLoop(AggregatorSettings settings, Surroundings around) {
    this.settings = settings;
    this.around = around;
  }

  void start(TopologyMetrics metrics) {
    metrics.gauge(
        TopologyMetric.FLOW_ALLOWANCE, this, loop -> loop.shown(FlowWriter.State::perNode));
    metrics.gauge(
        TopologyMetric.FLOW_WAIT, this, loop -> loop.shown(FlowWriter.State::waitSeconds));
    metrics.gauge(TopologyMetric.FLOW_NODES, this, loop -> loop.shown(FlowWriter.State::nodes));
    if (settings.flow().isOn()) {
      long intervalMs = settings.flow().interval().toMillis();
      var unused =
          looks.scheduleWithFixedDelay(this::look, intervalMs, intervalMs, TimeUnit.MILLISECONDS);
    }
  }

  private double shown(ToDoubleFunction<FlowWriter.State> figure) {
    FlowWriter now = writer;
    return now == null ? Double.NaN : figure.applyAsDouble(now.state());
  }

  private void look() {
    try {
      StreamRun run = around.run().get();
      if (run == null || !run.owns(settings.topics().mutations(), 0)) {
        release();
        return;
      }
      FlowWriter now = writer;
      if (now == null) {
        now = open();
        writer = now;
      }
      now.look(System.currentTimeMillis());
      around.access().works();
    } catch (RuntimeException e) {
      LOG.atLevel(around.access().failed(e) == null ? Level.WARN : Level.DEBUG)
          .addKeyValue("cause", String.valueOf(e.getMessage()))
          .log("Flow control could not be looked after");
      release();
    }
  }

  private FlowWriter open() {
    String group = settings.process().applicationId();
    Map<String, Object> config = new HashMap<>(settings.kafka());
    config.put(ProducerConfig.CLIENT_ID_CONFIG, group + "-flow");
    var setup =
        new FlowWriter.Setup(
            settings.flow(),
            around.cluster(),
            group,
            settings.topics().mutations(),
            settings.topics().flowControl(),
            around.wire().flow());
    var census = new NodeCensus(consumer(config), setup.codec(), settings.topics().edgeNodes());
    KafkaProducer<byte[], byte[]> producer = null;
    try {
      producer = producer(config, group);
      return new FlowWriter(setup, producer, census);
    } catch (RuntimeException e) {
      census.close();
      if (producer != null) {
        producer.close(Duration.ZERO);
      }
      throw e;
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> common) {
    Map<String, Object> config = new HashMap<>(common);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_TIME_MS);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> common, String group) {
    Map<String, Object> config = new HashMap<>(common);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group + "-flow");
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) CALL_TIME_MS);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void release() {
    FlowWriter ended = writer;
    writer = null;
    if (ended != null) {
      ended.close();
    }
  }

  @Override
  public void close() {
    looks.shutdownNow();
    try {
      if (!looks.awaitTermination(CALL_TIME_MS, TimeUnit.MILLISECONDS)) {
        LOG.atWarn().log("Flow control did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    release();
  }
}
