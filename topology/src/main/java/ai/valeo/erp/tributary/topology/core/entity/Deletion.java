package ai.valeo.erp.tributary.topology.core.entity;

/**
 * A DELETE of an entity, also one that lost against an update or found the entity deleted already:
 * its own node has made it all the same, and may have created the entity anew since.
 *
 * @param life number of the life it belongs to
 * @param stamp the DELETE
 * @param effective whether it deleted the entity when it came; if not, no other node can see it
 * @param overruledAt version of the entity with an update that won over it; 0 = none
 * @param baseVersion version of the entity that had reached its node
 */
public record Deletion(
    int life, Stamp stamp, boolean effective, long overruledAt, long baseVersion) {

  /** One as it was stored without its base: it had seen all that it met. */
  public static Deletion ofAllSeen(int life, Stamp stamp, boolean effective, long overruledAt) {
    return by(new Viewer(stamp.version(), stamp), life, effective, overruledAt);
  }

  /** A DELETE as its author made it, who has seen at most what was there when it came. */
  public static Deletion by(Viewer author, int life, boolean effective, long overruledAt) {
    Stamp own = author.own();
    long base = Math.max(0, Math.min(author.baseVersion(), own.version() - 1));
    return new Deletion(life, own, effective, overruledAt, base);
  }

  /** Whether the viewer knows the DELETE. */
  public boolean isSeenBy(Viewer viewer) {
    return effective ? viewer.hasSeen(stamp) : viewer.hasMade(stamp);
  }

  /** Whether the viewer takes the entity for deleted: it knows the DELETE and no update over it. */
  public boolean standsFor(Viewer viewer) {
    return isSeenBy(viewer) && (overruledAt == 0 || overruledAt > viewer.baseVersion());
  }

  /** Whether no update has won over it and it has seen all that counts. */
  public boolean holdsAgainst(Attributes attributes) {
    return overruledAt == 0 && attributes.unseenBy(new Viewer(baseVersion, stamp)) == null;
  }

  /** The same after an update won over it, unless one had before. */
  public Deletion overruled(long version) {
    return overruledAt == 0 ? new Deletion(life, stamp, effective, version, baseVersion) : this;
  }
}
