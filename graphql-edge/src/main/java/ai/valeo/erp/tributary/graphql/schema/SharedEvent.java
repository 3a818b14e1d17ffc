package ai.valeo.erp.tributary.graphql.schema;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that many subscribers may be told in the same words. The field of the subscription
 * finds it in the GraphQL context under this class when its answer is made. Any thread.
 */
public interface SharedEvent {

  /** What happened, in the words of the one who tells it. */
  Object subject();

  /** Where to carry on after it; none where that cannot be done. */
  @Nullable String position();

  /**
   * The answer for all who ask the same; made once while it is new.
   *
   * @param audience what tells those who are told one thing from others
   * @param tell makes the answer
   */
  GraphAnswer answer(Object audience, Supplier<GraphAnswer> tell);
}
