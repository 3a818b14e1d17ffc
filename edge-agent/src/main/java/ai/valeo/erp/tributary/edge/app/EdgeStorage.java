package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.Room;
import ai.valeo.erp.tributary.edge.store.StoreBackup;
import ai.valeo.erp.tributary.edge.store.StoreCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;

/** The node's store as a file. Any thread. */
public final class EdgeStorage {

  private final EdgeStore store;
  private final ToLongFunction<Path> export;

  EdgeStorage(EdgeStore store, ToLongFunction<Path> export) {
    this.store = store;
    this.export = export;
  }

  /**
   * Copies the store while it is in use; see {@link StoreBackup}. Blocks for as long as that takes;
   * nothing else waits.
   *
   * @return the size of the copy in bytes
   */
  public long backup(Path target) {
    return StoreBackup.make(store.settings(), target);
  }

  /**
   * Writes all unanswered mutations into a signed file, to be taken in at the centre; they stay
   * here until they are answered.
   *
   * @return how many
   * @throws ai.valeo.erp.tributary.edge.publish.ExportException if that cannot be done now
   */
  public long export(Path file) {
    return export.applyAsLong(file);
  }

  /** Everything that is wrong with the file; reads all of it. */
  public List<String> check() {
    return StoreCheck.full(store.settings());
  }

  /** How much room there is. */
  public Room room() {
    return store.room();
  }
}
