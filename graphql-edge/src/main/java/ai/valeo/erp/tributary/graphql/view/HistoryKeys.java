package ai.valeo.erp.tributary.graphql.view;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Keys of the history's store. Entries and snapshots of an entity lie together, the newest first;
 * the entries of all entities by time, the newest first; and one head for each entity.
 */
final class HistoryKeys {

  private static final String ENTRY = "e";
  private static final String HEAD = "h";
  private static final String SNAPSHOT = "s";
  private static final String TIME = "t";
  private static final int PLACE_BYTES = 2 * Long.BYTES;

  private HistoryKeys() {}

  /** What is known of an entity's chain. */
  static byte[] head(String entityKey) {
    return new KeyBytes().text(HEAD).text(entityKey).toBytes();
  }

  /** What the keys of an entity's entries begin with. */
  static byte[] entries(String entityKey) {
    return new KeyBytes().text(ENTRY).text(entityKey).toBytes();
  }

  /** What the keys of the entries of one life begin with. */
  static byte[] entries(String entityKey, long life) {
    return new KeyBytes().text(ENTRY).text(entityKey).descending(life).toBytes();
  }

  /** An entry. */
  static byte[] entry(String entityKey, HistoryPlace place) {
    return placed(ENTRY, entityKey, place);
  }

  /** The entity's state after an entry. */
  static byte[] snapshot(String entityKey, HistoryPlace place) {
    return placed(SNAPSHOT, entityKey, place);
  }

  /** What the keys of entries by time begin with. */
  static byte[] times() {
    return new KeyBytes().text(TIME).toBytes();
  }

  /** An entry by time. */
  static byte[] time(long atMs, String entityKey, HistoryPlace place) {
    return new KeyBytes()
        .text(TIME)
        .descending(atMs)
        .text(entityKey)
        .descending(place.life())
        .descending(place.number())
        .toBytes();
  }

  /** The place at the end of a key or of a position within a list. */
  static HistoryPlace place(byte[] key) {
    ByteBuffer end = ByteBuffer.wrap(key, key.length - PLACE_BYTES, PLACE_BYTES);
    return new HistoryPlace(descending(end), descending(end));
  }

  /** The entity key within a position by time: behind the time, before the place. */
  static String entityKey(byte[] position) {
    int begin = Long.BYTES;
    int length = position.length - PLACE_BYTES - 1 - begin;
    // ids have no control characters, so none was escaped
    return new String(position, begin, length, StandardCharsets.UTF_8);
  }

  private static byte[] placed(String kind, String entityKey, HistoryPlace place) {
    return new KeyBytes()
        .text(kind)
        .text(entityKey)
        .descending(place.life())
        .descending(place.number())
        .toBytes();
  }

  private static long descending(ByteBuffer bytes) {
    return ~(bytes.getLong() ^ Long.MIN_VALUE);
  }
}
