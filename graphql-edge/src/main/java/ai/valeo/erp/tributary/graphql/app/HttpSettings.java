package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.http.Address;
import ai.valeo.erp.tributary.graphql.http.BodyLimits;
import ai.valeo.erp.tributary.graphql.http.GraphServer.PageKind;

/**
 * How requests come in to a server.
 *
 * @param address where to listen
 * @param graphiQl whether GraphiQL is served
 * @param page the page for people that is served
 * @param body what a body may be
 * @param workers threads that answer
 * @param queue requests that may wait
 */
public record HttpSettings(
    Address address, boolean graphiQl, PageKind page, BodyLimits body, int workers, int queue) {}
