package ai.valeo.erp.tributary.topology.core.entity;

import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;

/**
 * Who looks at an entity when it makes a change, and how much of it there was to see (rule R4).
 *
 * @param baseVersion version of the entity that had reached the node; 0 = none
 * @param own the change itself; its node has seen its own earlier changes
 */
public record Viewer(long baseVersion, Stamp own) {

  /** Whether the change was seen: it lies within the base, or is an earlier one of the node. */
  public boolean hasSeen(Stamp stamp) {
    return stamp.version() <= baseVersion || hasMade(stamp);
  }

  /** Whether the change is one of the node's own, not later than the viewer's. */
  public boolean hasMade(Stamp stamp) {
    return stamp.edgeNode().equals(edgeNode()) && Stamp.compareByOwnClock(stamp, own) <= 0;
  }

  /**
   * Whether the change is a later one of the same node: the viewer's own was made before it and
   * only arrives after it. What lies within the base cannot be later.
   */
  public boolean isOvertakenBy(Stamp stamp) {
    return stamp.version() > baseVersion
        && stamp.edgeNode().equals(edgeNode())
        && Stamp.compareByOwnClock(stamp, own) > 0;
  }

  /** The same node with another base. */
  public Viewer withBase(long version) {
    return new Viewer(version, own);
  }

  private EdgeNodeId edgeNode() {
    return own.edgeNode();
  }
}
