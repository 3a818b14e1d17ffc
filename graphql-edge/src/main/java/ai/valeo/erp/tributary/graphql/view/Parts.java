package ai.valeo.erp.tributary.graphql.view;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Parts of merged lists over key-value stores. */
final class Parts {

  private Parts() {}

  /** The rows of an entity store by entity key; positions are the keys as bytes. */
  static MergedScan.Part rows(ReadOnlyKeyValueStore<String, byte[]> store) {
    return position -> {
      String from =
          position == null ? null : new String(KeyBytes.after(position), StandardCharsets.UTF_8);
      KeyValueIterator<String, byte[]> entries =
          from == null ? store.all() : store.range(from, null);
      return new Rekeyed<>(entries, key -> key.getBytes(StandardCharsets.UTF_8));
    };
  }

  /**
   * A stretch of an index; positions are what stands behind the prefix.
   *
   * @param span which stretch
   */
  static MergedScan.Part index(ReadOnlyKeyValueStore<Bytes, byte[]> store, Span span) {
    return position -> {
      byte[] from = position == null ? span.from : KeyBytes.after(position);
      byte[] least = KeyBytes.join(span.prefix(), from);
      byte[] greatest = KeyBytes.join(span.prefix(), span.to);
      if (Arrays.compareUnsigned(least, greatest) > 0) {
        return none();
      }
      return behind(span, store.range(Bytes.wrap(least), Bytes.wrap(greatest)));
    };
  }

  /** The same stretch from its end; keys must end with a text. */
  static MergedScan.Part backward(ReadOnlyKeyValueStore<Bytes, byte[]> store, Span span) {
    return position -> {
      byte[] to = position == null ? span.to : KeyBytes.before(position);
      byte[] least = KeyBytes.join(span.prefix(), span.from);
      byte[] greatest = KeyBytes.join(span.prefix(), to);
      if (Arrays.compareUnsigned(least, greatest) > 0) {
        return none();
      }
      return behind(span, store.reverseRange(Bytes.wrap(least), Bytes.wrap(greatest)));
    };
  }

  private static KeyValueIterator<Bytes, byte[]> behind(
      Span span, KeyValueIterator<Bytes, byte[]> entries) {
    int prefix = span.prefix().length;
    return new Rekeyed<>(entries, key -> Arrays.copyOfRange(key.get(), prefix, key.get().length));
  }

  /** Nothing. */
  static KeyValueIterator<Bytes, byte[]> none() {
    return new NoEntries();
  }

  /** A stretch of keys. */
  static final class Span {

    private static final int LONGER_THAN_A_NUMBER = 16;

    private final byte[] prefix;
    private final byte[] from;
    private final byte[] to;

    /**
     * A stretch.
     *
     * @param prefix what every key begins with
     * @param from the least rest of a key
     * @param to the greatest rest of a key
     */
    Span(byte[] prefix, byte[] from, byte[] to) {
      this.prefix = prefix;
      this.from = from;
      this.to = to;
    }

    byte[] prefix() {
      return prefix;
    }

    /** Every key with the prefix. */
    static Span of(byte[] prefix) {
      return new Span(prefix, new byte[0], end());
    }

    /** Behind every rest of a key: UTF-8 has no 0xFF, and a number is shorter. */
    static byte[] end() {
      byte[] end = new byte[LONGER_THAN_A_NUMBER];
      Arrays.fill(end, (byte) 0xFF);
      return end;
    }
  }

  /** An iterator whose keys are positions. */
  static final class Rekeyed<K> implements KeyValueIterator<Bytes, byte[]> {

    private final KeyValueIterator<K, byte[]> entries;
    private final Function<K, byte[]> position;

    Rekeyed(KeyValueIterator<K, byte[]> entries, Function<K, byte[]> position) {
      this.entries = entries;
      this.position = position;
    }

    @Override
    public boolean hasNext() {
      return entries.hasNext();
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      KeyValue<K, byte[]> entry = entries.next();
      return KeyValue.pair(Bytes.wrap(position.apply(entry.key)), entry.value);
    }

    @Override
    public Bytes peekNextKey() {
      return Bytes.wrap(position.apply(entries.peekNextKey()));
    }

    @Override
    public void close() {
      entries.close();
    }
  }

  private static final class NoEntries implements KeyValueIterator<Bytes, byte[]> {

    @Override
    public boolean hasNext() {
      return false;
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      throw new NoSuchElementException();
    }

    @Override
    public Bytes peekNextKey() {
      throw new NoSuchElementException();
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
