package ai.valeo.erp.tributary.graphql.schema;

import org.reactivestreams.Publisher;

/** What became of a request that may be a subscription. */
public sealed interface Execution {

  /**
   * There is one answer: of a query, of a mutation, or to a subscription that did not begin.
   *
   * @param answer the answer
   */
  record Once(GraphAnswer answer) implements Execution {}

  /**
   * A subscription began; nothing flows before somebody subscribes and asks for answers. Asking may
   * run the fetchers on the thread that asks, so it must be one that may block unless asking is
   * quick.
   *
   * @param answers its answers
   * @param isQuick whether asking never blocks
   */
  record Stream(Publisher<GraphAnswer> answers, boolean isQuick) implements Execution {}
}
