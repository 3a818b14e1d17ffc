package ai.valeo.erp.tributary.graphql.schema;

import java.util.Map;
import java.util.Set;

/**
 * The answer to a GraphQL request.
 *
 * @param isExecuted whether the operation was run; if not, the request itself was wrong
 * @param codes the codes of its errors
 * @param body the answer as it goes over the wire
 * @param headers what HTTP says beside it
 * @param encoded the body as text, shared by all who are sent it
 */
public record GraphAnswer(
    boolean isExecuted,
    Set<ErrorCode> codes,
    Map<String, Object> body,
    Map<String, String> headers,
    EncodedOnce encoded) {

  /** An answer. */
  public GraphAnswer(
      boolean isExecuted,
      Set<ErrorCode> codes,
      Map<String, Object> body,
      Map<String, String> headers) {
    this(isExecuted, codes, body, headers, new EncodedOnce());
  }

  public GraphAnswer {
    codes = Set.copyOf(codes);
    headers = Map.copyOf(headers);
  }
}
