package ai.valeo.erp.tributary.graphql.schema;

import graphql.GraphQLContext;
import graphql.execution.ExecutionContext;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import java.util.Map;

/**
 * An operation that is about to be run: its document is valid, and its caller has been let in.
 *
 * @param request the request it came with
 * @param document its document
 * @param definition which operation of the document
 * @param variables its variables as the schema reads them, defaults included
 * @param context what belongs to the request
 */
public record Operation(
    GraphRequest request,
    Document document,
    OperationDefinition definition,
    Map<String, Object> variables,
    GraphQLContext context) {

  /** Context key: true once personal data was shown whose reading is recorded. */
  static final String SHOWED_PERSONAL = "tributary.showedPersonal";

  static Operation of(ExecutionContext execution) {
    GraphRequest request = execution.getGraphQLContext().get(GraphRequest.class);
    return new Operation(
        request == null
            ? new GraphRequest(execution.getExecutionId().toString(), "", null, Map.of(), true)
            : request,
        execution.getDocument(),
        execution.getOperationDefinition(),
        execution.getCoercedVariables().toMap(),
        execution.getGraphQLContext());
  }

  /** Adds a header to the answer; it replaces one that is there. */
  public void header(String name, String value) {
    AnswerHeaders headers = context.get(AnswerHeaders.class);
    if (headers != null) {
      headers.merge(name, value, (before, now) -> now);
    }
  }

  /** Whether what was run so far showed personal data whose reading is recorded. */
  public boolean showedPersonalData() {
    return context.getOrDefault(SHOWED_PERSONAL, false);
  }
}
