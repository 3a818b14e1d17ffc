package ai.valeo.erp.tributary.graphql.schema;

import graphql.language.OperationDefinition;
import org.jspecify.annotations.Nullable;

/** Lets operations in, or not, before anything is done for them. Any thread. */
public interface RequestGate {

  /** Lets everything in. */
  RequestGate OPEN = (request, kind) -> null;

  /** Why an operation is not let in now, or none. */
  @Nullable Refusal admit(GraphRequest request, OperationDefinition.Operation kind);

  /**
   * Why an operation is not let in.
   *
   * @param message for the client
   * @param retryAfterSeconds when it may be tried again
   */
  record Refusal(String message, long retryAfterSeconds) {}
}
