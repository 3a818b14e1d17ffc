package ai.valeo.erp.tributary.graphql.view;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/** Scans of stores that are here. */
public final class Scans {

  private static final Instant BEGIN = Instant.EPOCH;
  private static final Instant END = Instant.ofEpochMilli(Long.MAX_VALUE);

  private Scans() {}

  /** Opens a stretch of a store that is here. */
  public static KeyValueIterator<Bytes, byte[]> open(ViewStores stores, Scan scan) {
    NavigableMap<Bytes, byte[]> kept = stores.kept(scan.store(), scan.partition());
    KeyValueIterator<Bytes, byte[]> plain = kept == null ? stored(stores, scan) : kept(kept, scan);
    Join join = scan.join();
    return join == null ? plain : new Joined(plain, stores, join, scan.partition());
  }

  private static KeyValueIterator<Bytes, byte[]> stored(ViewStores stores, Scan scan) {
    return switch (scan.form()) {
      case TEXTS -> texts(stores.texts(scan.store(), scan.partition()), scan.range());
      case INDEX -> index(stores.index(scan.store(), scan.partition()), scan.range());
      case WINDOWED -> windowed(stores.windowedIndex(scan.store(), scan.partition()), scan.range());
    };
  }

  private static KeyValueIterator<Bytes, byte[]> kept(NavigableMap<Bytes, byte[]> kept, Scan scan) {
    Scan.Range range = scan.range();
    Bytes from = range.from();
    Bytes to = range.to();
    if (from != null && to != null && kept.comparator().compare(from, to) > 0) {
      return Parts.none();
    }
    NavigableMap<Bytes, byte[]> within = from == null ? kept : kept.tailMap(from, true);
    within = to == null ? within : within.headMap(to, true);
    within = range.isBackward() ? within.descendingMap() : within;
    return new Few(pairs(within.entrySet().iterator()));
  }

  private static Iterator<KeyValue<Bytes, byte[]>> pairs(
      Iterator<Map.Entry<Bytes, byte[]>> entries) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public KeyValue<Bytes, byte[]> next() {
        Map.Entry<Bytes, byte[]> entry = entries.next();
        return KeyValue.pair(entry.getKey(), entry.getValue());
      }
    };
  }

  /** The newest value of a key. */
  static byte @Nullable [] newest(ReadOnlyWindowStore<String, byte[]> store, String key) {
    try (WindowStoreIterator<byte[]> values = store.backwardFetch(key, BEGIN, END)) {
      return values.hasNext() ? values.next().value : null;
    }
  }

  private static KeyValueIterator<Bytes, byte[]> texts(
      ReadOnlyKeyValueStore<String, byte[]> store, Scan.Range range) {
    String from = text(range.from());
    String to = text(range.to());
    return byBytes(range.isBackward() ? store.reverseRange(from, to) : store.range(from, to));
  }

  /** Entries by the bytes of their keys. */
  static KeyValueIterator<Bytes, byte[]> byBytes(KeyValueIterator<String, byte[]> entries) {
    return new Rekeyed<>(entries, Scans::utf8);
  }

  /** A key as it is stored. */
  public static Bytes utf8(String key) {
    return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
  }

  private static KeyValueIterator<Bytes, byte[]> index(
      ReadOnlyKeyValueStore<Bytes, byte[]> store, Scan.Range range) {
    return range.isBackward()
        ? store.reverseRange(range.from(), range.to())
        : store.range(range.from(), range.to());
  }

  private static KeyValueIterator<Bytes, byte[]> windowed(
      ReadOnlyWindowStore<Bytes, byte[]> store, Scan.Range range) {
    if (!range.isBackward()) {
      throw new IllegalArgumentException("range: forward (expected: backward)");
    }
    KeyValueIterator<Windowed<Bytes>, byte[]> entries =
        store.backwardFetch(
            range.from(),
            range.to(),
            Instant.ofEpochMilli(range.fromMs()),
            Instant.ofEpochMilli(range.toMs()));
    return new Rekeyed<>(entries, Windowed::key);
  }

  private static @Nullable String text(@Nullable Bytes key) {
    return key == null ? null : new String(key.get(), StandardCharsets.UTF_8);
  }

  /** An iterator with other keys. */
  static final class Rekeyed<K> implements KeyValueIterator<Bytes, byte[]> {

    private final KeyValueIterator<K, byte[]> entries;
    private final Function<K, Bytes> rekey;

    Rekeyed(KeyValueIterator<K, byte[]> entries, Function<K, Bytes> rekey) {
      this.entries = entries;
      this.rekey = rekey;
    }

    @Override
    public boolean hasNext() {
      return entries.hasNext();
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      KeyValue<K, byte[]> entry = entries.next();
      return KeyValue.pair(rekey.apply(entry.key), entry.value);
    }

    @Override
    public Bytes peekNextKey() {
      return rekey.apply(entries.peekNextKey());
    }

    @Override
    public void close() {
      entries.close();
    }
  }

  /** An iterator that follows each entry as it is read. */
  private record Joined(
      KeyValueIterator<Bytes, byte[]> entries, ViewStores stores, Join join, int partition)
      implements KeyValueIterator<Bytes, byte[]> {

    @Override
    public boolean hasNext() {
      return entries.hasNext();
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      KeyValue<Bytes, byte[]> entry = entries.next();
      return KeyValue.pair(entry.key, join.follow(stores, partition, entry.key, entry.value));
    }

    @Override
    public Bytes peekNextKey() {
      return entries.peekNextKey();
    }

    @Override
    public void close() {
      entries.close();
    }
  }

  /** Entries that are all in memory. */
  record Few(Iterator<KeyValue<Bytes, byte[]>> entries) implements KeyValueIterator<Bytes, byte[]> {

    @Override
    public boolean hasNext() {
      return entries.hasNext();
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      return entries.next();
    }

    @Override
    public Bytes peekNextKey() {
      throw new NoSuchElementException("not kept");
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
