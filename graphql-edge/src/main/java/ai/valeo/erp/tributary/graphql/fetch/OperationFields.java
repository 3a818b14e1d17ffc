package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.observe.OperationLog;
import ai.valeo.erp.tributary.graphql.observe.OperationStatistics;
import ai.valeo.erp.tributary.graphql.observe.SlowOperation;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;

/** How operations do. */
public final class OperationFields {

  private static final Arguments.Bounds LIMIT = new Arguments.Bounds(50, 1, 200);

  private OperationFields() {}

  /** Adds the fetchers. */
  public static void into(RuntimeWiring.Builder wiring, OperationLog log) {
    Fields.<Object>of("Query")
        .fetch("operationStatistics", field -> log.statistics().limit(limit(field)).toList())
        .fetch("slowOperations", field -> log.slow().stream().limit(limit(field)).toList())
        .into(wiring);
    Fields.<OperationStatistics>of("OperationStatistics")
        .add("id", OperationStatistics::id)
        .add("document", OperationStatistics::document)
        .add("isQuery", OperationStatistics::isQuery)
        .add("count", OperationStatistics::count)
        .add("errors", OperationStatistics::errors)
        .add("slow", OperationStatistics::slow)
        .add("p50Ms", one -> one.times().p50())
        .add("p95Ms", one -> one.times().p95())
        .add("maxMs", one -> one.times().max())
        .add("totalMs", one -> one.times().total())
        .add("lastAt", OperationStatistics::lastAt)
        .into(wiring);
    Fields.<SlowOperation>of("SlowOperation")
        .add("operationId", SlowOperation::operationId)
        .add("document", SlowOperation::document)
        .add("requestId", SlowOperation::requestId)
        .add("subject", SlowOperation::subject)
        .add("at", SlowOperation::at)
        .add("tookMs", SlowOperation::tookMs)
        .add("hadErrors", SlowOperation::hadErrors)
        .add("variables", SlowOperation::variables)
        .into(wiring);
  }

  private static int limit(DataFetchingEnvironment field) {
    return Arguments.bounded(field, "limit", LIMIT);
  }
}
