package ai.valeo.erp.tributary.graphql.view;

import java.util.Arrays;
import java.util.Collections;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** Parts of merged lists over stores in order. */
final class Parts {

  private Parts() {}

  /** The rows of an entity store by entity key; positions are the keys as bytes. */
  static MergedScan.Part rows(ViewStores stores, Scan all) {
    return position -> {
      Bytes from = position == null ? null : Bytes.wrap(KeyBytes.after(position));
      return stores.scan(all.within(Scan.Range.of(from, null)));
    };
  }

  /**
   * A stretch of an index; positions are what stands behind the prefix.
   *
   * @param index the index
   * @param span which stretch
   */
  static MergedScan.Part index(ViewStores stores, Scan index, Span span) {
    return position -> {
      byte[] from = position == null ? span.from : KeyBytes.after(position);
      return behind(stores, index, span, range(span, from, span.to));
    };
  }

  /** The same stretch from its end; keys must end with a text. */
  static MergedScan.Part backward(ViewStores stores, Scan index, Span span) {
    return position -> {
      byte[] to = position == null ? span.to : KeyBytes.before(position);
      Scan.Range range = range(span, span.from, to);
      return behind(stores, index, span, range == null ? null : range.backward());
    };
  }

  private static Scan.@Nullable Range range(Span span, byte[] from, byte[] to) {
    byte[] least = KeyBytes.join(span.prefix(), from);
    byte[] greatest = KeyBytes.join(span.prefix(), to);
    return Arrays.compareUnsigned(least, greatest) > 0
        ? null
        : Scan.Range.of(Bytes.wrap(least), Bytes.wrap(greatest));
  }

  private static KeyValueIterator<Bytes, byte[]> behind(
      ViewStores stores, Scan index, Span span, Scan.@Nullable Range range) {
    return range == null ? none() : behind(span.prefix().length, stores.scan(index.within(range)));
  }

  /** Entries by what stands behind a prefix of their keys. */
  static KeyValueIterator<Bytes, byte[]> behind(
      int prefix, KeyValueIterator<Bytes, byte[]> entries) {
    return new Scans.Rekeyed<>(
        entries, key -> Bytes.wrap(Arrays.copyOfRange(key.get(), prefix, key.get().length)));
  }

  /** Nothing. */
  static KeyValueIterator<Bytes, byte[]> none() {
    return new Scans.Few(Collections.emptyIterator());
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
}
