package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.core.Remote;
import ai.valeo.erp.tributary.edge.feedback.FeedDecoder;
import ai.valeo.erp.tributary.edge.network.RemoteWatch;
import ai.valeo.erp.tributary.edge.network.Session;
import ai.valeo.erp.tributary.schemas.registry.RegistryException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker: first a question whether it is there, then the work.
 *
 * <p>Threading: {@link #connect} and {@link #tick} by the link's thread, {@link #leave} by the one
 * that closes the link; {@link #close} by any thread at any time.
 */
final class KafkaSession implements Session {

  private static final Logger log = LoggerFactory.getLogger(KafkaSession.class);
  private static final Duration LEAVE = Duration.ofSeconds(5);

  private final SessionParts parts;
  private final RemoteWatch broker;
  private final Admin admin;
  private final FeedDecoder decoder;
  private final BrokerPulse pulse;
  private final ReentrantLock lock = new ReentrantLock();
  private Set<TopicPartition> partitions = Set.of();
  private long beatAtNanos;
  private long startedAtNanos;
  private double closedConnections;
  private @Nullable SessionWork work; // guarded by lock
  private boolean closed; // guarded by lock

  KafkaSession(SessionParts parts) {
    this.parts = parts;
    broker = parts.remotes().watch(Remote.BROKER);
    broker.attempted();
    decoder = parts.decoder();
    admin = parts.clients().admin();
    var asked = new TreeSet<>(decoder.topics());
    asked.add(parts.settings().topics().mutations());
    pulse =
        new BrokerPulse(
            () -> admin.describeTopics(asked).allTopicNames(),
            parts.settings().network(),
            broker,
            System::nanoTime);
  }

  /** Nothing but one question goes out before the broker has answered it. */
  @Override
  public void connect() {
    try {
      Map<String, TopicDescription> found = pulse.first();
      partitions = read(found);
      SessionWork begun = begin(new SessionWork(parts, decoder));
      begun.prepare(partitions, published(found));
      start(begun);
      parts.access().letIn();
    } catch (RuntimeException e) {
      blame(e, watch -> watch.refused(String.valueOf(e.getMessage())));
      throw e;
    }
    beatAtNanos = System.nanoTime(); // the name was announced by one
    startedAtNanos = beatAtNanos;
  }

  private SessionWork begin(SessionWork made) {
    lock.lock();
    try {
      if (!closed) {
        work = made;
        return made;
      }
    } finally {
      lock.unlock();
    }
    made.discard();
    throw new IllegalStateException("The session was closed while it connected");
  }

  private void start(SessionWork begun) {
    lock.lock();
    try {
      if (closed) {
        begun.discard();
        throw new IllegalStateException("The session was closed while it connected");
      }
      begun.start();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean tick() {
    SessionWork running = running();
    try {
      running.check();
      noteAccess();
      running.readFlow();
      look(running);
      if (isBeatDue()) {
        running.watchName();
      }
    } catch (RuntimeException e) {
      blame(e, watch -> watch.broke(String.valueOf(e.getMessage())));
      throw e;
    }
    if (isBeatDue()) {
      beat(false);
    }
    return pulse.proved();
  }

  /** A missing right shows soon after the start, or never. */
  private void noteAccess() {
    if (System.nanoTime() - startedAtNanos > parts.settings().network().timeout().toNanos()) {
      parts.access().works();
    }
  }

  private boolean isBeatDue() {
    return System.nanoTime() - beatAtNanos >= parts.settings().clock().heartbeat().toNanos();
  }

  /** A session that was closed meanwhile fails too, and says nothing about anybody. */
  private void blame(RuntimeException failure, Consumer<RemoteWatch> verdict) {
    boolean isOver;
    lock.lock();
    try {
      isOver = closed;
    } finally {
      lock.unlock();
    }
    if (!isOver) {
      var unused = parts.access().failed(failure);
      boolean isOfRegistry = isOfRegistry(failure);
      parts.publish().gate().waitForRegistry(isOfRegistry);
      verdict.accept(parts.remotes().watch(isOfRegistry ? Remote.REGISTRY : Remote.BROKER));
    }
  }

  private static boolean isOfRegistry(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof RegistryException || (cause != null && isOfRegistry(cause));
  }

  /** A closed connection is a reason to ask whether the broker is still there. */
  private void look(SessionWork running) {
    double closedNow = running.closedConnections();
    if (closedNow > closedConnections) {
      pulse.hasten();
    }
    closedConnections = closedNow;
    Map<String, TopicDescription> answer = pulse.look();
    if (answer == null) {
      return;
    }
    if (!partitions.equals(read(answer))) {
      throw new IllegalStateException("The topics have other partitions than before");
    }
    running.publisher().checkProgress();
    if (parts.queue().lost().takeSearchDue()) {
      running.searchAgain();
    }
  }

  @Override
  public boolean isUnstable() {
    return broker.isUnstable()
        || parts.publish().gate().waitsForRegistry()
        || parts.access().present() != null;
  }

  private SessionWork running() {
    lock.lock();
    try {
      SessionWork running = work;
      if (closed || running == null) {
        throw new IllegalStateException("The session is closed");
      }
      return running;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void leave() {
    SessionWork running = running();
    running.publisher().stop();
    beat(true);
    running.producer().close(LEAVE);
  }

  @Override
  public void close() {
    SessionWork begun;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      begun = work;
    } finally {
      lock.unlock();
    }
    if (begun != null) {
      begun.stop();
    }
    Utils.closeQuietly(() -> admin.close(Duration.ZERO), "the admin client");
    if (begun != null) {
      begun.join();
    }
  }

  private void beat(boolean leaves) {
    beatAtNanos = System.nanoTime();
    try {
      if (!running().publisher().isPrepared()) {
        return; // no heartbeat can be written yet, and the link must not wait for the registry
      }
      ProducerRecord<byte[], byte[]> record = parts.heartbeat(leaves);
      var unused =
          running().producer().send(record, (metadata, exception) -> logFailure(exception));
    } catch (RuntimeException e) {
      logFailure(e); // mutations may well get through where a heartbeat's schema does not
    }
  }

  private static void logFailure(@Nullable Exception failure) {
    if (failure != null) {
      log.atDebug().setCause(failure).log("Heartbeat not sent");
    }
  }

  /** The partitions to read. */
  private Set<TopicPartition> read(Map<String, TopicDescription> found) {
    var read = new HashMap<>(found);
    read.remove(parts.settings().topics().mutations());
    return partitions(read.values());
  }

  /** The partitions to publish to. */
  private Set<TopicPartition> published(Map<String, TopicDescription> found) {
    TopicDescription mutations = found.get(parts.settings().topics().mutations());
    return partitions(mutations == null ? Set.of() : Set.of(mutations));
  }

  private static Set<TopicPartition> partitions(Collection<TopicDescription> topics) {
    var partitions =
        new TreeSet<>(
            Comparator.comparing(TopicPartition::topic)
                .thenComparingInt(TopicPartition::partition));
    for (TopicDescription topic : topics) {
      topic
          .partitions()
          .forEach(info -> partitions.add(new TopicPartition(topic.name(), info.partition())));
    }
    return partitions;
  }
}
