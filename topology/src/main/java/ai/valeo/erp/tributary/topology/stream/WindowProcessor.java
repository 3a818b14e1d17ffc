package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.topic.Headers;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.topology.convert.Decoded;
import ai.valeo.erp.tributary.topology.store.Arrival;
import ai.valeo.erp.tributary.topology.store.Arrival.Proof;
import ai.valeo.erp.tributary.topology.store.InboxStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Gathers records for a short time and passes them on together (R9). It groups, and decides
 * nothing.
 *
 * <p>When a record cannot be decoded because no schema registry answers, that record and all after
 * it stay in the inbox, in order, until one does. Owned by its stream thread.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class WindowProcessor implements Processor<byte[], byte[], byte[], Window> {

  /** What more of a record's value is cut: it was compressed, or no topic would have taken it. */
  private static final int MAX_VALUE_BYTES = Topics.MAX_RECORD_BYTES;

  private static final int MAX_KEY_BYTES = 16 << 10;

  /** Longer ones are left out: they would be copied to everything the record causes. */
  private static final int MAX_TRACE_BYTES = 1 << 10;

  /** A record that has waited so many windows in the log shows that the topology is behind. */
  private static final int BEHIND_WINDOWS = 5;

  private final TopologyParts parts;
  private final String rulings;
  private final WindowTrail trail;
  private ProcessorContext<byte[], Window> context;
  private InboxStore inbox;
  private long waitingBytes;
  private boolean isStalled;
  private boolean isCommitOwed;
  private long lastCommitTickMs;
  private long lastCloseMs;
  private long oldestReadMs;
  private AtomicLong oldestMs;

  WindowProcessor(TopologyParts parts) {
    this.parts = parts;
    this.rulings = parts.topics().resolutions();
    this.trail = new WindowTrail(parts.tracing());
  }

  @Override
  public void init(ProcessorContext<byte[], Window> processorContext) {
    context = processorContext;
    inbox = context.getStateStore(InboxStore.NAME);
    waitingBytes = inbox.recover().stream().mapToLong(Arrival::sizeBytes).sum();
    parts.metrics().inbox(inbox.size());
    oldestMs = parts.metrics().openInbox();
    noteOldest();
    isStalled = false;
    // Anchored, so that all tasks of a thread close together and one commit covers them.
    context.schedule(
        Instant.EPOCH,
        Duration.ofMillis(parts.window().windowMs()),
        PunctuationType.WALL_CLOCK_TIME,
        this::onTime);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    parts.metrics().received();
    Arrival arrival = arrival(record);
    inbox.add(arrival);
    parts.metrics().inbox(1);
    if (inbox.size() == 1) {
      noteOldest();
    }
    waitingBytes += arrival.sizeBytes();
    if (!isStalled && isFull()) {
      closeWindow();
    }
  }

  private boolean isFull() {
    return inbox.size() >= parts.window().maxMutations()
        || waitingBytes >= parts.window().maxBytes();
  }

  private void onTime(long nowMs) {
    if (!isWorthWaiting(nowMs)) {
      closeWindow();
    }
    // Ticks are compared, not readings: these come a little late, and not always equally so.
    long tickMs = nowMs - nowMs % parts.window().windowMs();
    if (isCommitOwed && tickMs - lastCommitTickMs >= parts.window().commitMs()) {
      isCommitOwed = false;
      lastCommitTickMs = tickMs;
      context.commit();
    }
  }

  /**
   * While the log runs ahead of the topology, nobody gets an answer sooner by a smaller window: it
   * gathers until it is full, for as long as the regular commit takes to come. Only affects when a
   * window closes, so a broker's clock that differs from this one's costs that time and no more.
   */
  private boolean isWorthWaiting(long nowMs) {
    return inbox.size() > 0 && isBehind(nowMs) && nowMs - lastCloseMs < parts.window().busyMs();
  }

  private boolean isBehind(long nowMs) {
    long waitedMs = wallMs(nowMs) - inbox.waiting().get(0).timestampMs();
    return waitedMs > BEHIND_WINDOWS * parts.window().windowMs();
  }

  /** The broker's times are compared with the wall clock, windows are measured by a steady one. */
  private long wallMs(long nowMs) {
    return nowMs - parts.clock().aheadMs().getAsLong();
  }

  /** Passes on what can be decoded. */
  private void closeWindow() {
    long nowMs = context.currentSystemTimeMs();
    List<Window.Opened> opened = open(inbox.waiting());
    if (opened.isEmpty()) {
      return;
    }
    // The regular commit comes soon enough for what has waited longer than that already.
    isCommitOwed |= !isBehind(nowMs);
    lastCloseMs = nowMs;
    measure(opened, nowMs);
    Window.Opened last = opened.get(opened.size() - 1);
    int partition = context.taskId().partition();
    var window = new Window(partition, inbox.position(), trail.begin(opened, partition));
    long beganNanos = parts.clock().nanos().getAsLong();
    try {
      context.forward(new Record<>(null, window, Math.max(0, last.arrival().timestampMs())));
    } catch (RuntimeException e) {
      trail.failed(e);
      throw e;
    }
    trail.end();
    parts.metrics().applied(parts.clock().nanos().getAsLong() - beganNanos);
    inbox.removeFirst(opened.size());
    noteOldest();
    waitingBytes = inbox.waiting().stream().mapToLong(Arrival::sizeBytes).sum();
  }

  private void measure(List<Window.Opened> opened, long nowMs) {
    long intakeMs = wallMs(oldestReadMs) - opened.get(0).arrival().timestampMs();
    parts.metrics().window(opened.size(), intakeMs, nowMs - oldestReadMs);
    parts.metrics().inbox(-opened.size());
  }

  /**
   * What is oldest in the inbox now; it counts as read now, which it was if the inbox was empty.
   */
  private void noteOldest() {
    oldestMs.set(inbox.size() == 0 ? 0 : inbox.waiting().get(0).timestampMs());
    oldestReadMs = context.currentSystemTimeMs();
  }

  private List<Window.Opened> open(List<Arrival> waiting) {
    var opened = new ArrayList<Window.Opened>(waiting.size());
    isStalled = false;
    for (Arrival arrival : waiting) {
      Decoded content = content(arrival);
      if (content instanceof Decoded.Unavailable(int schemaId, String message)) {
        isStalled = true;
        parts.gate().closed(schemaId, message);
        break;
      }
      opened.add(new Window.Opened(arrival, content));
    }
    return opened;
  }

  /** What nobody vouches for is not looked at, so that it cannot wait for a registry either. */
  private Decoded content(Arrival arrival) {
    if (arrival.proof().refused() != null) {
      return new Decoded.Garbage(arrival.proof().message());
    }
    return switch (arrival.source()) {
      case MUTATIONS -> parts.wire().decoder().decode(arrival.value());
      case RULINGS -> parts.wire().rulings().decode(arrival.value());
    };
  }

  private Arrival arrival(Record<byte[], byte[]> record) {
    var trace =
        new Arrival.Trace(
            header(record, Headers.CORRELATION_ID), header(record, Headers.TRACEPARENT));
    RecordMetadata origin =
        context
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("record: without metadata"));
    boolean isRuling = origin.topic().equals(rulings);
    return new Arrival(
        isRuling ? Arrival.Source.RULINGS : Arrival.Source.MUTATIONS,
        origin.offset(),
        record.timestamp(),
        cut(record.key(), MAX_KEY_BYTES),
        cut(record.value(), MAX_VALUE_BYTES),
        trace,
        isRuling ? Proof.NOT_ASKED : parts.signatures().prove(origin.topic(), record));
  }

  private static byte @Nullable [] header(Record<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    byte[] value = header == null ? null : header.value();
    return value == null || value.length > MAX_TRACE_BYTES ? null : value;
  }

  /** What is cut is refused, whatever it is: it is larger than any sound record. */
  private static byte @Nullable [] cut(byte @Nullable [] bytes, int greatestBytes) {
    return bytes == null || bytes.length <= greatestBytes
        ? bytes
        : Arrays.copyOf(bytes, greatestBytes);
  }

  @Override
  public void close() {
    parts.metrics().inbox(-inbox.size());
    parts.metrics().closeInbox(oldestMs);
  }
}
