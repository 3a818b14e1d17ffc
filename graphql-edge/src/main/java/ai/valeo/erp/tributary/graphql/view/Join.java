package ai.valeo.erp.tributary.graphql.view;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * From an entry of an index to what it points to, in the same partition: found where the partition
 * is, so that a list costs one call to another instance and not one for each entry.
 *
 * @param kind how it points
 * @param store where what it points to lies
 * @param prefix what stands before the text of the entry in the key of what it points to
 * @param skip how many bytes of an entry's key stand before its position
 */
public record Join(Kind kind, String store, String prefix, int skip) {

  private static final byte[] NOTHING = {};

  /** How an entry points. */
  public enum Kind {
    /** Its value is the key of a text store, behind the prefix. */
    ROW,
    /** Its value is the id of a record set aside. */
    SET_ASIDE,
    /** Its key ends with a mutation, whose newest answer is meant. */
    OUTCOME,
    /** Its key ends with an entity and a place in its history. */
    HISTORY
  }

  /** Rows of a text store. */
  static Join row(String store, String prefix) {
    return new Join(Kind.ROW, store, prefix, 0);
  }

  /** Records set aside. */
  static Join setAside() {
    return new Join(Kind.SET_ASIDE, ViewNames.QUARANTINE, "", 0);
  }

  /** Newest answers. */
  static Join outcome(int skip) {
    return new Join(Kind.OUTCOME, ViewNames.OUTCOMES, "", skip);
  }

  /** Entries of histories. */
  static Join history(int skip) {
    return new Join(Kind.HISTORY, ViewNames.HISTORY, "", skip);
  }

  /** What an entry points to; empty if it is not there. */
  byte[] follow(ViewStores stores, int partition, Bytes key, byte[] value) {
    byte[] found =
        switch (kind) {
          case ROW -> stores.text(store, partition, prefix + text(value)).get();
          case SET_ASIDE ->
              stores
                  .indexed(store, partition, Bytes.wrap(QuarantineProcessor.row(text(value))))
                  .get();
          case OUTCOME ->
              stores.newest(store, partition, OutcomeKeys.mutationId(position(key))).get();
          case HISTORY -> {
            byte[] position = position(key);
            byte[] entry =
                HistoryKeys.entry(HistoryKeys.entityKey(position), HistoryKeys.place(position));
            yield stores.indexed(store, partition, Bytes.wrap(entry)).get();
          }
        };
    return found == null ? NOTHING : found;
  }

  /** What an entry pointed to; none if it was not there. */
  static byte @Nullable [] found(byte[] joined) {
    return joined.length == 0 ? null : joined;
  }

  private byte[] position(Bytes key) {
    return Arrays.copyOfRange(key.get(), skip, key.get().length);
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }
}
