package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.feedback.FeedDecoder;
import ai.valeo.erp.tributary.edge.feedback.Feedback;
import ai.valeo.erp.tributary.edge.feedback.MissedOutcomes;
import ai.valeo.erp.tributary.edge.metrics.ClientMeters;
import ai.valeo.erp.tributary.edge.outbox.Published;
import ai.valeo.erp.tributary.edge.publish.FlowFeed;
import ai.valeo.erp.tributary.edge.publish.NodeRegister;
import ai.valeo.erp.tributary.edge.publish.Publisher;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of one session: a producer and a consumer, with a thread each for publishing and for
 * feedback.
 *
 * <p>Threading: made, prepared and started by one thread; {@link #stop} and {@link #join} by any.
 */
final class SessionWork {

  private static final Logger log = LoggerFactory.getLogger(SessionWork.class);
  private static final Duration JOIN = Duration.ofSeconds(10);
  private static final String CLOSED = "connection-close-total";

  private final SessionParts parts;
  private final Producer<byte[], byte[]> producer;
  private final Consumer<byte[], byte[]> consumer;
  private final NodeRegister register;
  private final Enrolment enrolment;
  private final Publisher publisher;
  private final Feedback feedback;
  private final FlowFeed flow;
  private final MissedOutcomes missed;
  private final Thread publishing;
  private final Thread feeding;
  private volatile Thread searching;
  private volatile @Nullable ClientMeters meters;
  private Set<TopicPartition> mutations = Set.of();
  private volatile boolean stopped;

  SessionWork(SessionParts parts, FeedDecoder decoder) {
    this.parts = parts;
    producer = parts.clients().producer();
    try {
      consumer = parts.clients().feedConsumer();
    } catch (RuntimeException e) {
      Utils.closeQuietly(() -> producer.close(Duration.ZERO), "the producer");
      throw e;
    }
    flow = flow(parts);
    try {
      register = parts.register(parts.clients().consumer("register"));
    } catch (RuntimeException e) {
      Utils.closeQuietly(flow, "the flow feed");
      discardClients();
      throw e;
    }
    var steps = new Enrolment.Steps(this::announce, this::published, this::mutationEnds);
    enrolment = new Enrolment(parts, register, steps);
    publisher = parts.publisher(producer);
    feedback = parts.feedback(consumer, decoder);
    publishing = Thread.ofPlatform().name("edge-publish").daemon(true).unstarted(publisher);
    feeding = Thread.ofPlatform().name("edge-feedback").daemon(true).unstarted(feedback);
    missed = parts.missedOutcomes();
    searching = Thread.ofPlatform().name("edge-missed").daemon(true).unstarted(missed);
  }

  private FlowFeed flow(SessionParts of) {
    try {
      return of.flow(of.clients().consumer("flow"));
    } catch (RuntimeException e) {
      discardClients();
      throw e;
    }
  }

  /**
   * Makes sure of the node's name, and finds its places in the partitions; blocks on the network.
   *
   * @param partitions what it reads
   * @param published where it publishes
   */
  void prepare(Set<TopicPartition> partitions, Set<TopicPartition> published) {
    mutations = published;
    try {
      enrolment.enrol();
      feedback.prepare(partitions, parts.store());
      flow.open();
    } catch (RuntimeException e) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      throw e;
    }
  }

  /** Sends a heartbeat and waits until the broker has it; returns its place in the topic. */
  private long announce() {
    long timeoutMs = parts.settings().network().timeout().toMillis();
    try {
      return producer.send(parts.heartbeat(false)).get(timeoutMs, TimeUnit.MILLISECONDS).offset();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The broker did not take the node's name: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while connecting", e);
    }
  }

  private Published published() {
    return parts.recovery(consumer, () -> stopped).find(mutations, parts.store());
  }

  private Map<Integer, Long> mutationEnds() {
    var ends = new TreeMap<Integer, Long>();
    consumer
        .endOffsets(mutations)
        .forEach((partition, end) -> ends.put(partition.partition(), end));
    return ends;
  }

  void start() {
    meters = parts.publish().metrics().clients(producer, consumer);
    feeding.start();
    publishing.start();
    if (parts.store().read(tables -> tables.missed().get()).isPresent()) {
      searching.start();
    }
  }

  /** Reads the audit trail once more, unless that is under way. */
  void searchAgain() {
    if (!searching.isAlive() && !stopped) {
      searching = Thread.ofPlatform().name("edge-missed").daemon(true).start(missed::again);
    }
  }

  /** Ends what was never started. */
  void discard() {
    Utils.closeQuietly(flow, "the flow feed");
    Utils.closeQuietly(register, "the register of nodes");
    discardClients();
  }

  private void discardClients() {
    Utils.closeQuietly(() -> producer.close(Duration.ZERO), "the producer");
    Utils.closeQuietly(() -> consumer.close(CloseOptions.timeout(Duration.ZERO)), "the consumer");
  }

  /** Learns what the centre has said of the speed; does not wait. */
  void readFlow() {
    flow.poll();
  }

  Publisher publisher() {
    return publisher;
  }

  Producer<byte[], byte[]> producer() {
    return producer;
  }

  /**
   * Looks whether both threads still work.
   *
   * @throws RuntimeException if one does not
   */
  void check() {
    throwIfFailed(feedback.failure());
    throwIfFailed(publisher.failure());
  }

  /**
   * Looks whether the node's name is still its own.
   *
   * @throws IllegalStateException if it is not
   */
  void watchName() {
    enrolment.watch();
  }

  private static void throwIfFailed(@Nullable RuntimeException failure) {
    if (failure != null) {
      throw failure;
    }
  }

  /** How many network connections have ended so far, for whatever reason. */
  double closedConnections() {
    return Stream.concat(producer.metrics().values().stream(), consumer.metrics().values().stream())
        .filter(metric -> metric.metricName().name().equals(CLOSED))
        .mapToDouble(SessionWork::number)
        .sum();
  }

  private static double number(Metric metric) {
    return metric.metricValue() instanceof Double value ? value : 0;
  }

  /** Makes both threads end soon, and the clients at once. */
  void stop() {
    stopped = true;
    enrolment.stop();
    publisher.stop();
    feedback.stop();
    missed.stop();
    publishing.interrupt();
    Utils.closeQuietly(flow, "the flow feed");
    Utils.closeQuietly(meters, "the meters of the clients");
    Utils.closeQuietly(() -> producer.close(Duration.ZERO), "the producer");
    Utils.closeQuietly(register, "the register of nodes");
  }

  /** Waits for both threads. */
  void join() {
    join(publishing);
    join(feeding);
    join(searching);
  }

  /** A listener that ends the session from one of its threads must not wait for itself. */
  private static void join(Thread thread) {
    if (thread.equals(Thread.currentThread()) || thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      if (!thread.join(JOIN)) {
        log.atWarn().addKeyValue("thread", thread.getName()).log("A thread does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
