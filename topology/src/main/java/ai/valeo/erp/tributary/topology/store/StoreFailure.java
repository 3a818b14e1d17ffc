package ai.valeo.erp.tributary.topology.store;

import org.apache.kafka.streams.errors.ProcessorStateException;
import org.rocksdb.RocksDBException;

/** Tells failures of the state on disk from others. */
public final class StoreFailure {

  private StoreFailure() {}

  /**
   * Whether a failure comes from the state on disk: damaged files, a full disk, rows nobody can
   * read. The changelogs hold everything, so wiping the state and restoring it is the cure.
   */
  public static boolean isDamage(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RocksDBException
          || cause instanceof ProcessorStateException
          || cause instanceof UnreadableRowException) {
        return true;
      }
    }
    return false;
  }
}
