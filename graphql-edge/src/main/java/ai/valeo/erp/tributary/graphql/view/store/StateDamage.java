package ai.valeo.erp.tributary.graphql.view.store;

import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** Tells damaged state on disk from other failures. */
public final class StateDamage {

  private static final int MAX_DEPTH = 20;
  private static final String IN_USE = "multiple instances of Kafka Streams";
  private static final String DISK_FULL = "No space left";

  private StateDamage() {}

  /**
   * Whether the state on disk cannot be used any more, so that wiping it helps. A full disk and a
   * folder in use by somebody else are no damage.
   */
  public static boolean isDamage(@Nullable Throwable failure) {
    boolean isOfState = false;
    Throwable each = failure;
    for (int depth = 0; each != null && depth < MAX_DEPTH; depth++) {
      String message = String.valueOf(each.getMessage());
      if (message.contains(IN_USE) || message.contains(DISK_FULL)) {
        return false;
      }
      isOfState |= each instanceof RocksDBException || each instanceof ProcessorStateException;
      each = each.getCause();
    }
    return isOfState;
  }
}
