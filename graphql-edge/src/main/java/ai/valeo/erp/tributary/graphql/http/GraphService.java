package ai.valeo.erp.tributary.graphql.http;

import ai.valeo.erp.tributary.graphql.schema.GraphEngine;
import ai.valeo.erp.tributary.graphql.security.Security;
import ai.valeo.erp.tributary.graphql.subscribe.SubscriptionLimits;
import ai.valeo.erp.tributary.graphql.subscribe.SubscriptionService;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What answers GraphQL requests over HTTP.
 *
 * @param engine the engine of the moment: a request keeps the one it began with
 * @param workers threads that may block; refuses when too much waits
 * @param limits what a body may be
 * @param requestIds makes ids for requests that bring none
 * @param meters what is measured of the requests
 * @param subscriptions what a client that subscribes may use
 * @param schema its schema as text
 * @param security what is asked before somebody is answered
 */
public record GraphService(
    Supplier<GraphEngine> engine,
    Executor workers,
    BodyLimits limits,
    Supplier<String> requestIds,
    GraphMeters meters,
    SubscriptionLimits subscriptions,
    SchemaPage schema,
    Security security) {

  SubscriptionService forSubscriptions() {
    return new SubscriptionService(engine, workers, requestIds, subscriptions, security);
  }
}
