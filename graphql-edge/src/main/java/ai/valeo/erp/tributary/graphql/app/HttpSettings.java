package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.http.Address;
import ai.valeo.erp.tributary.graphql.http.BodyLimits;
import ai.valeo.erp.tributary.graphql.http.GraphServer;
import ai.valeo.erp.tributary.graphql.http.GraphServer.PageKind;
import ai.valeo.erp.tributary.graphql.http.HostRule;
import java.util.Set;

/**
 * How requests come in to a server.
 *
 * @param address where to listen
 * @param names further names that a server without tokens answers to
 * @param graphiQl whether GraphiQL is served
 * @param page the page for people that is served
 * @param body what a body may be
 * @param workers threads that answer
 * @param queue requests that may wait
 */
public record HttpSettings(
    Address address,
    Set<String> names,
    boolean graphiQl,
    PageKind page,
    BodyLimits body,
    int workers,
    int queue) {

  /** Copies. */
  public HttpSettings {
    names = Set.copyOf(names);
  }

  /**
   * Where and with what a server listens.
   *
   * @param isOpen whether it asks nobody who he is
   */
  GraphServer.Listen listen(boolean isOpen) {
    return new GraphServer.Listen(
        address, HostRule.of(address.host(), isOpen, names), graphiQl, page);
  }
}
