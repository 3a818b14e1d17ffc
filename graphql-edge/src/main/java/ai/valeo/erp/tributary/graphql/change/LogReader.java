package ai.valeo.erp.tributary.graphql.change;

import ai.valeo.erp.tributary.graphql.change.ChangeFeed.ChangeParts;
import ai.valeo.erp.tributary.graphql.view.TopicReader;
import ai.valeo.erp.tributary.schemas.access.Outage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells subscribers again what they missed, from the log, until the feed has it in memory. All who
 * wait for the same topic are told in one reading, so that a thousand clients that come back at
 * once cost about as much as one.
 *
 * <p>Threading: {@link #run} has a thread of its own; the rest any.
 */
final class LogReader implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(LogReader.class);
  private static final long LOOK_MS = 200;
  private static final long PAUSE_MS = 1_000;
  private static final String GONE = "what came after it is not kept any more";

  private final ChangeSource source;
  private final TopicReader reader;
  private final ChangeParts parts;
  private final Outage outage = new Outage(log, "what was missed, from the log"); // of its thread
  private final BlockingQueue<Missed> asked = new LinkedBlockingQueue<>();
  private volatile boolean isStopping;

  LogReader(ChangeSource source, TopicReader reader, ChangeParts parts) {
    this.source = source;
    this.reader = reader;
    this.parts = parts;
  }

  /**
   * What somebody has to be told.
   *
   * @param watcher who
   * @param from what came after this
   */
  record Missed(Watcher watcher, Position from) {}

  /** Tells it in a while; returns at once. */
  void read(Watcher watcher, Position from) {
    asked.add(new Missed(watcher, from));
  }

  /** Asks the thread to end soon. */
  void stop() {
    isStopping = true;
  }

  @Override
  public void run() {
    try {
      while (!isStopping) {
        Missed first = asked.poll(LOOK_MS, TimeUnit.MILLISECONDS);
        if (first != null) {
          List<Missed> all = new ArrayList<>(List.of(first));
          asked.drainTo(all);
          readAll(all);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readAll(List<Missed> all) throws InterruptedException {
    Map<Channel, List<Missed>> byChannel = new LinkedHashMap<>();
    all.forEach(one ->
        byChannel.computeIfAbsent(one.watcher().channel(), made -> new ArrayList<>()).add(one));
    boolean isEarly = false;
    for (Map.Entry<Channel, List<Missed>> some : byChannel.entrySet()) {
      Position target = some.getKey().openPosition();
      if (target == null) {
        asked.addAll(some.getValue());
        isEarly = true;
      } else {
        isEarly |= !readSome(some.getKey(), some.getValue(), target);
      }
    }
    if (isEarly) {
      Thread.sleep(LOOK_MS);
    }
  }

  /** Reads a topic up to a position; false if that has to be tried again. */
  private boolean readSome(Channel channel, List<Missed> all, Position target)
      throws InterruptedException {
    List<Missed> valid = new ArrayList<>();
    for (Missed one : all) {
      String problem = problem(one.from(), target);
      if (problem != null) {
        expire(one, problem);
      } else if (!one.watcher().flow().isOver() && !joined(one, false)) {
        valid.add(one);
      }
    }
    if (valid.isEmpty()) {
      return true;
    }
    LogReading reading = new LogReading(reader, valid, target);
    try (Consumer<String, byte[]> consumer = source.reader("missed")) {
      reading.expireWhatIsGone(consumer, channel.topic(), one -> expire(one, GONE));
      while (!isStopping && !reading.isDone(consumer)) {
        reading.take(consumer);
      }
    } catch (InvalidOffsetException e) {
      reading.rest().forEach(one -> expire(one, GONE));
      return true;
    } catch (RuntimeException e) {
      outage.failed(e);
      asked.addAll(reading.rest());
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
      return false;
    }
    outage.over();
    for (Missed one : reading.rest()) {
      if (!joined(one, true)) {
        asked.add(one); // the feed has gone on too far meanwhile
      }
    }
    return true;
  }

  private boolean joined(Missed one, boolean isRead) {
    boolean isJoined = one.watcher().channel().join(one.watcher(), one.from());
    if (isJoined && isRead) {
      parts.meters().resumedFromLog();
    }
    return isJoined;
  }

  private @Nullable String problem(Position from, Position target) {
    if (from.topicId() != target.topicId() || from.partitions() != target.partitions()) {
      return "the topic was made anew";
    }
    if (parts.nowMs().getAsLong() - from.atMs() > parts.limits().resumeAge().toMillis()) {
      return "it is too old";
    }
    return from.distance(target) > parts.limits().resumeRecords() ? "too much came after it" : null;
  }

  private void expire(Missed one, String why) {
    parts.meters().expired();
    one.watcher().flow().fail(new PositionExpiredException(why));
  }

  static List<TopicPartition> partitions(String topic, Position from, Position target) {
    return ChangeFeed.partitions(topic, target.partitions()).stream()
        .filter(one -> from.next(one.partition()) < target.next(one.partition()))
        .toList();
  }
}
