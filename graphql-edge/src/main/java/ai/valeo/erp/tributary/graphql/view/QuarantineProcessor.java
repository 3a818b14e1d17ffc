package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.topic.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was set aside, by its origin and by state and time, for as long as the view's
 * retention says. One task, one thread.
 */
final class QuarantineProcessor implements Processor<byte[], byte[], Void, Void> {

  private static final Duration CLEANING_INTERVAL = Duration.ofMinutes(1);
  private static final int MOST_DROPPED_AT_ONCE = 1_000;
  private static final int MOST_KEY_CHARS = 300;
  private static final byte[] EMPTY = {};

  /** Size of what is no record of its own but tells what became of one elsewhere. */
  static final int MARKER = -2;

  private final ViewMetrics metrics;
  private final long retentionMs;
  private @Nullable KeyValueStore<Bytes, byte[]> store;
  private @Nullable ProcessorContext<Void, Void> context;

  QuarantineProcessor(ViewMetrics metrics, Duration retention) {
    this.metrics = metrics;
    this.retentionMs = retention.toMillis();
  }

  @Override
  public void init(ProcessorContext<Void, Void> processing) {
    KeyValueStore<Bytes, byte[]> into = processing.getStateStore(ViewNames.QUARANTINE);
    store = into;
    context = processing;
    processing.schedule(
        CLEANING_INTERVAL, PunctuationType.WALL_CLOCK_TIME, nowMs -> drop(into, nowMs));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    KeyValueStore<Bytes, byte[]> into = store;
    if (into == null) {
      throw new IllegalStateException("process before init");
    }
    QuarantinedView.Origin origin = origin(record);
    String state = text(record, Headers.QUARANTINE_STATE);
    if (state.isEmpty()) {
      QuarantinedRow row = row(record, origin);
      if (into.get(Bytes.wrap(row(row.id()))) == null) {
        put(into, row);
      }
    } else {
      rule(into, origin, state, record);
    }
    metrics.applied();
  }

  /**
   * Notes what became of a record. One without a key may lie in another partition than its marker:
   * then the marker stands for itself.
   */
  private static void rule(
      KeyValueStore<Bytes, byte[]> into,
      QuarantinedView.Origin origin,
      String state,
      Record<byte[], byte[]> record) {
    var ruled =
        new QuarantinedView.Ruled(
            text(record, Headers.RULING_ID),
            text(record, Headers.RULING_ACTOR),
            text(record, Headers.RULING_REASON),
            record.timestamp());
    byte[] stored = into.get(Bytes.wrap(row(QuarantinedRow.id(origin))));
    QuarantinedRow row =
        stored == null
            ? new QuarantinedRow(origin, state, "", "", null, MARKER, null, Bytes.wrap(EMPTY))
            : QuarantinedRow.of(stored);
    into.delete(Bytes.wrap(listed(row)));
    put(into, row.ruled(state, ruled));
  }

  private static void put(KeyValueStore<Bytes, byte[]> into, QuarantinedRow row) {
    into.put(Bytes.wrap(listed(row)), utf8(row.id()));
    into.put(Bytes.wrap(row(row.id())), row.toBytes());
  }

  /** Key of a record. */
  static byte[] row(String id) {
    return new KeyBytes().text("r").text(id).toBytes();
  }

  /** What the keys of the list of a state begin with. */
  static byte[] list(String state) {
    return new KeyBytes().text("t").text(state).toBytes();
  }

  /** Where a record stands in the list of its state, the newest first. */
  static byte[] listed(QuarantinedRow row) {
    return KeyBytes.join(
        list(row.state()), new KeyBytes().descending(row.origin().atMs()).text(row.id()).toBytes());
  }

  private static QuarantinedRow row(Record<byte[], byte[]> record, QuarantinedView.Origin origin) {
    byte[] value = record.value();
    return new QuarantinedRow(
        origin,
        QuarantinedRow.WAITING,
        text(record, Headers.QUARANTINE_REASON),
        text(record, Headers.QUARANTINE_MESSAGE),
        key(record.key()),
        value == null ? -1 : value.length,
        null,
        Bytes.wrap(value == null ? EMPTY : value));
  }

  /** As the headers say; a record that somebody else put there is its own origin. */
  private QuarantinedView.Origin origin(Record<byte[], byte[]> record) {
    try {
      return new QuarantinedView.Origin(
          text(record, Headers.ORIGIN_TOPIC),
          Integer.parseInt(text(record, Headers.ORIGIN_PARTITION)),
          Long.parseLong(text(record, Headers.ORIGIN_OFFSET)),
          receivedMs(record));
    } catch (NumberFormatException e) {
      RecordMetadata here = context == null ? null : context.recordMetadata().orElse(null);
      return here == null
          ? new QuarantinedView.Origin("", -1, -1, record.timestamp())
          : new QuarantinedView.Origin(
              here.topic(), here.partition(), here.offset(), record.timestamp());
    }
  }

  /** Broker time of the original; a marker of what became of it does not bear that. */
  private static long receivedMs(Record<byte[], byte[]> record) {
    String text = text(record, Headers.ORIGIN_TIMESTAMP);
    return text.isEmpty() ? record.timestamp() : Long.parseLong(text);
  }

  private static @Nullable String key(byte @Nullable [] key) {
    if (key == null) {
      return null;
    }
    String text = new String(key, StandardCharsets.UTF_8);
    return text.length() > MOST_KEY_CHARS ? text.substring(0, MOST_KEY_CHARS) : text;
  }

  private static String text(Record<byte[], byte[]> record, String name) {
    String text = Headers.text(record.headers(), name);
    return text == null ? "" : text;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void drop(KeyValueStore<Bytes, byte[]> from, long nowMs) {
    for (String state : List.of(QuarantinedRow.WAITING, Headers.RELEASED, Headers.DISCARDED)) {
      drop(from, list(state), nowMs - retentionMs);
    }
  }

  private static void drop(KeyValueStore<Bytes, byte[]> from, byte[] prefix, long youngMs) {
    byte[] young = new KeyBytes().descending(youngMs).toBytes();
    try (KeyValueIterator<Bytes, byte[]> over =
        from.reverseRange(
            Bytes.wrap(KeyBytes.join(prefix, young)),
            Bytes.wrap(KeyBytes.join(prefix, Parts.Span.end())))) {
      for (int dropped = 0; over.hasNext() && dropped < MOST_DROPPED_AT_ONCE; dropped++) {
        KeyValue<Bytes, byte[]> entry = over.next();
        from.delete(Bytes.wrap(row(new String(entry.value, StandardCharsets.UTF_8))));
        from.delete(entry.key);
      }
    }
  }
}
