package ai.valeo.erp.tributary.graphql.view;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
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
    KeyValueIterator<Bytes, byte[]> plain =
        switch (scan.form()) {
          case TEXTS -> texts(stores.texts(scan.store(), scan.partition()), scan.range());
          case INDEX -> index(stores.index(scan.store(), scan.partition()), scan.range());
          case WINDOWED ->
              windowed(stores.windowedIndex(scan.store(), scan.partition()), scan.range());
        };
    Join join = scan.join();
    return join == null ? plain : new Joined(plain, stores, join, scan.partition());
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
    return new Rekeyed<>(
        range.isBackward() ? store.reverseRange(from, to) : store.range(from, to),
        key -> Bytes.wrap(key.getBytes(StandardCharsets.UTF_8)));
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
