package ai.valeo.erp.tributary.graphql.view;

import org.jspecify.annotations.Nullable;

/**
 * The last heartbeat of an edge node, as the views hold it.
 *
 * @param id the node
 * @param location where it stands
 * @param state its connection as it sees it
 * @param version version of its program
 * @param schemaVersion version of the schema it serves
 * @param counts what waits there
 * @param machine how its machine is doing
 * @param sentAtMs its wall clock, milliseconds since 1970 UTC
 */
public record EdgeNodeView(
    String id,
    @Nullable String location,
    String state,
    String version,
    @Nullable String schemaVersion,
    Counts counts,
    Machine machine,
    long sentAtMs) {

  /**
   * What waits at the node.
   *
   * @param pending mutations without a final outcome
   * @param failed refused ones nobody acknowledged
   * @param conflicts those that wait for a person
   * @param lastSequence the highest sequence given
   */
  public record Counts(long pending, long failed, long conflicts, long lastSequence) {}

  /**
   * How the node's machine is doing.
   *
   * @param cpuLoad share of its processors in use, 0..1
   * @param memoryUsedBytes memory of the process
   * @param diskFreeBytes free space where the store lies
   */
  public record Machine(double cpuLoad, long memoryUsedBytes, long diskFreeBytes) {}
}
