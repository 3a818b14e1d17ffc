package ai.valeo.erp.tributary.topology.core.entity;

import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;

/**
 * Origin of a value: the change that put it there.
 *
 * @param version version of the entity at which the change was applied
 * @param hlc its clock as it counts: a reading too far ahead counts as the broker's time
 * @param edgeNode its node
 * @param mutationId its mutation
 * @param priority its priority with the bonuses for type and operation, without the one for age
 * @param aheadMs by how much the node's own reading was greater than {@code hlc}; 0 or more
 */
public record Stamp(
    long version, Hlc hlc, EdgeNodeId edgeNode, MutationId mutationId, int priority, long aheadMs) {

  public Stamp {
    if (version < 0 || aheadMs < 0) {
      throw new IllegalArgumentException(
          "stamp: version " + version + ", ahead " + aheadMs + " (expected: 0 or more)");
    }
  }

  /** Order of rule R5: clock, then node, then mutation. */
  public static int compareByClock(Stamp left, Stamp right) {
    int byClock = left.hlc.compareTo(right.hlc);
    if (byClock != 0) {
      return byClock;
    }
    int byNode = left.edgeNode.compareTo(right.edgeNode);
    return byNode != 0 ? byNode : left.mutationId.compareTo(right.mutationId);
  }

  /** Order of two changes of one node, by its own clock as it read it. */
  public static int compareByOwnClock(Stamp left, Stamp right) {
    int byWall = Long.compare(left.hlc.wallMs() + left.aheadMs, right.hlc.wallMs() + right.aheadMs);
    return byWall != 0 ? byWall : Integer.compare(left.hlc.counter(), right.hlc.counter());
  }
}
