package ai.valeo.erp.tributary.graphql.edge;

import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers root fields that the edge node cannot answer by itself. Any thread that may block. */
public interface Centre {

  /** No centre to ask. */
  Centre NONE =
      field -> {
        throw new OfflineException(
            field.getFieldDefinition().getName()
                + ": only the centre can answer it, and there is no connection");
      };

  /**
   * Answers a root field, its whole selection with it.
   *
   * @return its value, or a {@link java.util.concurrent.CompletionStage} of it
   * @throws OfflineException if the centre cannot be asked now
   */
  @Nullable Object fetch(DataFetchingEnvironment field) throws Exception;

  /** Forgets answers that are kept, see {@code invalidateCache} of the schema; how many. */
  default int forget(List<String> patterns) {
    return 0;
  }
}
