package ai.valeo.erp.tributary.edge.core;

/** What a node talks to over the network. */
public enum Remote {
  /** Kafka: mutations, outcomes and entities. */
  BROKER,
  /** The schema registry; needed only for schemas whose ids are not kept on disk. */
  REGISTRY,
  /** The centre's HTTP side: queries the node cannot answer by itself. */
  CENTRE
}
