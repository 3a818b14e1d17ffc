package ai.valeo.erp.tributary.topology.core.entity;

import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;

/**
 * Who looks at an entity when it makes a change, and how much of it there was to see (rule R4).
 *
 * @param baseVersion version of the entity that had reached the node; 0 = none
 * @param edgeNode the node, which has always seen its own changes
 */
public record Viewer(long baseVersion, EdgeNodeId edgeNode) {

  /** Whether the change was seen: it lies within the base, or it is the node's own. */
  public boolean hasSeen(Stamp stamp) {
    return stamp.version() <= baseVersion || stamp.edgeNode().equals(edgeNode);
  }

  /**
   * Whether the change is a later one of the same node: the viewer's own change was made before it
   * and only arrives after it. What lies within the base cannot be later.
   */
  public boolean isOvertakenBy(Stamp stamp, Stamp own) {
    return stamp.version() > baseVersion
        && stamp.edgeNode().equals(edgeNode)
        && Stamp.compareByOwnClock(own, stamp) < 0;
  }
}
