package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.graphql.page.PageRequest;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of one partition of a store.
 *
 * @param store the store
 * @param form what its keys are
 * @param partition which partition
 * @param range which keys
 * @param join puts what an entry points to in the place of its value; none = values as they are
 * @param hint how many entries are likely to be read
 */
public record Scan(
    String store, Form form, int partition, Range range, @Nullable Join join, int hint) {

  /** Few entries are read. */
  public static final int FEW = 16;

  /** Most entries are read. */
  public static final int MANY = 500;

  /** What the keys of a store are. */
  public enum Form {
    /** Texts. */
    TEXTS,
    /** Bytes. */
    INDEX,
    /** Bytes, each in the window of one time; read backward only. */
    WINDOWED
  }

  /**
   * Which keys.
   *
   * @param from the least; none = from the beginning
   * @param to the greatest; none = to the end
   * @param isBackward whether the greatest comes first
   * @param fromMs the least time of a window
   * @param toMs the greatest time of a window
   */
  public record Range(
      @Nullable Bytes from, @Nullable Bytes to, boolean isBackward, long fromMs, long toMs) {

    /** Keys in order, whatever their time. */
    static Range of(@Nullable Bytes from, @Nullable Bytes to) {
      return new Range(from, to, false, 0, Long.MAX_VALUE);
    }

    /** The same from the end. */
    Range backward() {
      return new Range(from, to, true, fromMs, toMs);
    }

    /** From an entry on, which comes once more. */
    public Range behind(Bytes key) {
      return isBackward
          ? new Range(from, key, true, fromMs, toMs)
          : new Range(key, to, false, fromMs, toMs);
    }
  }

  /** Every entry of a store with text keys. */
  static Scan all(String store, int partition) {
    return new Scan(store, Form.TEXTS, partition, Range.of(null, null), null, MANY);
  }

  /** The entries of a store with text keys that begin so. */
  static Scan prefix(String store, int partition, String prefix, int hint) {
    String end = prefix + Character.toString(Character.MAX_CODE_POINT);
    Range range = Range.of(Scans.utf8(prefix), Scans.utf8(end));
    return new Scan(store, Form.TEXTS, partition, range, null, hint);
  }

  /** Rows of a store with text keys, for a page of a list. */
  static Scan all(String store, int partition, PageRequest request) {
    return new Scan(store, Form.TEXTS, partition, Range.of(null, null), null, request.first());
  }

  /** Entries of an index. */
  static Scan index(String store, int partition, Range range, int hint) {
    return new Scan(store, Form.INDEX, partition, range, null, hint);
  }

  /** The same, with what the entries point to. */
  Scan joined(@Nullable Join with) {
    return new Scan(store, form, partition, range, with, hint);
  }

  /** The same, another stretch. */
  public Scan within(Range another) {
    return new Scan(store, form, partition, another, join, hint);
  }
}
