package ai.valeo.erp.tributary.topology.core.entity;

import java.util.List;

/**
 * Whether an entity is there, and which DELETEs it has met. A CREATE that has seen a DELETE begins
 * a new life: values start afresh, and changes that belong to the life before do not enter it.
 *
 * @param deleted whether it is deleted now
 * @param deletions the DELETEs of this life, at most one of a node
 * @param former the DELETEs that ended the life before; empty in the first life
 * @param birth the CREATE that began this life
 * @param joined other nodes' CREATEs of this life, at most one of a node; empty in the first life
 */
public record Life(
    boolean deleted,
    List<Deletion> deletions,
    List<Deletion> former,
    Stamp birth,
    List<Stamp> joined) {

  public Life {
    deletions = List.copyOf(deletions);
    former = List.copyOf(former);
    joined = List.copyOf(joined);
  }

  /** A first life. */
  public static Life begin(Stamp birth) {
    return new Life(false, List.of(), List.of(), birth, List.of());
  }

  /** A life after another, begun by a CREATE that knows that the other has ended. */
  public Life next(Stamp newBirth) {
    return new Life(false, List.of(), deletions, newBirth, List.of());
  }

  /** The same with other DELETEs. */
  public Life with(boolean isDeleted, List<Deletion> newDeletions) {
    return new Life(isDeleted, newDeletions, former, birth, joined);
  }

  /** The same with other DELETEs of the life before. */
  public Life withFormer(List<Deletion> newFormer) {
    return new Life(deleted, deletions, newFormer, birth, joined);
  }

  /** The same with one more CREATE. */
  public Life withJoined(List<Stamp> newJoined) {
    return new Life(deleted, deletions, former, birth, newJoined);
  }
}
