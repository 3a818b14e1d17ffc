package ai.valeo.erp.tributary.graphql.view;

import java.util.List;
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
 * @param store its store, and what waits in it
 * @param remotes how the parts it talks to are
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
    Store store,
    List<Remote> remotes,
    long sentAtMs) {

  public EdgeNodeView {
    remotes = List.copyOf(remotes);
  }

  /** The node's name without its incarnation. */
  public String name() {
    return Statistics.node(id);
  }

  /** Which incarnation of the node this is, from 1. */
  public int incarnation() {
    String rest = id.substring(name().length());
    return rest.matches("#[0-9]{1,9}") ? Integer.parseInt(rest.substring(1)) : 1;
  }

  /**
   * The node's store, and what waits in it.
   *
   * @param id identity of the store
   * @param runId the run of the program
   * @param floor every lower sequence has its final outcome
   * @param oldestPendingMs when the oldest mutation without an answer was captured, by the node's
   *     clock
   * @param retries how often mutations without an answer were sent again
   * @param sizeBytes its size
   */
  public record Store(
      @Nullable String id,
      @Nullable String runId,
      long floor,
      @Nullable Long oldestPendingMs,
      long retries,
      long sizeBytes) {}

  /**
   * How one of the parts the node talks to is, as the node sees it.
   *
   * @param name BROKER, REGISTRY or CENTRE
   * @param state UNKNOWN, UP, UNSTABLE or DOWN
   * @param latencyMs median time to an answer of late; -1 = not known
   * @param loss share of checks without an answer of late, 0..1
   * @param lastError what the last failure was
   */
  public record Remote(
      String name, String state, long latencyMs, double loss, @Nullable String lastError) {}

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
