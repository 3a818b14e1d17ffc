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
 */
public record GraphAnswer(
    boolean isExecuted,
    Set<ErrorCode> codes,
    Map<String, Object> body,
    Map<String, String> headers) {

  public GraphAnswer {
    codes = Set.copyOf(codes);
    headers = Map.copyOf(headers);
  }
}
