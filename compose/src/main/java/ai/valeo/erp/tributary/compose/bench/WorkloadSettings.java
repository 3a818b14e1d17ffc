package ai.valeo.erp.tributary.compose.bench;

/**
 * What a workload looks like. The same settings always give the same mutations.
 *
 * @param seed where chance begins
 * @param entities number of entities that exist at first, 1 or more
 * @param nodes number of edge nodes, 2 or more
 * @param skew 0 = every entity is equally likely; else the exponent of a Zipf distribution
 * @param startMs wall clock of the first mutation, milliseconds since 1970 UTC
 */
public record WorkloadSettings(long seed, int entities, int nodes, double skew, long startMs) {
  /** Checks. */
  public WorkloadSettings {
    if (entities < 1 || nodes < 2 || skew < 0) {
      throw new IllegalArgumentException(
          "entities, nodes, skew: "
              + (entities + ", " + nodes + ", " + skew)
              + " (expected: at least 1, 2, 0)");
    }
  }
}
