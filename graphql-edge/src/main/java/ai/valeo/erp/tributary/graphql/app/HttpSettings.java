package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.http.Address;
import ai.valeo.erp.tributary.graphql.http.BodyLimits;

/**
 * How requests come in to a server.
 *
 * @param address where to listen
 * @param graphiQl whether GraphiQL is served
 * @param body what a body may be
 * @param workers threads that answer
 * @param queue requests that may wait
 */
public record HttpSettings(
    Address address, boolean graphiQl, BodyLimits body, int workers, int queue) {}
