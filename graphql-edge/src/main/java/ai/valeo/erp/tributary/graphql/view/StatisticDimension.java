package ai.valeo.erp.tributary.graphql.view;

/** By what answers are counted. */
public enum StatisticDimension {
  ENTITY_TYPE,
  EDGE_NODE,
  STRATEGY,
  REASON;

  /** What the keys of this dimension begin with. */
  String prefix() {
    return name() + "/";
  }
}
