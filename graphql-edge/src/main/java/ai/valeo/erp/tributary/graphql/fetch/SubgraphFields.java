package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.schema.Subgraph;
import graphql.schema.idl.RuntimeWiring;

/** What gateways of Apollo Federation ask. */
public final class SubgraphFields {

  private SubgraphFields() {}

  /** Adds the fetchers. */
  public static void into(RuntimeWiring.Builder wiring, Fields<Object> query, Subgraph subgraph) {
    query.fetch("_service", field -> subgraph).fetch("_entities", subgraph::entities);
    Fields.<Subgraph>of("_Service").add("sdl", Subgraph::sdl).into(wiring);
  }
}
