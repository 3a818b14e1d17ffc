package ai.valeo.erp.tributary.topology.core.entity;

import java.util.List;

/**
 * Whether an entity is there, and which DELETEs it has met. A CREATE that has seen a DELETE begins
 * a new life: values start afresh, and changes that belong to the life before do not enter it.
 *
 * @param number 1, 2, 3 ...
 * @param deleted whether it is deleted now
 * @param deletions the DELETEs of this life: those that took effect, at most one other of a node
 * @param former the DELETEs of earlier lives, as far as they are remembered
 * @param birth the CREATE that began this life
 * @param joined other nodes' CREATEs of this life, at most one of a node; empty in the first life
 */
public record Life(
    int number,
    boolean deleted,
    List<Deletion> deletions,
    List<Deletion> former,
    Stamp birth,
    List<Stamp> joined) {

  public Life {
    if (number < 1) {
      throw new IllegalArgumentException("number: " + number + " (expected: 1 or more)");
    }
    deletions = List.copyOf(deletions);
    former = List.copyOf(former);
    joined = List.copyOf(joined);
  }

  /** A first life. */
  public static Life begin(Stamp birth) {
    return new Life(1, false, List.of(), List.of(), birth, List.of());
  }

  /** The life after this one, begun by a CREATE that knows that this one has ended. */
  public Life next(Stamp newBirth, List<Deletion> newFormer) {
    return new Life(number + 1, false, List.of(), newFormer, newBirth, List.of());
  }

  /** The same with other DELETEs. */
  public Life with(boolean isDeleted, List<Deletion> newDeletions) {
    return new Life(number, isDeleted, newDeletions, former, birth, joined);
  }

  /** The same with other DELETEs of earlier lives. */
  public Life withFormer(List<Deletion> newFormer) {
    return new Life(number, deleted, deletions, newFormer, birth, joined);
  }

  /** The same with one more CREATE. */
  public Life withJoined(List<Stamp> newJoined) {
    return new Life(number, deleted, deletions, former, birth, newJoined);
  }
}
