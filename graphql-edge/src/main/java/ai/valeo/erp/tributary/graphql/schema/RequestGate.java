package ai.valeo.erp.tributary.graphql.schema;

import graphql.language.OperationDefinition;
import org.jspecify.annotations.Nullable;

/** Lets operations in, or not, before anything is done for them. Any thread. */
public interface RequestGate {

  /** Lets everything in. */
  RequestGate OPEN = (request, kind) -> null;

  /** Why an operation is not let in now, or none. */
  @Nullable Refusal admit(GraphRequest request, OperationDefinition.Operation kind);

  /** Why a document that nobody has sent yet is not even read now, or none. */
  default @Nullable Refusal read(GraphRequest request) {
    return null;
  }

  /** A document was read, and it is none that can be run. */
  default void unfit(GraphRequest request) {}

  /**
   * Why an operation is not let in.
   *
   * @param message for the client
   * @param retryAfterSeconds when it may be tried again
   */
  record Refusal(String message, long retryAfterSeconds) {}
}
