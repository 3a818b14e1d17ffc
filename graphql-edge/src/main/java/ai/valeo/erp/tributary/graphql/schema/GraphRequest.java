package ai.valeo.erp.tributary.graphql.schema;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A GraphQL request.
 *
 * @param id found again in errors and the log
 * @param query the document
 * @param operationName which operation of the document, if it has several
 * @param variables values of the variables
 * @param isReadOnly whether only queries are allowed, as over GET
 */
public record GraphRequest(
    String id,
    String query,
    @Nullable String operationName,
    Map<String, Object> variables,
    boolean isReadOnly) {}
