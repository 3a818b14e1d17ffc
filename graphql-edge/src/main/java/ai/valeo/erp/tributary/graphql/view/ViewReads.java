package ai.valeo.erp.tributary.graphql.view;

import java.util.function.Function;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Runs reads of the views, wherever their partitions are. A read is answered as a whole or not at
 * all: it may be run again where a partition could not be read, so it must have no effects. Any
 * thread that may block.
 */
@FunctionalInterface
public interface ViewReads {

  /**
   * Runs a read.
   *
   * @throws ViewsUnavailableException if a partition it needs cannot be read now
   */
  <T extends @Nullable Object> T read(Function<ViewStores, T> read);

  /** Reads of stores that are all here. */
  static ViewReads local(ViewStores stores) {
    return new ViewReads() {
      @Override
      public <T extends @Nullable Object> T read(Function<ViewStores, T> read) {
        try {
          return read.apply(stores);
        } catch (InvalidStateStoreException e) {
          throw new ViewsUnavailableException("The views are moving; ask again", e);
        }
      }
    };
  }
}
