package ai.valeo.erp.tributary.graphql.schema;

import java.util.concurrent.CompletableFuture;

/** Lets a request go on once what its client has written can be read. Any thread that may block. */
public interface ReadGate {

  /** Name of the tokens in a request's and an answer's {@code extensions}. */
  String EXTENSION = "readToken";

  /** Name of the HTTP header that bears them both ways. */
  String HEADER = "x-read-token";

  /** Nobody waits. */
  ReadGate OPEN = tokens -> CompletableFuture.completedFuture(null);

  /**
   * Waits, for a while.
   *
   * @param tokens what the client has written, as it was told, between commas
   * @return done when it can be read; fails, or throws, if it cannot
   */
  CompletableFuture<Void> pass(String tokens);
}
