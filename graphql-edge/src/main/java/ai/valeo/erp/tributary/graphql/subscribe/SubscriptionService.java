package ai.valeo.erp.tributary.graphql.subscribe;

import ai.valeo.erp.tributary.graphql.schema.GraphEngine;
import ai.valeo.erp.tributary.graphql.security.Security;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What answers subscriptions.
 *
 * @param engine the engine of the moment; an operation keeps the one it began with
 * @param workers threads that may block; refuses when too much waits
 * @param requestIds makes ids for operations
 * @param limits what clients may use
 * @param security what is asked before somebody is answered
 */
public record SubscriptionService(
    Supplier<GraphEngine> engine,
    Executor workers,
    Supplier<String> requestIds,
    SubscriptionLimits limits,
    Security security) {}
