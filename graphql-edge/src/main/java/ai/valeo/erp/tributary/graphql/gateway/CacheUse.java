package ai.valeo.erp.tributary.graphql.gateway;

/**
 * Where the answer to a root field of the centre came from; the last one names an answer of all.
 */
enum CacheUse {
  /** Kept, and fresh: nobody was asked. */
  HIT,
  /** Kept, and not fresh: nobody could be asked. */
  STALE,
  /** The centre was asked. */
  MISS
}
