package ai.valeo.erp.tributary.graphql.http;

import ai.valeo.erp.tributary.graphql.schema.GraphEngine;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What answers GraphQL requests over HTTP.
 *
 * @param engine answers them
 * @param workers threads that may block; refuses when too much waits
 * @param limits what a body may be
 * @param requestIds makes ids for requests that bring none
 * @param meters what is measured of the requests
 */
public record GraphService(
    GraphEngine engine,
    Executor workers,
    BodyLimits limits,
    Supplier<String> requestIds,
    GraphMeters meters) {}
