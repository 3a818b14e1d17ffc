package ai.valeo.erp.tributary.graphql.schema;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * The source of a subscription whose answers can be shared by all who ask the same. Asking it for
 * more does not block; it tells on threads that may.
 */
public interface SharedEvents extends Publisher<SharedEvent> {

  /**
   * The variable that says where this subscriber begins, and nothing else; none if there is none.
   */
  @Nullable String beginningVariable();
}
