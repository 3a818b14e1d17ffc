package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.entity.EntityType;

/** Names of the views' processors and stores; they are part of the state on disk. */
final class ViewNames {

  static final String OUTCOMES = "outcomes";
  static final String OUTCOMES_BY_NODE = "outcomes-by-node";
  static final String OUTCOME_TOTALS = "outcome-totals";
  static final String CONFLICTS = "conflicts";
  static final String CONFLICTS_BY_STATE = "conflicts-by-state";
  static final String CONFLICT_TOTALS = "conflict-totals";
  static final String EDGE_NODES = "edge-nodes";

  private ViewNames() {}

  /** The store of an entity type's rows. */
  static String entities(EntityType type) {
    return "entities-" + type.kebabName();
  }

  /** The source node of a store. */
  static String source(String store) {
    return store + "-source";
  }

  /** The processor that fills a store. */
  static String view(String store) {
    return store + "-view";
  }
}
