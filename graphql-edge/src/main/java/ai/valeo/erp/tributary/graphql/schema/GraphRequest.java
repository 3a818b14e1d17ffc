package ai.valeo.erp.tributary.graphql.schema;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A GraphQL request. Fetchers find it in the GraphQL context under its class.
 *
 * @param id found again in errors and the log
 * @param query the document
 * @param operationName which operation of the document, if it has several
 * @param variables values of the variables, as they came
 * @param isReadOnly whether nothing may be changed, as over GET
 * @param caller who asks
 */
public record GraphRequest(
    String id,
    String query,
    @Nullable String operationName,
    Map<String, Object> variables,
    boolean isReadOnly,
    Caller caller) {

  /** A request of nobody in particular. */
  public GraphRequest(
      String id,
      String query,
      @Nullable String operationName,
      Map<String, Object> variables,
      boolean isReadOnly) {
    this(id, query, operationName, variables, isReadOnly, Caller.ANYONE);
  }

  /** Whether it may be a subscription; false only if it is none. Looks for the keyword only. */
  public boolean maySubscribe() {
    return query.contains("subscription");
  }
}
